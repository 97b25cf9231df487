import { describe, expect, it } from 'vitest';
import { CAST, PERSONAS } from '../../../../odoo/sandbox/data/personas.ts';
import { row, rows, where } from './rows.ts';

const accounts = rows('ov.serviced_account');
const memberships = rows('ov.membership');

/** Historic data that break an invariant on purpose; everything else keeps it. */
const ADMIN_IN_BRANCH = 1529;
const LEFT_BEHIND_ACTOR_OF = 1218;

describe('the tree of serviced accounts', () => {
  it('has one global root, without company, parent and source company', () => {
    expect(where('ov.serviced_account', { is_global_root: true })).toMatchObject([
      { id: 1001, account_code: 'OVGLOBAL-ROOT', company_id: false, parent_id: false, source_company_id: false },
    ]);
  });

  it('has one root for each operating company, under the global root', () => {
    const roots = where('ov.serviced_account', { is_root: true });
    expect(roots.map((root) => [root['source_company_id'], root['parent_id']])).toEqual([[1001, 1001], [1002, 1001]]);
  });

  it('keeps children in their parent’s company and parents before children, four levels deep', () => {
    const depths = accounts.map((account) => {
      const parent = account['parent_id'] ?? false;
      if (parent !== false && parent !== 1001) expect(account['company_id']).toBe(row('ov.serviced_account', parent)['company_id']);
      const above = parent === false ? '' : String(row('ov.serviced_account', parent)['parent_path']);
      expect(account['parent_path']).toBe(`${above}${account.id}/`);
      return String(account['parent_path']).split('/').length - 1;
    });
    expect(Math.max(...depths)).toBe(4);
  });

  it('has exactly one active staff without a superior in each account but the global root: its manager', () => {
    for (const account of accounts) {
      const heads = where('ov.membership', { account_id: account.id, role_code: 'staff', manager_member_id: false, membership_state: 'active' });
      expect(heads.map(({ id }) => id)).toEqual(account['is_global_root'] === true ? [] : [account['sa_manager']]);
    }
  });
});

describe('memberships', () => {
  it('report within their own account, and nobody above himself', () => {
    for (const member of memberships) {
      const seen = new Set<unknown>([member.id]);
      let superior = member['manager_member_id'] ?? false;
      while (superior !== false) {
        const above = row('ov.membership', superior);
        expect(above['account_id']).toBe(member['account_id']);
        expect(seen.has(above.id)).toBe(false);
        seen.add(above.id);
        superior = above['manager_member_id'] ?? false;
      }
    }
  });

  it('make administrators in the global root only, save the historic one that tests need', () => {
    const outside = where('ov.membership', { role_code: 'admin' }).filter((member) => member['account_id'] !== 1001);
    expect(outside.map(({ id }) => id)).toEqual([ADMIN_IN_BRANCH]);
  });

  it('join people of the account’s company, by the person of their employee', () => {
    for (const member of memberships) {
      if (member['employee_id'] === false) continue;
      const employee = row('abs.employee', member['employee_id'] ?? false);
      const company = row('ov.serviced_account', member['account_id'] ?? false)['company_id'];
      expect(member['person_partner_id']).toBe(employee['partner_id']);
      if (company !== false) expect(employee['company_id']).toBe(company);
    }
  });

  it('are active at most once for a person and an account', () => {
    const active = where('ov.membership', { membership_state: 'active' }).map((member) => `${String(member['person_partner_id'])}@${String(member['account_id'])}`);
    expect(new Set(active).size).toBe(active.length);
  });

  it('have every role with every policy that it may carry', () => {
    const found = new Set(memberships.map((member) => `${String(member['role_code'])} ${String(member['scope_policy'])}`));
    for (const wanted of [
      'admin false', 'staff sa_wide', 'staff assigned_plus_unassigned', 'staff assigned_only', 'staff false',
      'agent assigned_only', 'agent sa_wide', 'agent assigned_plus_unassigned', 'agent false',
    ]) expect(found).toContain(wanted);
  });
});

