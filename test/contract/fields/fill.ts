import { connectOdoo } from '../../../odoo/client/connect.ts';
import type { Domain } from '../../../odoo/domain/types.ts';
import type { OdooAddress } from '../../support/graph.ts';

type Values = Readonly<Record<string, unknown>>;

/** Writes into an Odoo what the story of its data leaves empty, so that each field has something to answer. */
export async function fillFields(address: OdooAddress): Promise<void> {
  const odoo = await connectOdoo({ url: address.url, db: address.db, username: address.username, apiKey: address.apiKey });
  const request = { signal: AbortSignal.timeout(60_000), deadline: Date.now() + 60_000, tenant: 'test' };
  const context = { allowed_company_ids: [1, 1001, 1002] };
  const first = async (model: string, domain: Domain): Promise<number> => {
    const [id] = await odoo.call<readonly number[]>({ model, method: 'search', args: { domain, limit: 1, order: 'id' }, kind: 'read', context }, request);
    if (id === undefined) throw new Error(`There is no ${model} with ${JSON.stringify(domain)}.`);
    return id;
  };
  const write = async (model: string, of: Domain | number, vals: Values): Promise<void> => {
    const id = typeof of === 'number' ? of : await first(model, of);
    await odoo.call({ model, method: 'write', ids: [id], args: { vals }, kind: 'write', context }, request);
  };
  const relation = async (model: string, of: Domain, field: string): Promise<number> => {
    const [record] = await odoo.call<readonly Values[]>({ model, method: 'read', ids: [await first(model, of)], args: { fields: [field], load: null }, kind: 'read', context }, request);
    return Number(record?.[field]);
  };
  try {
    const country = await first('res.country', [['code', '=', 'TG']]);
    const [province] = await odoo.call<readonly number[]>({ model: 'res.country.state', method: 'create', args: { vals_list: [{ name: 'Maritime', code: 'M', country_id: country }] }, kind: 'write' }, request);
    const place = { street2: 'Porte 4', state_id: province, country_id: country, zip: '01 BP 22' };
    await write('res.partner', 1201, { ...place, user_id: 2, ...(odoo.version.major < 19 ? { mobile: '+228 90 00 00 01' } : {}) });
    await write('res.partner', 1309, { parent_id: 1201 });
    await write('res.partner', [['type', '=', 'delivery'], ['parent_id.customer_rank', '>=', 1]], place);
    await write('res.partner', await relation('ov.serviced_account', [['partner_id', '!=', false]], 'partner_id'), place);
    await write('res.partner', await relation('res.company', [['id', '=', 1001]], 'partner_id'), { website: 'https://togo.example', street2: 'Porte 9', zip: '01 BP 9', vat: 'TG123', company_registry: 'RC-9' });
    await write('ov.fleet', 1001, { note: 'Check the locks.' });
    await write('mrp.production', [['state', '=', 'draft']], { date_deadline: '2026-12-31 12:00:00' });
    await write('stock.picking', [['state', '=', 'assigned']], { note: '<p>Call before.</p>' });
    await write('stock.lot', [['name', '=', 'SHK50-0005']], { ref: 'R-5', note: '<p>Scratched.</p>' });
    await write('mail.message', [['model', '=', 'helpdesk.ticket'], ['message_type', '=', 'comment']], { subject: 'About the kit' });
    await write('mrp.workcenter', [['active', '=', true]], { note: '<p>Bench by the door.</p>' });
    const bill = await first('mrp.bom', [['operation_ids', '!=', false]]);
    await write('mrp.bom', bill, { product_id: await first('product.product', [['product_tmpl_id', '=', await relation('mrp.bom', [['id', '=', bill]], 'product_tmpl_id')]]) });
    await write('mrp.bom.line', [['bom_id', '=', bill]], { operation_id: await first('mrp.routing.workcenter', [['bom_id', '=', bill]]) });
    const component = await relation('mrp.bom.line', [['bom_id', '=', bill]], 'product_id');
    const made = { product_tmpl_id: await relation('product.product', [['id', '=', component]], 'product_tmpl_id'), product_qty: 1, product_uom_id: await relation('product.product', [['id', '=', component]], 'uom_id'), type: 'normal', consumption: 'warning', ready_to_produce: 'all_available', code: 'SUB', company_id: await relation('mrp.bom', [['id', '=', bill]], 'company_id') };
    await odoo.call({ model: 'mrp.bom', method: 'create', args: { vals_list: [made] }, kind: 'write', context }, request);
    await write('account.payment', [['state', '=', 'draft']], { payment_reference: 'SEPA-1' });
    await write('account.payment.term', [['company_id', '=', false]], { company_id: 1001 });
    await write('sale.order', 1001, { reference: 'PAY-1001', team_id: await first('crm.team', [['active', '=', true]]) });
  } finally {
    await odoo.close();
  }
}
