import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectOdoo } from '../odoo/client/connect.ts';
import { startSandbox, type Sandbox } from '../odoo/sandbox/start.ts';
import { loadConfig } from '../platform/config.ts';
import { createLog } from '../platform/log.ts';
import { openStore } from '../store/open.ts';
import { prepare } from '../store/prepare.ts';
import { orders, products, SYNC_COLLECTIONS, users } from '../sync/collections.ts';
import { createOrder } from '../sync/edit-order.ts';
import { runSync } from '../sync/run.ts';

/**
 * Ten thousand manufacturing orders into an empty dashboard: Odoo calls are pages and a constant, which is asserted; the time is
 * written down. Then a thousand orders that the dashboard made while Odoo was away. Over the sandbox, or over a real Odoo in a shell with its settings (which then gets as many orders as are missing).
 */
const ORDERS = 10_000;
const BATCH = 100;
const WAITING = 1_000;
const COMPANY = 1001;

const config = loadConfig();
const sandbox = config.ODOO_URL === undefined ? await startSandbox() : null;
const { ODOO_URL: url = '', ODOO_DB: db = '', ODOO_USERNAME: username = '', ODOO_API_KEY: apiKey = '' } = config;
const port = await connectOdoo({ ...(sandbox ?? { url, db, username, apiKey }), callTimeoutMs: 120_000 });
const request = () => ({ signal: AbortSignal.timeout(3_600_000), deadline: Date.now() + 3_600_000, tenant: 'bench' });
const context = { allowed_company_ids: [COMPANY] };

if (sandbox) fillSandbox(sandbox);
else await fillOdoo();

const folder = mkdtempSync(join(tmpdir(), 'bench-sync-'));
const store = await openStore({ uri: config.MONGODB_URI, folder });
await prepare(store, SYNC_COLLECTIONS);
const engine = { db: store.db, port, log: createLog({ level: 'silent' }), companies: [COMPANY], batch: BATCH };
const timed = async (what: string) => {
  const begun = performance.now();
  const run = await runSync(engine, { kind: 'FULL', trigger: 'MANUAL', by: null });
  console.log(`${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s, ${run.odooCalls} Odoo calls, ${run.state}, ${JSON.stringify(run.entities)}`);
  return run;
};
const first = await timed('from empty');
const pages = (count: number): number => Math.floor(count / BATCH) + 1;
const [orderCount, productCount, userCount] = await Promise.all([orders, products, users].map((collection) => store.db.collection(collection.name).countDocuments()));
// Newest of both, who we are, the products' sweep, and the orders' by the thousand.
const expected = pages(orderCount ?? 0) + pages(productCount ?? 0) + pages(userCount ?? 0) + 4 + Math.ceil((orderCount ?? 0) / 1000);
const again = await timed('again at once');
const article = await products.in(store.db).findOne({ sku: 'CBL-05' });
const editor = { by: 'bench', visible: {}, companyId: COMPANY, serviceAccountIds: [], now: new Date() };
for (let quantity = 1; quantity <= WAITING; quantity += 1) {
  const made = await createOrder(store.db, { productId: article?._id ?? '', quantity, priority: 'NORMAL', deadline: null, start: null, assigneeId: null, notes: null }, editor);
  if ('refused' in made) throw new Error(made.refused);
}
const pushed = await timed(`${WAITING} that waited`);
// Looked for, made and read, twenty-five at a time.
const expectedPush = again.odooCalls + 3 * (WAITING / 25);
console.log(`calls expected ${expectedPush}, made ${pushed.odooCalls}`);
console.log(`${orderCount} orders; calls expected ${expected}, made ${first.odooCalls}`);
await port.close();
await store.close();
await sandbox?.stop();
rmSync(folder, { recursive: true, force: true });
if (Math.abs(pushed.odooCalls - expectedPush) > 2 || pushed.state !== 'SUCCEEDED') throw new Error('What waited was not made many per call.');
if (orderCount === undefined || orderCount < ORDERS || Math.abs(first.odooCalls - expected) > 2) throw new Error('The calls are not pages and a constant.');

/** Behind the engine's back: what is measured is the reading. */
function fillSandbox({ table }: Sandbox): void {
  const productions = table('mrp.production');
  const own = [...productions.rows.values()].filter((row) => row['company_id'] === COMPANY);
  const pattern = own.find((row) => row['state'] === 'draft');
  for (let missing = ORDERS - own.length; missing > 0; missing -= 1) productions.insert({ ...pattern, name: `BENCH/${missing}`, origin: false });
}

async function fillOdoo(): Promise<void> {
  const [product] = await port.call<{ id: number }[]>({ model: 'product.product', method: 'search_read', args: { domain: [['default_code', '=', 'CBL-05']], fields: ['name'] }, kind: 'read', context }, request());
  for (;;) {
    const there = await port.call<number>({ model: 'mrp.production', method: 'search_count', args: { domain: [['company_id', '=', COMPANY]] }, kind: 'read', context }, request());
    if (there >= ORDERS) return;
    const made = Array.from({ length: Math.min(100, ORDERS - there) }, (_unused, index) => ({ product_id: product?.id, product_qty: index + 1, company_id: COMPANY }));
    await port.call({ model: 'mrp.production', method: 'create', args: { vals_list: made }, kind: 'write', context }, request());
  }
}
