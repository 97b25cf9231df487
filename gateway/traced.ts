import type { OdooPort } from '../odoo/port.ts';
import type { Tracing } from '../platform/tracing.ts';
import type { ExecuteSubgraph } from './request.ts';

/** Fetches of subgraphs as steps of the request: which subgraph, how many errors. Not what was asked for. */
export function tracedSubgraph(execute: ExecuteSubgraph, tracing: Tracing | null): ExecuteSubgraph {
  if (tracing === null) return execute;
  return (name, fetch, request) =>
    tracing.run(`fetch ${name}`, { kind: 'internal', attributes: { 'odoo_graph.subgraph': name } }, async (step) => {
      const result = await execute(name, fetch, request);
      const [first] = result.errors ?? [];
      if (first !== undefined) step.fail(String(first.extensions['code'] ?? 'errors'));
      return result;
    });
}

/** Calls to Odoo as steps of whatever caused them: model and method. Neither arguments nor answers. */
export function tracedOdoo(odoo: OdooPort, tracing: Tracing | null): OdooPort {
  if (tracing === null) return odoo;
  return {
    version: odoo.version,
    transport: odoo.transport,
    close: () => odoo.close(),
    call: (call, request) =>
      tracing.run(`odoo ${call.model} ${call.method}`, { kind: 'client', attributes: { 'rpc.system': odoo.transport, 'rpc.service': call.model, 'rpc.method': call.method } }, () =>
        odoo.call(call, { ...request, traceparent: tracing.traceparent() }),
      ),
  };
}
