import { afterAll, describe, expect, it } from 'vitest';
import type { ApiKeyGrant } from '../../access/api-key-grant.ts';
import type { Credential } from '../../access/credentials.ts';
import { COMPANY, CUSTOMER, EMPLOYEE, SA, personOf } from '../../odoo/sandbox/data/ids.ts';
import { employee, resolve as resolveIn } from './scope-contract.ts';
import type { Principal } from '../../access/principal.ts';
import { changed, closeWorlds, openWorld, type World } from './world.ts';

const world = await openWorld('two-table');
afterAll(closeWorlds);

const customer = (customerId: number): Credential => ({ kind: 'customer', customerId });

function resolve(credential: Credential, account?: number, where: World = world): Promise<Principal> {
  where.calls.length = 0;
  return resolveIn(where, credential, account);
}

describe('a customer', () => {
  it('is themselves, in the company that sells to them', async () => {
    expect(await resolve(customer(CUSTOMER.PERSONA))).toMatchObject({
      kind: 'customer', role: 'CUSTOMER', subject: 'customer:1201', partnerId: 1201, employeeId: null, serviceAccount: null, companyIds: [COMPANY.TOGO], memberships: [], problem: null,
    });
    expect(world.calls).toEqual(['res.partner']);
  });
  it('is never the employee of the same id', async () => {
    expect(await resolve(customer(CUSTOMER.SAME_ID_AS_EMPLOYEE))).toMatchObject({ role: 'CUSTOMER', partnerId: 1004, employeeId: null });
    expect(await resolve(employee(EMPLOYEE.LOME_AGENT))).toMatchObject({ role: 'AGENT', partnerId: personOf(1004), employeeId: 1004 });
  });
  it('who is also an employee is only a customer with a customer’s token', async () => {
    expect(await resolve(customer(CUSTOMER.ALSO_AGENT))).toMatchObject({ role: 'CUSTOMER', partnerId: personOf(EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER), memberships: [], serviceAccount: null });
  });
  it('has no use for X-SA-ID', async () => {
    expect(await resolve(customer(CUSTOMER.PERSONA), SA.NAIROBI)).toEqual(await resolve(customer(CUSTOMER.PERSONA)));
  });
  it('is unknown when archived or deleted', async () => {
    await expect(resolve(customer(CUSTOMER.ARCHIVED_ACTIVE))).rejects.toMatchObject({ code: 'CALLER_UNKNOWN' });
    await expect(resolve(customer(999_999))).rejects.toMatchObject({ code: 'CALLER_UNKNOWN' });
  });
  it.each(['two-table', 'two-table without inverses', 'one-table', 'stamps'] as const)('without a company has those of the SAs that serve them (%s)', async (storage) => {
    const changedWorld = await openWorld(storage, (data) => changed('res.partner', CUSTOMER.NAIROBI_AGENTS, { company_id: false })(changed('res.partner', CUSTOMER.EXPIRED, { company_id: false })(data)));
    expect((await resolve(customer(CUSTOMER.NAIROBI_AGENTS), undefined, changedWorld)).companyIds).toEqual([COMPANY.KENYA]);
    expect((await resolve(customer(CUSTOMER.EXPIRED), undefined, changedWorld)).companyIds).toEqual([]);
  });
});

describe('an API key', () => {
  const key = (grant: Partial<ApiKeyGrant>): Credential => ({ kind: 'apiKey', key: { id: 'abcdefabcdef', name: 'till', scopes: ['read'], binding: null, ...grant } });
  const bound = key({ binding: { serviceAccountId: SA.LOME, role: 'STAFF', policy: 'assigned_plus_unassigned' } });

  it('of the system sees everything, without a call', async () => {
    expect(await resolve(key({}))).toMatchObject({ kind: 'apiKey', role: 'SYSTEM', subject: 'key:till', policy: null, companyIds: null, scopes: ['read'], problem: null });
    expect(world.calls).toEqual([]);
  });
  it('of the system looks through one SA’s window when it names it', async () => {
    expect(await resolve(key({}), SA.LOME)).toMatchObject({ role: 'SYSTEM', policy: 'sa_wide', serviceAccount: { id: SA.LOME }, companyIds: [COMPANY.TOGO] });
    expect(await resolve(key({}), SA.GLOBAL_ROOT)).toMatchObject({ role: 'SYSTEM', policy: null, companyIds: null });
    await expect(resolve(key({}), 987_654)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
  });
  it('that is bound has the role and policy of its binding, and nobody’s partner', async () => {
    expect(await resolve(bound)).toMatchObject({ role: 'STAFF', policy: 'assigned_plus_unassigned', serviceAccount: { id: SA.LOME }, companyIds: [COMPANY.TOGO], partnerId: null });
    expect(await resolve(bound, SA.LOME)).toMatchObject({ serviceAccount: { id: SA.LOME } });
    await expect(resolve(bound, SA.KARA)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
  });
  it('that is bound to an SA which is not active sees nothing', async () => {
    const draft = key({ binding: { serviceAccountId: SA.MOMBASA, role: 'SA_MANAGER', policy: 'sa_wide' } });
    expect(await resolve(draft)).toMatchObject({ role: null, serviceAccount: null, problem: { code: 'FORBIDDEN_SA' } });
  });
});
