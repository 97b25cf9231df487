import type { Subgraph } from '../graph/subgraph.ts';
import { charge, type ExecuteSubgraph } from './request.ts';

/** Executes fetches on subgraphs of this process: no HTTP, no printing, no second parsing. */
export function inProcess(subgraph: Subgraph): ExecuteSubgraph {
  return async (_name, fetch, request) =>
    subgraph.execute({
      ...fetch,
      assertion: await request.assertion(),
      requestScope: request.scope,
      signal: request.signal,
      deadline: request.deadline,
      language: request.language,
      idempotencyKey: request.idempotencyKey,
      onOdooCall: (call) => charge(request.cost, call),
    });
}
