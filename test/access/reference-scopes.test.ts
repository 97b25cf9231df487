import { afterAll, describe, expect, it } from 'vitest';
import { ANONYMOUS, type Principal } from '../../access/principal.ts';
import type { DomainPolicy } from '../../access/scopes/view.ts';
import { COMPANY, SA } from '../../odoo/sandbox/data/ids.ts';
import { principal as makePrincipal } from './principals.ts';
import { rows, scopesOf } from './scope-contract.ts';
import { closeWorlds, openWorlds } from './world.ts';

const worldOf = await openWorlds('two-table');
afterAll(closeWorlds);

describe('shared reference data', () => {
  const world = worldOf('two-table');
  const domain = (principal: Principal, policy: DomainPolicy) => scopesOf(world, principal).domain(policy, 'product.template');

  it('is what no company owns and what the company of the SA owns', async () => {
    expect(await domain(makePrincipal(), 'COMPANY')).toEqual(['|', ['company_id', '=', false], ['company_id', 'in', [1001]]]);
  });
  it('is only what no company owns for an SA without a company', async () => {
    expect(await domain(makePrincipal({ companyIds: [] }), 'COMPANY')).toEqual([['company_id', '=', false]]);
  });
  it('is everything for an admin', async () => {
    expect(await domain(makePrincipal({ role: 'ADMIN', companyIds: null, policy: null }), 'COMPANY')).toEqual([]);
  });
  it('is nothing for who has no SA, and for nobody', async () => {
    expect(await domain(makePrincipal({ role: null, policy: null, serviceAccount: null, companyIds: [], problem: { code: 'SA_REQUIRED', message: '' } }), 'COMPANY')).toEqual([['id', 'in', []]]);
    expect(await domain(ANONYMOUS, 'COMPANY')).toEqual([['id', 'in', []]]);
  });
  it('of no company at all is for everybody but nobody', async () => {
    expect(await domain(makePrincipal(), 'EVERYONE')).toEqual([]);
    expect(await domain(ANONYMOUS, 'EVERYONE')).toEqual([['id', 'in', []]]);
  });
  it('includes the companies of the caller’s other SAs', async () => {
    const both = makePrincipal({ memberships: [{ id: 1, serviceAccountId: SA.NAIROBI, serviceAccountName: 'Nairobi', companyId: COMPANY.KENYA, role: 'STAFF', policy: 'sa_wide' }] });
    expect(await rows(world, both, 'COMPANIES', 'res.company')).toEqual([COMPANY.TOGO, COMPANY.KENYA]);
  });
});
