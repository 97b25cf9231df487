import type { WireAnswer, WireMethod } from './wire-client.ts';

/** Writes in order, each step on what the ones before have left; answers everything that was answered, without ids. */
export async function writing(call: WireMethod): Promise<readonly (readonly [step: string, answer: unknown])[]> {
  const told: [string, unknown][] = [];
  const tell = (step: string, answer: WireAnswer): WireAnswer => {
    told.push([step, answer]);
    return answer;
  };
  /** Ids differ between servers: only how many came is told. */
  const made = async (step: string, model: string, vals: unknown): Promise<readonly number[]> => {
    const answer = await call(model, 'create', { vals_list: vals });
    if ('error' in answer) {
      tell(step, answer);
      return [];
    }
    const ids = [answer.value].flat() as readonly number[];
    told.push([step, ids.length]);
    return ids;
  };
  const look = async (step: string, model: string, ids: readonly number[], fields: readonly string[]): Promise<void> => {
    const answer = await call(model, 'read', { ids, fields, load: null });
    const rows = 'value' in answer ? (answer.value as readonly Record<string, unknown>[]).map(({ id: _, ...row }) => row) : answer;
    told.push([step, rows]);
  };

  const [company = 0] = await made('a company contact with two people at once', 'res.partner', [
    { name: 'Wire Works', is_company: true, email: 'Office@Wire.Example', child_ids: [[0, 0, { name: 'Ann' }], [0, 0, { type: 'delivery', city: 'Kara' }]] },
  ]);
  await look('what follows from it', 'res.partner', [company], ['complete_name', 'email_normalized', 'commercial_company_name', 'active', 'type', 'customer_rank']);
  const children = await call('res.partner', 'search', { domain: [['parent_id', '=', company]], order: 'id' });
  const people = 'value' in children ? (children.value as readonly number[]) : [];
  await look('its people', 'res.partner', people, ['complete_name', 'display_name', 'commercial_company_name', 'type', 'city']);
  tell('a new name', await call('res.partner', 'write', { ids: [company], vals: { name: 'Wire Mills' } }));
  await look('reaches its people', 'res.partner', people, ['complete_name', 'commercial_company_name']);
  tell('archiving answers nothing', await call('res.partner', 'action_archive', { ids: people }));
  tell('archived people are not found', await call('res.partner', 'search_count', { domain: [['parent_id', '=', company]] }));
  tell('unless asked for', await call('res.partner', 'search_count', { domain: [['parent_id', '=', company]], context: { active_test: false } }));

  const tags = await made('tags', 'res.partner.category', [{ name: 'Wire A' }, { name: 'Wire B' }, { name: 'Wire C' }]);
  const [first = 0, second = 0, third = 0] = tags;
  await made('a name twice is fine where nothing forbids it', 'res.partner.category', [{ name: 'Wire A', parent_id: first }]);
  const names = async (step: string): Promise<void> => {
    told.push([step, await call('res.partner.category', 'search_read', { domain: [['partner_ids', 'in', [company]]], fields: ['name'], order: 'name', load: null }).then((answer) =>
      'value' in answer ? (answer.value as readonly { readonly name: string }[]).map(({ name }) => name) : answer)]);
  };
  tell('link and create', await call('res.partner', 'write', { ids: [company], vals: { category_id: [[4, first], [4, second], [0, 0, { name: 'Wire D' }]] } }));
  await names('linked');
  tell('replace', await call('res.partner', 'write', { ids: [company], vals: { category_id: [[6, 0, [third]]] } }));
  await names('replaced');
  tell('unlink', await call('res.partner', 'write', { ids: [company], vals: { category_id: [[3, third]] } }));
  await names('unlinked');

  const fleets = await made('fleets', 'ov.fleet', [{ name: 'Wire fleet', code: 'WIRE-1', company_id: 1 }, { name: 'Wire spare', company_id: 1 }]);
  await look('defaults', 'ov.fleet', fleets, ['name', 'code', 'fleet_kind', 'state', 'company_id', 'item_count', 'note']);
  await made('a code is unique within its company', 'ov.fleet', [{ name: 'Wire copy', code: 'WIRE-1', company_id: 1 }]);
  await made('and free in another', 'ov.fleet', [{ name: 'Wire copy', code: 'WIRE-1', company_id: 1001 }]);
  await made('one bad record spoils all', 'ov.fleet', [{ name: 'Wire fine', company_id: 1 }, { name: 'Wire bad', fleet_kind: 'nope' }]);
  tell('nothing of it is left', await call('ov.fleet', 'search_count', { domain: [['name', '=', 'Wire fine']] }));
  await made('a missing value', 'ov.fleet', [{ code: 'x' }]);
  await made('a reference to nothing', 'ov.fleet', [{ name: 'Wire', partner_id: 99_999_999 }]);
  await made('an unknown field', 'ov.fleet', [{ name: 'Wire', nope: 1 }]);
  await made('a bad choice', 'ov.fleet', [{ name: 'Wire', state: 'nope' }]);
  await made('a bad date', 'ov.membership', [{ account_id: 1004, effective_from: 'bogus' }]);
  await made('a contact without a name', 'res.partner', [{ email: 'x@example.com' }]);
  tell('a record in use', await call('res.partner', 'unlink', { ids: [1] }));
  tell('a confirmed order', await call('sale.order', 'unlink', { ids: [1198] }));
  tell('a write to nothing', await call('res.partner', 'write', { ids: [company, 99_999_999], vals: { name: 'x' } }));
  tell('a delete', await call('res.partner', 'unlink', { ids: people }));
  tell('is final', await call('res.partner', 'read', { ids: people, fields: ['name'] }));

  const [order = 0] = await made('an order for a customer', 'sale.order', [{ partner_id: 1201, company_id: 1001 }]);
  await look('takes from him what it needs', 'sale.order', [order], ['partner_invoice_id', 'partner_shipping_id', 'state', 'approval_status', 'company_id', 'amount_total']);
  await made('an order without one', 'sale.order', [{}]);
  tell('a quotation may go', await call('sale.order', 'unlink', { ids: [order] }));
  const copies = await call('res.partner', 'copy', { ids: [company] });
  await look('a copy', 'res.partner', 'value' in copies ? (copies.value as readonly number[]) : [], ['name', 'email', 'is_company', 'child_ids']);
  const named = await call('res.partner.category', 'name_create', { name: 'Wire N' });
  told.push(['name_create', 'value' in named ? (named.value as readonly unknown[])[1] : named]);
  return told;
}
