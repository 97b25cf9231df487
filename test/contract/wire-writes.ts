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

/** What the addons enforce on governance, and what `load` does; ids that the steps make are told as how many came. */
export async function governing(call: WireMethod): Promise<readonly (readonly [step: string, answer: unknown])[]> {
  const told: [string, unknown][] = [];
  const tell = (step: string, answer: WireAnswer): void => void told.push([step, answer]);
  const made = async (step: string, model: string, vals: unknown): Promise<number> => {
    const answer = await call(model, 'create', { vals_list: [vals] });
    told.push([step, 'error' in answer ? answer : 'made']);
    return 'value' in answer ? ((answer.value as readonly number[])[0] ?? 0) : 0;
  };
  const look = async (step: string, model: string, domain: unknown, fields: readonly string[]): Promise<void> => {
    const answer = await call(model, 'search_read', { domain, fields, order: 'id', load: null, context: { active_test: false } });
    told.push([step, 'value' in answer ? (answer.value as readonly Record<string, unknown>[]).map(({ id: _, ...row }) => row) : answer]);
  };

  await made('a second global root', 'ov.serviced_account', { name: 'X', is_global_root: true, account_code: 'OVGLOBAL-ROOT' });
  await made('an account without a company', 'ov.serviced_account', { name: 'X', parent_id: 1002 });
  await made('a branch of another company', 'ov.serviced_account', { name: 'X', parent_id: 1002, company_id: 1002 });
  await made('a root that names no company', 'ov.serviced_account', { name: 'X', parent_id: 1001, company_id: 1001, is_root: true });
  await made('a root under a branch', 'ov.serviced_account', { name: 'X', parent_id: 1002, company_id: 1, source_company_id: 1, is_root: true });
  await made('a code twice', 'ov.serviced_account', { name: 'X', parent_id: 1002, company_id: 1001, account_code: 'TG-LOM' });
  tell('an account below itself', await call('ov.serviced_account', 'write', { ids: [1004], vals: { parent_id: 1007 } }));
  tell('a manager from another account', await call('ov.serviced_account', 'write', { ids: [1004], vals: { sa_manager: 1505 } }));
  tell('a manager who is an agent', await call('ov.serviced_account', 'write', { ids: [1004], vals: { sa_manager: 1514 } }));
  const account = await made('a branch with its first staff member', 'ov.serviced_account', {
    name: 'Wire branch', parent_id: 1002, company_id: 1001, state: 'active', membership_ids: [[0, 0, { employee_id: 1014, role_code: 'staff' }]],
  });
  await look('who manages it', 'ov.membership', [['account_id', '=', account]], ['person_partner_id', 'employee_id', 'role_code', 'manager_member_id', 'membership_state']);
  await made('a second head', 'ov.membership', { account_id: account, employee_id: 1009, role_code: 'staff' });
  await made('an administrator', 'ov.membership', { account_id: account, employee_id: 1009, role_code: 'admin' });
  await made('a member of another company', 'ov.membership', { account_id: account, employee_id: 1028, role_code: 'agent' });
  await made('nobody', 'ov.membership', { account_id: account, role_code: 'agent' });
  await made('a member twice', 'ov.membership', { account_id: 1004, employee_id: 1004, role_code: 'agent', manager_member_id: 1503 });
  await made('a superior from elsewhere', 'ov.membership', { account_id: account, employee_id: 1009, role_code: 'agent', manager_member_id: 1503 });
  tell('a circle of superiors', await call('ov.membership', 'write', { ids: [1513], vals: { manager_member_id: 1514 } }));
  tell('the manager leaves', await call('ov.membership', 'write', { ids: [1503], vals: { membership_state: 'revoked' } }));
  tell('a superior leaves', await call('ov.membership', 'write', { ids: [1513], vals: { membership_state: 'revoked' } }));

  const row = await made('a customer comes into an account', 'ov.sa_customer_assignment', { partner_id: 1212, account_id: 1004, date_from: '2026-01-01 00:00:00' });
  await made('and once only', 'ov.sa_customer_assignment', { partner_id: 1212, account_id: 1004 });
  await made('an actor who is no member', 'ov.actor_sa_customer_assignment', { assignment_id: row, actor_id: 1128 });
  await made('one who is', 'ov.actor_sa_customer_assignment', { assignment_id: row, actor_id: 1104, is_primary: true, date_from: '2026-01-01 00:00:00' });
  await made('twice', 'ov.actor_sa_customer_assignment', { assignment_id: row, actor_id: 1104 });
  await made('another first one', 'ov.actor_sa_customer_assignment', { assignment_id: row, actor_id: 1130, is_primary: true, date_from: '2026-01-01 00:00:00' });
  await look('the first one is second', 'ov.actor_sa_customer_assignment', [['assignment_id', '=', row]], ['actor_id', 'is_primary', 'state']);
  tell('the association ends', await call('ov.sa_customer_assignment', 'write', { ids: [row], vals: { state: 'expired', date_to: '2026-02-01 00:00:00' } }));
  await look('and its actors with it', 'ov.actor_sa_customer_assignment', [['assignment_id', '=', row]], ['actor_id', 'state', 'date_to']);
  await made('nobody acts under what has ended', 'ov.actor_sa_customer_assignment', { assignment_id: row, actor_id: 1109 });

  const load = async (step: string, model: string, fields: readonly string[], data: readonly (readonly string[])[]): Promise<readonly number[]> => {
    const answer = await call(model, 'load', { fields, data });
    const value = 'value' in answer ? (answer.value as { readonly ids: readonly number[] | false; readonly messages: readonly { readonly message: string; readonly record?: number }[] }) : null;
    told.push([step, value === null ? answer : { made: value.ids === false ? false : value.ids.length, messages: value.messages.map(({ message, record }) => [message, record ?? null]) }]);
    return value === null || value.ids === false ? [] : value.ids;
  };
  const [loaded = 0] = await load('a customer with lines of governance', 'res.partner', ['id', 'name', 'is_company', 'customer_rank', 'company_id/.id', 'ov_sa_assignment_ids/account_id/.id', 'ov_sa_assignment_ids/actor_assignment_ids/actor_id/.id'], [['odoo_graph.wire1', 'Wire Load', '0', '1', '1001', '1004', '1104']]);
  await look('is there', 'res.partner', [['id', '=', loaded]], ['name', 'is_company', 'customer_rank', 'company_id']);
  await look('in its place', 'ov.actor_sa_customer_assignment', [['assignment_id.partner_id', '=', loaded]], ['actor_id', 'state']);
  await look('under its external id', 'ir.model.data', [['module', '=', 'odoo_graph'], ['name', '=', 'wire1']], ['model', 'complete_name', 'noupdate']);
  const again = await load('the same external id', 'res.partner', ['id', 'name'], [['odoo_graph.wire1', 'Wire Again']]);
  told.push(['is the same record', again[0] === loaded]);
  await load('an unknown company', 'res.partner', ['id', 'name', 'company_id/.id'], [['odoo_graph.wire2', 'X', '999999']]);
  await load('no name', 'res.partner', ['id', 'email'], [['odoo_graph.wire2', 'x@example.com']]);
  await look('nothing of these is left', 'ir.model.data', [['module', '=', 'odoo_graph'], ['name', '=', 'wire2']], ['name']);
  const places = await call('ov.sa_customer_assignment', 'search', { domain: [['partner_id', '=', loaded]] });
  const [place = 0] = 'value' in places ? (places.value as readonly number[]) : [];
  const actors = await call('ov.actor_sa_customer_assignment', 'search', { domain: [['assignment_id', '=', place]] });
  const [actor = 0] = 'value' in actors ? (actors.value as readonly number[]) : [];
  const columns = ['.id', 'partner_id/.id', 'account_id/.id', 'access', 'state', 'date_to', 'actor_assignment_ids/.id', 'actor_assignment_ids/actor_id/.id', 'actor_assignment_ids/state'];
  const handOver = (next: string): readonly (readonly string[])[] => [
    [String(place), String(loaded), '1004', 'binding', 'expired', '2026-03-01 00:00:00', String(actor), '1104', 'expired'],
    ['', String(loaded), '1004', 'binding', 'active', '', '', next, 'active'],
  ];
  await load('one row ends and another begins', 'ov.sa_customer_assignment', columns, handOver('1130'));
  await look('both are kept', 'ov.sa_customer_assignment', [['partner_id', '=', loaded]], ['account_id', 'state', 'access', 'date_to']);
  await look('with their actors', 'ov.actor_sa_customer_assignment', [['assignment_id.partner_id', '=', loaded]], ['actor_id', 'state']);
  await load('who comes too late changes nothing', 'ov.sa_customer_assignment', columns, handOver('1109'));
  return told;
}
