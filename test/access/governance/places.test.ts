import { describe, expect, it } from 'vitest';
import { ANONYMOUS, type Principal } from '../../../access/principal.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { compileDomain } from '../../../odoo/domain/evaluate.ts';
import type { SearchQuery } from '../../../odoo/read/records.ts';
import { viewOf } from '../../../graph/row.ts';
import { governanceOfCustomer as ofCustomer } from '../../../access/governance/lineage.ts';
import type { Governance } from '../../../access/governance/places.ts';
import { withinReach } from '../../../access/governance/resolvers.ts';

const ASSOCIATION = 'ov.sa_customer_assignment';
const ACTOR = 'ov.actor_sa_customer_assignment';

const ROWS: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  [ASSOCIATION]: [
    { id: 1, partner_id: 10, account_id: 100, state: 'active', date_from: '2026-01-01 08:00:00' },
    { id: 2, partner_id: 10, account_id: 101, state: 'expired', date_from: '2025-01-01 08:00:00' },
    { id: 3, partner_id: 11, account_id: 101, state: 'expired', date_from: '2025-01-01 08:00:00' },
  ],
  [ACTOR]: [
    { id: 5, assignment_id: 1, actor_id: 21, state: 'active', is_primary: false, date_from: '2026-02-01 08:00:00' },
    { id: 6, assignment_id: 1, actor_id: 20, state: 'active', is_primary: true, date_from: '2026-01-01 08:00:00' },
    { id: 7, assignment_id: 1, actor_id: 22, state: 'expired', is_primary: false, date_from: '2026-01-01 08:00:00' },
  ],
};

/** A database as abs_connector leaves it: two tables, and nothing that leads from a record to its rows. */
function withoutInverse(principal: Principal): { readonly context: GraphContext; readonly searched: string[] } {
  const searched: string[] = [];
  const context = {
    principal,
    memory: new Map(),
    database: { model: (name: string) => name, field: (_model: string, name: string) => (name === 'x_sa_id' ? { type: 'many2one' } : null) },
    reader: {
      search: (model: string, { domain }: SearchQuery) => {
        searched.push(model);
        const matches = compileDomain(domain);
        return Promise.resolve({ records: (ROWS[model] ?? []).filter((row) => matches(viewOf(row))), length: null });
      },
    },
  } as unknown as GraphContext;
  return { context, searched };
}

/** What a caller is told of where a customer stands. */
async function governanceOfCustomer(id: number, data: Readonly<Record<string, unknown>>, context: GraphContext): Promise<Governance> {
  return withinReach(await ofCustomer(id, data, context), context);
}

const SYSTEM: Principal = { ...ANONYMOUS, kind: 'apiKey', role: 'SYSTEM', companyIds: null };
const AGENT: Principal = { ...ANONYMOUS, kind: 'employee', role: 'AGENT', policy: 'sa_wide', serviceAccount: { id: 999, name: 'Elsewhere', companyId: 1, drillDown: false } };

describe('governance in a database without inverse fields', () => {
  it('is searched for all records of a hop at once: rows, then actors', async () => {
    const { context, searched } = withoutInverse(SYSTEM);
    const [first, second] = await Promise.all([governanceOfCustomer(10, {}, context), governanceOfCustomer(11, {}, context)]);
    expect(first).toMatchObject({
      provenance: 'ASSOCIATION',
      places: [
        { account: 100, actors: [{ partner: 20, isPrimary: true, since: '2026-01-01T08:00:00Z' }, { partner: 21, isPrimary: false, since: '2026-02-01T08:00:00Z' }] },
      ],
    });
    expect(second).toEqual({ provenance: 'NONE', places: [] });
    expect(searched).toEqual([ASSOCIATION, ACTOR]);
  });

  it('falls back to the stamp only where there never was a row', async () => {
    const { context } = withoutInverse(SYSTEM);
    const stamp = { x_sa_id: 100, x_actor_id: 20 };
    expect((await governanceOfCustomer(11, stamp, context)).provenance).toBe('NONE');
    expect(await governanceOfCustomer(12, stamp, context)).toMatchObject({ provenance: 'STAMP', places: [{ account: 100, actors: [{ partner: 20, isPrimary: true, since: null }] }] });
  });

  it('is nothing that the caller may know outside their Service Account', async () => {
    const { context } = withoutInverse(AGENT);
    expect(await governanceOfCustomer(10, {}, context)).toEqual({ provenance: 'NONE', places: [] });
  });
});
