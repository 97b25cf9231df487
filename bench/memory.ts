import { setTimeout } from 'node:timers/promises';
import { Pool } from 'undici';
import { unmetered } from '../test/support/limits.ts';
import { usage } from './load.ts';
import { BENCH_SECRET, headersOf, REFERENCE } from './people.ts';
import { row, startServer } from './processes.ts';

/** Memory of the whole graph in one process, sandbox included, from the first to the 10,000th request. */
const TOTAL = Number(process.argv[2] ?? 10_000);
const CLIENTS = 8;
const QUERIES = [REFERENCE, '{ viewer { role serviceAccounts { name } } }', '{ customers(first: 20) { totalCount nodes { name serviceAccounts { name } } } }'];

// On SIGUSR2 the server collects its garbage, so that what is left can be told from what is waiting to be collected.
const NODE_OPTIONS = '--expose-gc --import "data:text/javascript,process.on(\'SIGUSR2\',()=>gc())"';
const { url, child } = await startServer('../gateway/start.ts', [], { PORT: '0', LOG_LEVEL: 'silent', LIMITS: JSON.stringify(unmetered()), JWT_SECRET: BENCH_SECRET, NODE_OPTIONS });
const people = await Promise.all((['agent', 'manager', 'admin', 'customer'] as const).map((name) => headersOf(name)));
const pool = new Pool(url, { connections: CLIENTS });

let sent = 0;
const client = async (until: number): Promise<void> => {
  while (sent < until) {
    const number = sent++;
    const body = JSON.stringify({ query: QUERIES[number % QUERIES.length] });
    const answer = await pool.request({ method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', ...people[number % people.length] }, body });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(text);
  }
};

console.log(row('requests', 'RSS MB', 'live heap MB'));
for (let until = 0; until <= TOTAL; until += TOTAL / 5) {
  await Promise.all(Array.from({ length: CLIENTS }, () => client(until)));
  const { rssMb } = await usage(pool);
  child.kill('SIGUSR2');
  await setTimeout(500);
  const { heapMb } = await usage(pool);
  console.log(row(until, rssMb.toFixed(0), heapMb.toFixed(1)));
}
await pool.close();
child.kill();
