import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '../../access/api-key-admin.ts';
import { connectOdoo } from '../../odoo/client/connect.ts';
import { SA } from '../../odoo/sandbox/data/ids.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';
import { mutator } from '../support/mutate.ts';
import { customerOf, TOGO } from '../writes/foreseen/entity.ts';
import type { Place } from '../writes/foreseen/entity.ts';
import { INVOICES } from '../writes/foreseen/invoices.ts';
import { TICKETS } from '../writes/foreseen/tickets.ts';
import { TRANSFERS } from '../writes/foreseen/transfers.ts';
import { proofOdoo } from '../writes/proved/kind.ts';

/** Stored, and invoiced as delivered. */
const LANTERN = 2006;

describe('the table of mistakes of the operations guide, row by row', () => {
  let sandbox: Sandbox;
  let graph: TestGraph;
  let place: Place;
  let key: string;
  let close: () => Promise<void>;
  const folder = mkdtempSync(join(tmpdir(), 'odoo-graph-mistakes-'));
  beforeAll(async () => {
    ({ key } = await createApiKey(join(folder, 'api-keys.json'), { name: 'a-system', days: 1, scopes: ['read', 'write'], system: true }));
    sandbox = await startSandbox();
    graph = await startGraph(sandbox, { DATA_DIR: folder });
    const client = await connectOdoo(sandbox);
    close = () => client.close();
    place = { odoo: proofOdoo(client, { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER, tenant: 'test' }), graph, role: 'SA_MANAGER', mark: 'mistake' };
  });
  afterAll(async () => {
    await close?.();
    await graph?.[Symbol.asyncDispose]();
    await sandbox?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const mutate = mutator(() => graph, () => sandbox);

  /** What a refusal says, and that nothing was written. */
  const refusal = async (name: string, input: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const { userErrors, failed, writes } = await mutate('manager', name, input, '__typename');
    expect([failed, writes]).toEqual([[], []]);
    return userErrors.map(({ code, remedy }) => [code, remedy]);
  };
  const ask = async (as: Parameters<TestGraph['ask']>[0], query: string): Promise<Readonly<Record<string, unknown>>> => {
    const { data, errors } = await graph.ask(as, query);
    expect(errors).toEqual([]);
    return data as Readonly<Record<string, unknown>>;
  };

  it('an invoice before the delivery: nothing to invoice', async () => {
    const { odoo } = place;
    const order = await odoo.create('sale.order', { partner_id: await customerOf(place), company_id: 1001, order_line: [[0, 0, { product_id: LANTERN, product_uom_qty: 1, price_unit: 5 }]] });
    await odoo.press('sale.order', 'action_confirm', order, TOGO);
    expect(await refusal('createInvoice', { orderId: String(order) })).toEqual([['NOTHING_TO_INVOICE', 'Validate the delivery first: products with the policy "delivered quantities" are invoiced after it.']]);
  });

  it('a delivery of what was never received: insufficient stock', async () => {
    const transfer = await TRANSFERS.states['a delivery of goods that are not there']?.(place);
    expect(await refusal('validateDelivery', { id: String(transfer?.id) })).toEqual([['INSUFFICIENT_STOCK', 'Receive stock first, with receiveStock, or deliver less and create a backorder.']]);
  });

  it('a request for approval where approval is off', async () => {
    const order = await place.odoo.create('sale.order', { partner_id: await customerOf(place), company_id: 1001, order_line: [[0, 0, { product_id: LANTERN, product_uom_qty: 1, price_unit: 5_000_000 }]] });
    sandbox.table('res.company').update(1001, { sale_approval_enabled: false });
    const told = await refusal('requestApproval', { id: String(order) });
    sandbox.table('res.company').update(1001, { sale_approval_enabled: true });
    expect(told).toEqual([['APPROVAL_DISABLED', 'Confirm the order directly, or enable "Sales Order Approval" in Odoo’s sales settings.']]);
  });

  it('an invoice that is sent without a mail server: the mail failed, and the checklist says what to do', async () => {
    const invoice = await INVOICES.states['posted']?.(place);
    const { payload } = await mutate('manager', 'sendInvoice', { id: String(invoice?.id) }, 'mail { state reason code remedy }');
    expect(payload).toMatchObject({ mail: { state: 'FAILED', reason: 'Connection failed (outgoing mail server problem)', code: 'MAIL_NOT_CONFIGURED', remedy: 'Configure one in Odoo: Settings, Technical, Outgoing Mail Servers.' }, userErrors: [] });
    const { setupIssues } = await ask('admin', '{ setupIssues { id remedy } }');
    expect(setupIssues).toContainEqual({ id: 'email.server', remedy: 'Configure SMTP and press Test Connection: without it, Odoo takes mail and delivers none.' });
  });

  it('a ticket whose team closes nothing: no closing stage', async () => {
    const ticket = await TICKETS.states['open, of a team that closes nothing']?.(place);
    expect(await refusal('closeTicket', { id: String(ticket?.id) })).toEqual([['NO_CLOSING_STAGE', 'Mark one of the team’s stages as folded in Odoo.']]);
  });

  it('a serial number that was delivered already, and lot(name:) tells where it is', async () => {
    const { data } = await graph.ask('manager', `{ transfers(first: 100, filter: { kind: { eq: DELIVERY }, state: { eq: DONE } }) { nodes { moveLines(first: 5) { nodes { lot { id name } product { id } } } } } }`);
    const lines = (data as { transfers: { nodes: { moveLines: { nodes: { lot: { id: string; name: string } | null; product: { id: string } }[] } }[] } }).transfers.nodes.flatMap(({ moveLines }) => moveLines.nodes);
    const delivered = lines.find(({ lot, product }) => lot !== null && product.id === '2001');
    const lot = delivered?.lot ?? { id: '0', name: '' };
    const { odoo } = place;
    const order = await odoo.create('sale.order', { partner_id: await customerOf(place), company_id: 1001, order_line: [[0, 0, { product_id: 2001, product_uom_qty: 1, price_unit: 5 }]] });
    await odoo.press('sale.order', 'action_confirm', order, TOGO);
    const [id = 0] = await odoo.ids('stock.picking', [['sale_id', '=', order]]);
    const [moveId] = await odoo.ids('stock.move', [['picking_id', '=', id]]);
    expect(await refusal('validateDelivery', { id: String(id), lines: [{ moveId: String(moveId), quantity: '1', serials: [lot.name] }] })).toEqual([['SERIAL_ALREADY_DELIVERED', 'Use another unit, or receive the returned unit first.']]);
    const { lot: where } = await ask('manager', `{ lot(name: "${lot.name}") { location { usage } } }`);
    expect(where).toEqual({ location: { usage: 'CUSTOMER' } });
  });

  it('an invoice has its Service Account by lineage, and can be filtered by who may see it', async () => {
    const invoice = await INVOICES.states['posted']?.(place);
    const query = `{ invoice(id: "${invoice?.id}") { governance { serviceAccounts { id } provenance } } }`;
    expect(await ask('manager', query)).toMatchObject({ invoice: { governance: { serviceAccounts: [{ id: String(SA.LOME) }] } } });
    expect(await ask('agent', query)).toEqual({ invoice: null });
  });

  it('a customer made with a system’s key is seen by no agent, is told of by governanceCoverage, and brought under governance', async () => {
    const gap = async (): Promise<number> => {
      const { governanceCoverage } = await ask('admin', '{ governanceCoverage { record total governed } }');
      const { total, governed } = (governanceCoverage as readonly { record: string; total: number; governed: number }[]).find(({ record }) => record === 'CUSTOMER') ?? { total: 0, governed: 0 };
      return total - governed;
    };
    const before = await gap();
    const { payload } = await mutate({ 'x-api-key': key }, 'createCustomer', { name: 'From elsewhere' }, 'customer { id }');
    const { id } = (payload as unknown as { customer: { id: string } }).customer;
    expect(await ask('agent', `{ customer(id: "${id}") { id } }`)).toEqual({ customer: null });
    const assigned = await mutate('admin', 'assignActor', { record: 'CUSTOMER', id, actorId: '1104' }, '__typename');
    expect(assigned.userErrors).toMatchObject([{ code: 'UNGOVERNED', remedy: 'Use bringUnderGovernance.' }]);
    expect((await gap()) - before).toBe(1);
    expect((await mutate('admin', 'bringUnderGovernance', { record: 'CUSTOMER', id, serviceAccountId: String(SA.LOME), actorId: '1104' }, '__typename')).userErrors).toEqual([]);
    expect(await ask('agent', `{ customer(id: "${id}") { id } }`)).toEqual({ customer: { id } });
    expect((await gap()) - before).toBe(0);
  });
});
