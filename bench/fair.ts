import { Pool } from 'undici';
import { PERSONAS } from '../odoo/sandbox/data/personas.ts';
import { EMPLOYEE, SA } from '../odoo/sandbox/data/ids.ts';
import { SignJWT } from 'jose';
import { unmetered } from '../test/support/limits.ts';
import { BENCH_SECRET } from './people.ts';
import { row, startServer } from './processes.ts';
import { odooOfWorkers } from './workers.ts';

/**
 * One Service Account asks one query after the other; then does so while a caller of another one keeps twenty under way. Both in one run,
 * in turns. `node bench/fair.ts [concurrent] [workers] [ms of a call] [queries a round] [rounds]`
 */
const [concurrent = 4, workers = 4, callMs = 100, queries = 40, rounds = 3] = process.argv.slice(2).map(Number);
const FLOOD = 20;
const QUERY = '{ salesOrders(first: 20) { totalCount nodes { id name state customer { name } } } }';

const odoo = await odooOfWorkers(workers, callMs);
const graph = await startServer('../gateway/start.ts', [], {
  ...odoo.address, PORT: '0', LOG_LEVEL: 'silent', JWT_SECRET: BENCH_SECRET, LIMITS: JSON.stringify(unmetered()), ODOO_MAX_CONCURRENT: String(concurrent), ODOO_AUTO_SYNC: 'false',
});
const pool = new Pool(graph.url, { connections: FLOOD + 5 });

async function headersOf(id: number, account: number): Promise<Record<string, string>> {
  const token = await new SignJWT({ type: 'employee' }).setProtectedHeader({ alg: 'HS256' }).setSubject(String(id)).setAudience('odoo-graph').setExpirationTime('8h').sign(new TextEncoder().encode(BENCH_SECRET));
  return { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-sa-id': String(account) };
}
const flooding = await headersOf(PERSONAS.manager.id, SA.LOME);
const quiet = await headersOf(EMPLOYEE.NAIROBI_MANAGER, SA.NAIROBI);

async function ask(headers: Record<string, string>): Promise<number> {
  const started = performance.now();
  const { body } = await pool.request({ method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query: QUERY }) });
  const text = await body.text();
  if (!text.startsWith('{"data"')) throw new Error(text.slice(0, 300));
  return performance.now() - started;
}

const times = { alone: [] as number[], flooded: [] as number[] };
let flooded = 0;
for (let round = 0; round <= rounds; round += 1) {
  for (const phase of ['alone', 'flooded'] as const) {
    const over = new AbortController();
    const flood = phase === 'flooded' ? Array.from({ length: FLOOD }, async () => {
      while (!over.signal.aborted) {
        await ask(flooding);
        flooded += 1;
      }
    }) : [];
    for (let query = 0; query < queries; query += 1) {
      const ms = await ask(quiet);
      // The first round warms up.
      if (round > 0) times[phase].push(ms);
    }
    over.abort();
    await Promise.all(flood);
  }
}

const at = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
console.log(`Odoo of ${workers} workers and ${callMs} ms a call, ${concurrent} calls at once; ${queries * rounds} queries of one Service Account, ${flooded} of the one that keeps ${FLOOD} under way`);
console.log(row('', 'median ms', 'p95 ms'));
for (const [name, values] of Object.entries(times)) console.log(row(name, at(values, 0.5).toFixed(0), at(values, 0.95).toFixed(0)));
console.log(row('flooded / alone', (at(times.flooded, 0.5) / at(times.alone, 0.5)).toFixed(2), (at(times.flooded, 0.95) / at(times.alone, 0.95)).toFixed(2)));
await pool.close();
graph.child.kill();
await odoo.close();
