import { strict as assert } from 'node:assert';
import { Pool } from 'undici';
import { PERSONAS } from '../odoo/sandbox/data/personas.ts';
import { BENCH_SECRET, headersOf, REFERENCE } from './people.ts';
import { median, row, startServer } from './processes.ts';

/**
 * The reference query through the whole graph, against hand-written scripts with the fewest possible calls: one that answers the
 * same question (who asks, then a nested read of what that person may see), and as a floor one that knows the ids beforehand and
 * asks nobody's rights. Needs a real Odoo 19 with the data set: the settings that `npm run real` prints, in the environment.
 */
const ROUNDS = Number(process.argv[2] ?? 40);
const { ODOO_URL = '', ODOO_DB = '', ODOO_API_KEY = '' } = process.env;
if (!ODOO_URL || !ODOO_DB || !ODOO_API_KEY) throw new Error('Set ODOO_URL, ODOO_DB, ODOO_USERNAME and ODOO_API_KEY: npm run real prints them.');

interface OrderNode {
  readonly id: string;
  readonly name: string;
}

const odoo = new Pool(ODOO_URL);
async function call(model: string, method: string, body: object): Promise<unknown> {
  const response = await odoo.request({
    method: 'POST',
    path: `/json/2/${model}/${method}`,
    headers: { 'content-type': 'application/json', authorization: `bearer ${ODOO_API_KEY}`, 'x-odoo-database': ODOO_DB },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.body.json();
  if (response.statusCode !== 200) throw new Error(JSON.stringify(answer).slice(0, 500));
  return answer;
}

const ORDER = {
  name: {}, state: {}, date_order: {}, amount_total: {}, currency_id: { fields: {} },
  partner_id: { fields: { name: {}, email: {} } },
  order_line: { fields: { product_uom_qty: {}, price_subtotal: {}, product_id: { fields: { name: {} } } }, limit: 50 },
};

const graph = await startServer('../gateway/start.ts', [], { PORT: '0', LOG_LEVEL: 'silent', JWT_SECRET: BENCH_SECRET });
const gateway = new Pool(graph.url);
const headers = { 'content-type': 'application/json', ...(await headersOf('manager')) };
const odooMs: number[] = [];
async function ask(): Promise<{ nodes: OrderNode[]; odooCalls: number }> {
  const response = await gateway.request({ method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query: REFERENCE }) });
  const answer = (await response.body.json()) as { data?: { salesOrders: { nodes: OrderNode[] } }; errors?: unknown; extensions: { cost: { odooCalls: number; odooMs: number } } };
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  odooMs.push(answer.extensions.cost.odooMs);
  return { nodes: answer.data.salesOrders.nodes, odooCalls: answer.extensions.cost.odooCalls };
}

const { nodes, odooCalls } = await ask();
const ids = nodes.map(({ id }) => Number(id));
const governed = ['ov_sa_assignment_ids', 'any', ['&', ['account_id', '=', PERSONAS.manager.serviceAccountId], ['state', '=', 'active']]];
const byRight = ['|', governed, '&', ['ov_sa_assignment_ids', '=', false], ['partner_id', 'any', [governed]]];
async function read(domain: unknown[]): Promise<void> {
  const { records } = (await call('sale.order', 'web_search_read', { domain, specification: ORDER, order: 'date_order desc, id desc', limit: 50, count_limit: 1 })) as {
    records: { id: number; name: string }[];
  };
  assert.deepEqual(records.map(({ name }) => name), nodes.map(({ name }) => name));
}
const script = (): Promise<void> => read([['id', 'in', ids]]);
const whoAsks = {
  domain: [['employee_id', '=', PERSONAS.manager.id], ['membership_state', '=', 'active']],
  specification: { role_code: {}, scope_policy: {}, account_id: { fields: { name: {}, state: {}, sa_manager: {} } } },
};
const scriptOfTheSameQuestion = async (): Promise<void> => {
  await call('ov.membership', 'web_search_read', whoAsks);
  await read(byRight);
};

const times = { graph: [] as number[], 'script: who asks, what they may see': [] as number[], 'script: known ids, no rights': [] as number[] };
const runs: Record<keyof typeof times, () => Promise<unknown>> = {
  graph: ask,
  'script: who asks, what they may see': scriptOfTheSameQuestion,
  'script: known ids, no rights': script,
};
for (let round = -5; round < ROUNDS; round += 1) {
  for (const [name, run] of Object.entries(runs) as [keyof typeof times, () => Promise<unknown>][]) {
    const started = performance.now();
    await run();
    if (round >= 0) times[name].push(performance.now() - started);
  }
}

const base = median(times.graph);
console.log(`${nodes.length} orders with lines, products and customers; ${odooCalls} calls to Odoo by the graph; medians of ${ROUNDS} in turns`);
console.log(row('', 'ms', 'graph / this'));
for (const [name, values] of Object.entries(times)) console.log(row(name, median(values).toFixed(1), (base / median(values)).toFixed(2)));
console.log(row('of the graph: waiting for Odoo', median(odooMs.slice(-ROUNDS)).toFixed(1), ''));
await Promise.all([gateway.close(), odoo.close()]);
graph.child.kill();
