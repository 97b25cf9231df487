import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { headersOf, JWT_SECRET, startGraph } from '../support/graph.ts';
import { startTraceReceiver, type ReceivedSpan, type TraceReceiver } from '../support/trace-receiver.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const QUERY = 'query Largest { salesOrders(first: 1, orderBy: [{ amountTotal: DESC }]) { nodes { name customer { name assignedActors { actor { name } } } invoices(first: 1) { nodes { name } } } } }';

/** The spans as a tree of names, below those without a parent among them. */
function tree(spans: readonly ReceivedSpan[]): readonly string[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const below = (parent: string | undefined, depth: number): readonly string[] =>
    spans
      .filter(({ parentSpanId }) => (parent === undefined ? !known.has(parentSpanId ?? '') : parentSpanId === parent))
      .flatMap((span) => [`${'  '.repeat(depth)}${span.name}`, ...below(span.spanId, depth + 1)]);
  return below(undefined, 0);
}

const REFUSED = 'query Refused { salesOrders(first: 1) { nodes { margin { amount } } } }';
const NAMED = 'query Named($name: String) { customers(search: $name, first: 3) { nodes { name phone } } orders: salesOrders(first: 1, filter: { name: { eq: "S01017" } }) { nodes { name } } }';
const SLOW = 60_000;

describe('the trace of a request', () => {
  let receiver: TraceReceiver;
  /** The spans of the trace in which this operation was answered. */
  const traceOf = (operation: string): readonly ReceivedSpan[] => {
    const root = receiver.spans.find(({ attributes }) => attributes['graphql.operation.name'] === operation);
    return receiver.spans.filter(({ traceId }) => traceId === root?.traceId);
  };

  beforeAll(async () => {
    receiver = await startTraceReceiver();
    const graph = await startGraph(null, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=solar', OTEL_SERVICE_NAME: 'the-graph' });
    const agent = await headersOf('agent');
    await graph.ask({ ...agent, traceparent: `00-${TRACE}-${CALLER}-01` }, QUERY);
    await graph.ask(agent, REFUSED);
    await graph.ask(agent, { query: NAMED, variables: { name: 'Isidore' } });
    // Stopping delivers what there is.
    await graph[Symbol.asyncDispose]();
  }, SLOW);
  afterAll(() => receiver[Symbol.asyncDispose]());

  it('is the request, its fetches of subgraphs and their calls to Odoo, below who asked', () => {
    const spans = traceOf('Largest');
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    const names = tree(spans);
    expect(names[0]).toBe('graphql');
    expect(names.filter((name) => /^ {2}\S/.test(name)).toSorted()).toEqual(['  fetch accounting', '  fetch governance', '  fetch sales', '  odoo abs.employee web_search_read']);
    expect(names[names.indexOf('  fetch sales') + 1]).toBe('    odoo sale.order web_search_read');
    const root = spans.find(({ name }) => name === 'graphql');
    expect(root?.parentSpanId).toBe(CALLER);
    expect(root?.service).toBe('the-graph');
    expect(root?.attributes).toMatchObject({ 'http.request.method': 'POST', 'http.response.status_code': expect.anything(), 'graphql.operation.type': 'query', 'odoo_graph.client': 'FIRST_PARTY' });
    expect(receiver.headers[0]).toMatchObject({ 'x-tenant': 'solar' });
  });

  it('tells of a refusal by its code', () => {
    const failed = traceOf('Refused').filter((span) => span.failed);
    expect(failed.map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([['fetch sales', 'FORBIDDEN'], ['graphql', 'FORBIDDEN']]);
  });

  it('holds no token, no key, no argument and no value of a row', async () => {
    const { authorization = '' } = await headersOf('agent');
    expect(traceOf('Named').length).toBeGreaterThan(3);
    const signature = authorization.split('.').at(-1) ?? '';
    for (const secret of [authorization.slice(7, 60), signature, JWT_SECRET, 'sandbox-admin-key', 'S01017', 'Isidore', '+228']) expect(receiver.sent()).not.toContain(secret);
  });
});

describe('without a receiver', () => {
  it('neither the SDK nor the exporter is loaded', async () => {
    const hook = `import { registerHooks } from 'node:module'; registerHooks({ load(url, context, next) { console.log(url); return next(url, context); } });`;
    const probe = `await import('./gateway/serve.ts'); console.log('loaded all of it');`;
    const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, '--input-type=module', '-e', probe], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    expect(lines.at(-1)).toBe('loaded all of it');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => /@opentelemetry\/(sdk|exporter|otlp|core|resources)/.test(line))).toEqual([]);
  }, SLOW);

  it('a receiver that is away keeps no request waiting', async () => {
    const graph = await startGraph(null, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    const { data, errors } = await graph.ask('agent', '{ viewer { name } }');
    expect(errors).toEqual([]);
    expect(data).not.toBeNull();
    await graph[Symbol.asyncDispose]();
  }, SLOW);
});

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ready at (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the subgraph ended before it was ready');
}

describe('a subgraph that is a server of its own', () => {
  it('goes on with the trace of the gateway, and so does Odoo', async () => {
    await using receiver = await startTraceReceiver();
    await using sandbox = await startSandbox();
    const seen: string[] = [];
    const proxy = createServer((request, response) => {
      const { traceparent } = request.headers;
      if (typeof traceparent === 'string') seen.push(traceparent.split('-')[1] ?? '');
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name))) as Record<string, string>;
        void fetch(`${sandbox.url}${request.url ?? ''}`, { method: request.method ?? 'POST', headers, ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}) }).then(async (answer) => {
          response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(await answer.text());
        });
      });
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const odoo = { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, db: sandbox.db, username: sandbox.username, apiKey: sandbox.apiKey };
    const HOP_SECRET = 'a secret of the hop, for tests only, long enough';
    const address = { ODOO_URL: odoo.url, ODOO_DB: odoo.db, ODOO_USERNAME: odoo.username, ODOO_API_KEY: odoo.apiKey };
    const env = { PATH: process.env['PATH'] ?? '', PORT: '0', JWT_SECRET, HOP_SECRET, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SERVICE_NAME: 'the-sales', ...address };
    const child = spawn(process.execPath, ['gateway/serve-subgraph.ts', 'sales'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    await using _ended = { [Symbol.asyncDispose]: () => ended(child) };
    const url = await listening(child);
    const graph = await startGraph(odoo, { HOP_SECRET, SUBGRAPH_URLS: `sales=${url}`, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    const { errors } = await graph.ask({ ...(await headersOf('agent')), traceparent: `00-${TRACE}-${CALLER}-01` }, '{ salesOrders(first: 1) { nodes { name } } }');
    expect(errors).toEqual([]);
    await graph[Symbol.asyncDispose]();
    await ended(child);
    proxy.closeAllConnections();
    proxy.close();
    const spans = receiver.spans.filter(({ traceId }) => traceId === TRACE);
    expect(tree(spans)).toEqual(['graphql', '  odoo abs.employee web_search_read', '  fetch sales', '    subgraph sales', '      odoo sale.order web_search_read']);
    expect(spans.find(({ name }) => name === 'subgraph sales')?.service).toBe('the-sales');
    expect(seen.filter((trace) => trace === TRACE).length).toBe(2);
  }, SLOW);
});
