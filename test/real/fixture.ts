import type { Args, Call } from './calls.ts';

/** Makes and changes records, in a company and serviced accounts of its own: it needs nothing of the data set. */
export interface Fixture {
  readonly call: Call;
  readonly company: number;
  readonly globalRoot: number;
  /** Root account of the company, and a branch below it. */
  readonly root: number;
  readonly branch: number;
  create(model: string, vals: Record<string, unknown>): Promise<number>;
  write(model: string, id: number, vals: Record<string, unknown>): Promise<unknown>;
  field(model: string, id: number, name: string): Promise<unknown>;
  partner(name: string): Promise<number>;
  /** A new branch account of the company. */
  account(vals?: Record<string, unknown>): Promise<number>;
  /** A new person who is a member of the account. */
  member(account: number, vals?: Record<string, unknown>): Promise<{ id: number; person: number }>;
}

let serial = 0;

/** Text that no other record of this run has. */
export const unique = (text: string): string => `${text} ${process.pid}-${(serial += 1)}`;

/** Prepares a company with a root and a branch account under the global root. */
export async function fixture(call: Call): Promise<Fixture> {
  const create = async (model: string, vals: Record<string, unknown>): Promise<number> =>
    ((await call(model, 'create', { vals_list: [vals] })) as number[])[0] ?? 0;
  const field = async (model: string, id: number, name: string): Promise<unknown> => {
    const rows = (await call(model, 'read', { ids: [id], fields: [name], load: null })) as Record<string, unknown>[];
    return rows[0]?.[name];
  };
  const roots = (await call('ov.serviced_account', 'search', { domain: [['is_global_root', '=', true]] } satisfies Args)) as number[];
  const globalRoot =
    roots[0] ??
    (await create('ov.serviced_account', { name: 'Global', account_code: 'OVGLOBAL-ROOT', is_global_root: true, state: 'active' }));
  const company = await create('res.company', { name: unique('Company') });
  const root = await create('ov.serviced_account', {
    name: unique('Root'),
    state: 'active',
    company_id: company,
    parent_id: globalRoot,
    is_root: true,
    source_company_id: company,
  });
  const account = (vals: Record<string, unknown> = {}): Promise<number> =>
    create('ov.serviced_account', { name: unique('Branch'), state: 'active', company_id: company, parent_id: root, ...vals });
  const partner = (name: string): Promise<number> => create('res.partner', { name: unique(name) });
  return {
    call,
    company,
    globalRoot,
    root,
    branch: await account(),
    create,
    write: (model, id, vals) => call(model, 'write', { ids: [id], vals }),
    field,
    partner,
    account,
    member: async (of, vals = {}) => {
      const person = await partner('Person');
      return { id: await create('ov.membership', { account_id: of, person_partner_id: person, ...vals }), person };
    },
  };
}