describe('associations', () => {
  for (const [object, field, actorRows] of [
    ['customer', 'partner_id', 'ov.actor_sa_customer_assignment'],
    ['sale_order', 'sale_order_id', 'ov.actor_sa_sale_order_assignment'],
  ] as const) {
    it(`of ${object}: one active row for each record and account`, () => {
      const active = where(`ov.sa_${object}_assignment`, { state: 'active' }).map((found) => `${String(found[field])}@${String(found['account_id'])}`);
      expect(new Set(active).size).toBe(active.length);
    });

    it(`of ${object}: an active actor is an active member of the account, the association is active, one actor is primary`, () => {
      const primaries = new Set<unknown>();
      for (const actor of where(actorRows, { state: 'active' })) {
        const association = row(`ov.sa_${object}_assignment`, actor['assignment_id'] ?? false);
        const member = where('ov.membership', { account_id: association['account_id'] ?? false, person_partner_id: actor['actor_id'] ?? false, membership_state: 'active' });
        expect(member, `actor ${actor.id}`).toHaveLength(1);
        if (association[field] !== LEFT_BEHIND_ACTOR_OF) expect(association['state']).toBe('active');
        if (actor['is_primary'] !== true) continue;
        expect(primaries.has(association.id)).toBe(false);
        primaries.add(association.id);
      }
    });

    it(`of ${object}: an expired row has an end, an active one has none`, () => {
      for (const found of [...rows(`ov.sa_${object}_assignment`), ...rows(actorRows)]) {
        expect(found['date_to'] === false).toBe(found['state'] === 'active');
      }
    });
  }

  it('put customers on all three levels: ungoverned, governed, with an actor', () => {
    const customers = rows('res.partner').filter((partner) => Number(partner['customer_rank'] ?? 0) >= 1);
    const active = where('ov.sa_customer_assignment', { state: 'active' });
    const withActor = new Set(where('ov.actor_sa_customer_assignment', { state: 'active' }).map((actor) => actor['assignment_id']));
    const level = (id: number): number => {
      const own = active.filter((found) => found['partner_id'] === id);
      return own.length === 0 ? 1 : own.some((found) => withActor.has(found.id)) ? 3 : 2;
    };
    const levels = customers.map(({ id }) => level(id));
    for (const wanted of [1, 2, 3]) expect(levels.filter((found) => found === wanted).length).toBeGreaterThanOrEqual(25);
  });

  it('carry stamps that agree, that are stale, that stand alone, and that stand beside an expired row', () => {
    for (const model of ['res.partner', 'sale.order']) {
      const [table, field] = model === 'res.partner' ? ['ov.sa_customer_assignment', 'partner_id'] : ['ov.sa_sale_order_assignment', 'sale_order_id'];
      const kinds = rows(model).filter((record) => record['x_sa_id'] !== undefined).map((record) => {
        const own = rows(table).filter((found) => found[field] === record.id);
        const active = own.find((found) => found['state'] === 'active');
        if (active !== undefined) return active['account_id'] === record['x_sa_id'] ? 'agrees' : 'stale';
        return own.length === 0 ? 'alone' : 'beside an expired row';
      });
      expect(kinds.toSorted()).toEqual(['agrees', 'alone', 'beside an expired row', 'stale']);
    }
  });
});

describe('the cast', () => {
  it('gives the personas the ids, addresses and accounts that tokens are made of', () => {
    expect(PERSONAS).toEqual({
      admin: { kind: 'employee', id: 1001, email: 'admin@harmattan.example', serviceAccountId: 1001 },
      manager: { kind: 'employee', id: 1002, email: 'manager@harmattan.example', serviceAccountId: 1004 },
      staff: { kind: 'employee', id: 1003, email: 'staff@harmattan.example', serviceAccountId: 1004 },
      agent: { kind: 'employee', id: 1004, email: 'agent@harmattan.example', serviceAccountId: 1004 },
      customer: { kind: 'customer', id: 1201, email: 'customer@harmattan.example', serviceAccountId: null },
    });
    for (const { kind, id, email } of Object.values(PERSONAS)) {
      expect(row(kind === 'employee' ? 'abs.employee' : 'res.partner', id)['email']).toBe(email);
    }
  });

  it('names for each member the accounts in which the data set enrolled them', () => {
    for (const [name, { employeeId, serviceAccountIds }] of Object.entries(CAST)) {
      const person = row('abs.employee', employeeId)['partner_id'] ?? false;
      const enrolled = person === false ? [] : where('ov.membership', { person_partner_id: person }).map((member) => member['account_id']);
      expect([...new Set(enrolled)], name).toEqual([...serviceAccountIds]);
    }
  });

  it('has an agent and a customer with equal ids, so that confusing the kinds of tokens shows', () => {
    expect(row('res.partner', PERSONAS.agent.id)['customer_rank']).toBe(1);
    expect(where('sale.order', { partner_id: PERSONAS.agent.id })).toHaveLength(1);
  });
});
