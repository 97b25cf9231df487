import { strict as assert } from 'node:assert';
import { Pool } from 'undici';
import { PERSONAS } from '../odoo/sandbox/data/personas.ts';
import { BENCH_SECRET, headersOf, REFERENCE } from './people.ts';
import { median, row, startServer } from './processes.ts';

/**
 * The reference query through the whole graph, against a script that knows everything beforehand (ids, fields, rights) and makes
 * the fewest possible calls: one nested read; and one more where it looks up, as the graph does for every request, who is asking.
 * Needs a real Odoo 19: the settings that `npm run real` prints, in the environment.
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
async function ask(): Promise<{ nodes: OrderNode[]; odooCalls: number }> {
  const response = await gateway.request({ method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query: REFERENCE }) });
  const answer = (await response.body.json()) as { data?: { salesOrders: { nodes: OrderNode[] } }; errors?: unknown; extensions: { cost: { odooCalls: number } } };
  if (!answer.data) throw new Error(JSON.stringify(answer.errors));
  return { nodes: answer.data.salesOrders.nodes, odooCalls: answer.extensions.cost.odooCalls };
}

const { nodes, odooCalls } = await ask();
const ids = nodes.map(({ id }) => Number(id));
const order = { domain: [['id', 'in', ids]], specification: ORDER, limit: 50 };
const script = async (): Promise<void> => {
  const { records } = (await call('sale.order', 'web_search_read', order)) as { records: { id: number; name: string }[] };
  assert.deepEqual(new Set(records.map(({ name }) => name)), new Set(nodes.map(({ name }) => name)));
};
const whoAsks = {
  domain: [['employee_id', '=', PERSONAS.manager.id], ['membership_state', '=', 'active']],
  specification: { role_code: {}, scope_policy: {}, account_id: { fields: { name: {}, state: {}, sa_manager: {} } } },
};
const scriptThatAsksWho = async (): Promise<void> => {
  await call('ov.membership', 'web_search_read', whoAsks);
  await script();
};

const times = { graph: [] as number[], 'script, one call': [] as number[], 'script, two calls': [] as number[] };
const runs: Record<keyof typeof times, () => Promise<unknown>> = { graph: ask, 'script, one call': script, 'script, two calls': scriptThatAsksWho };
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
await Promise.all([gateway.close(), odoo.close()]);
graph.child.kill();
