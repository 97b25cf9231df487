import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import { foldErrors } from '../access/fold-errors.ts';
import { resolvePrincipal } from '../access/resolve-principal.ts';
import { answers } from '../gateway/answers.ts';
import { startApollo, type ApolloContext } from '../gateway/apollo.ts';
import { createEngine, preparePlanning } from '../gateway/engine.ts';
import { layFoundations } from '../gateway/foundations.ts';
import { inProcess } from '../gateway/in-process.ts';
import { createMeters } from '../gateway/limits/meters.ts';
import { noOutcome } from '../gateway/request.ts';
import { routeSubgraphs } from '../gateway/subgraphs.ts';
import { loadSupergraph } from '../gateway/supergraph.ts';
import { subgraphFactory } from '../graph/create-subgraph.ts';
import { connectOdoo } from '../odoo/client/connect.ts';
import { PERSONAS } from '../odoo/sandbox/data/personas.ts';
import { loadConfig } from '../platform/config.ts';
import { keysInMemory } from '../platform/idempotency.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { codeOf, loadAllTables } from '../subgraphs/index.ts';
import { unmetered } from '../test/support/limits.ts';
import { median, row } from './processes.ts';

/** What the field rules cost: the same graph with and without them, CPU of this process only, in turns. */
const ROUNDS = Number(process.argv[2] ?? 9);
const REQUESTS = 60;

const QUERIES: Readonly<Record<string, string>> = {
  'without restricted fields':
    '{ salesOrders(first: 50) { nodes { id name state amountTotal { amount currency } customer { id name } lines(first: 20) { nodes { id quantity product { id name } } } } } }',
  'two restricted fields on every row':
    '{ salesOrders(first: 50) { nodes { id name margin { amount } marginPercent customer { id name } lines(first: 20) { nodes { id quantity margin { amount } } } } } }',
};

const child = spawn(process.execPath, [fileURLToPath(new URL('./sandbox-server.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => child.kill());
const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
const odoo = await connectOdoo(JSON.parse(line));
const tables = loadAllTables();
const log = createLog({ level: 'silent' });
const config = loadConfig({});
const { foundations, sources, assertions } = await layFoundations(config, odoo, tables, keysInMemory(15_000), log);
const { id: employeeId, serviceAccountId } = PERSONAS.manager;
const clock = () => ({ signal: new AbortController().signal, deadline: Date.now() + 60_000 });
const principal = await resolvePrincipal({ kind: 'employee', employeeId }, String(serviceAccountId), sources, { ...clock(), tenant: 'bench' });

/** The whole way of a request but HTTP itself: Apollo Server, engine, subgraphs, Odoo client, answer as text. */
async function serverWith(create: ReturnType<typeof subgraphFactory>): Promise<ApolloServer<ApolloContext>> {
  const code = codeOf({ dashboard: null, signIn: null, syncStatus: null });
  const subgraphs = tables.map((table) => create(table, code[table.subgraph] ?? {}));
  const routes = new Map(subgraphs.map((subgraph) => [subgraph.name, inProcess(subgraph)]));
  const engine = createEngine(preparePlanning(loadSupergraph(subgraphs)), routeSubgraphs(routes, createMetrics()));
  return startApollo({ engine, log, foldErrors, plugins: [answers(log)] });
}

const { FIRST_PARTY: LIMITS } = unmetered();
const lease = createMeters().begin('bench', LIMITS);
const servers = { without: await serverWith(subgraphFactory(foundations, (schema) => ({ schema, grant: async () => undefined }))), with: await serverWith(subgraphFactory(foundations)) };

async function cpuPerRequest(server: ApolloServer<ApolloContext>, query: string): Promise<number> {
  const assertion = await assertions.sign(principal);
  const headers = new HeaderMap([['content-type', 'application/json']]);
  const before = process.cpuUsage();
  for (let request = 0; request < REQUESTS; request += 1) {
    const { body } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers, search: '', body: { query } },
      context: async () => ({
        request: { id: 'bench', ...clock(), language: undefined, scope: {}, cost: { odooCalls: 0, odooMs: 0 }, assertion: async () => assertion },
        outcome: noOutcome(),
        limits: LIMITS,
        lease,
      }),
    });
    if (body.kind !== 'complete' || !body.string.startsWith('{"data"')) throw new Error(JSON.stringify(body).slice(0, 500));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / REQUESTS;
}

console.log(row(`medians of ${ROUNDS} rounds of ${REQUESTS}`, 'CPU ms without', 'with', 'with / without'));
for (const [name, query] of Object.entries(QUERIES)) {
  const results: { without: number; with: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const one = { without: await cpuPerRequest(servers.without, query), with: await cpuPerRequest(servers.with, query) };
    if (round > 0) results.push(one);
  }
  const ratio = median(results.map((one) => one.with)) / median(results.map(({ without }) => without));
  console.log(row(name, median(results.map(({ without }) => without)).toFixed(2), median(results.map((one) => one.with)).toFixed(2), ratio.toFixed(3)));
}
await odoo.close();
process.exit();
