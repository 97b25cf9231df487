import { afterAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../access/credentials.ts';
import type { Principal } from '../../access/principal.ts';
import { resolvePrincipal } from '../../access/resolve-principal.ts';
import { COMPANY, EMPLOYEE, SA, personOf } from '../../odoo/sandbox/data/ids.ts';
import { CAST, PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import { REQUEST, changed, closeWorlds, lacking, openWorld, withoutInverses, type World } from './world.ts';

const TODAY = new Date('2026-10-31T12:00:00Z');
const world = await openWorld('two-table');
const bare = withoutInverses(world);
afterAll(closeWorlds);

function resolve(credential: Credential, account?: number | string, in_: World = world, now = TODAY): Promise<Principal> {
  in_.calls.length = 0;
  const header = account === undefined ? undefined : String(account);
  return resolvePrincipal(credential, header, { odoo: in_.odoo, database: in_.database, now: () => now }, REQUEST);
}
const employee = (employeeId: number): Credential => ({ kind: 'employee', employeeId });

describe('an employee with one membership', () => {
  it('is in that SA without saying so, for one call', async () => {
    expect(await resolve(employee(EMPLOYEE.LOME_AGENT))).toEqual({
      kind: 'employee',
      role: 'AGENT',
      subject: 'employee:1004',
      name: 'Kodjo Amegah',
      employeeId: 1004,
      partnerId: personOf(EMPLOYEE.LOME_AGENT),
      serviceAccount: { id: SA.LOME, name: 'Lomé', companyId: COMPANY.TOGO, drillDown: false },
      policy: 'assigned_only',
      companyIds: [COMPANY.TOGO],
      memberships: [{ id: 1514, serviceAccountId: SA.LOME, serviceAccountName: 'Lomé', companyId: COMPANY.TOGO, role: 'AGENT', policy: 'assigned_only' }],
      problem: null,
    });
    expect(world.calls).toEqual(['abs.employee']);
  });

  it('is the same person for two calls where the database has no inverse fields', async () => {
    const withInverse = await resolve(employee(EMPLOYEE.LOME_AGENT));
    expect(await resolve(employee(EMPLOYEE.LOME_AGENT), undefined, bare)).toEqual(withInverse);
    expect(bare.calls).toEqual(['abs.employee', 'ov.membership']);
  });

  it('may name it', async () => {
    expect(await resolve(employee(EMPLOYEE.LOME_AGENT), SA.LOME)).toEqual(await resolve(employee(EMPLOYEE.LOME_AGENT)));
    expect(world.calls).toEqual(['abs.employee']);
  });

  it.each<[string, number, string, string | null]>([
    ['the manager that the SA points at', PERSONAS.manager.id, 'SA_MANAGER', 'sa_wide'],
    ['a manager with assigned_only', CAST.managerAssignedOnly.employeeId, 'SA_MANAGER', 'sa_wide'],
    ['a manager without a policy', CAST.kenyaManager.employeeId, 'SA_MANAGER', 'sa_wide'],
    ['staff', PERSONAS.staff.id, 'STAFF', 'assigned_plus_unassigned'],
    ['staff without a policy', CAST.staffWithoutPolicy.employeeId, 'STAFF', 'sa_wide'],
    ['an agent', PERSONAS.agent.id, 'AGENT', 'assigned_only'],
    ['an agent with sa_wide', CAST.agentWide.employeeId, 'AGENT', 'sa_wide'],
    ['an agent without a policy', CAST.agentWithoutPolicy.employeeId, 'AGENT', 'assigned_only'],
    ['an admin outside the global root', CAST.adminOutsideRoot.employeeId, 'STAFF', 'sa_wide'],
    ['somebody who was revoked and enrolled again', CAST.rejoined.employeeId, 'AGENT', 'assigned_plus_unassigned'],
    ['the manager of an active SA below an inactive one', CAST.belowInactiveManager.employeeId, 'SA_MANAGER', 'sa_wide'],
  ])('has role and policy of %s', async (_name, id, role, policy) => {
    expect(await resolve(employee(id))).toMatchObject({ role, policy, problem: null });
  });

  it('has the policy of assigned_only when the stored one is unknown', async () => {
    const odd = await openWorld('two-table', changed('ov.membership', 1515, { scope_policy: 'everything' }));
    expect(await resolve(employee(CAST.staffWide.employeeId), undefined, odd)).toMatchObject({ role: 'STAFF', policy: 'assigned_only' });
  });

  it('is manager by the older role value only where the SA points at nobody', async () => {
    const legacy = changed('ov.membership', 1515, { role_code: 'manager' });
    const pointing = await openWorld('two-table', legacy);
    expect(await resolve(employee(CAST.staffWide.employeeId), undefined, pointing)).toMatchObject({ role: 'STAFF' });
    const orphaned = await openWorld('two-table', (data) => changed('ov.serviced_account', SA.LOME, { sa_manager: false })(legacy(data)));
    expect(await resolve(employee(CAST.staffWide.employeeId), undefined, orphaned)).toMatchObject({ role: 'SA_MANAGER', policy: 'sa_wide' });
    expect(await resolve(employee(PERSONAS.manager.id), undefined, orphaned)).toMatchObject({ role: 'STAFF' });
  });
});

describe('an employee without a membership that counts', () => {
  it.each([
    ['never enrolled', CAST.withoutMembership.employeeId],
    ['suspended', CAST.suspended.employeeId],
    ['revoked', CAST.revoked.employeeId],
    ['not yet effective', CAST.notYetEffective.employeeId],
    ['past the window', CAST.pastEffective.employeeId],
    ['in a draft SA', CAST.draftAccountManager.employeeId],
    ['in an inactive SA', CAST.inactiveAccountManager.employeeId],
    ['without a person', CAST.withoutPartner.employeeId],
    ['revoked as admin', CAST.formerAdmin.employeeId],
  ])('%s: is known, and has no SA', async (_name, id) => {
    expect(await resolve(employee(id))).toMatchObject({
      role: null, policy: null, serviceAccount: null, companyIds: [], memberships: [], problem: { code: 'FORBIDDEN_SA' },
    });
    await expect(resolve(employee(id), SA.LOME)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
  });

  it('is unknown when deactivated or deleted', async () => {
    await expect(resolve(employee(CAST.deactivated.employeeId))).rejects.toMatchObject({ code: 'CALLER_UNKNOWN' });
    await expect(resolve(employee(999_999))).rejects.toMatchObject({ code: 'CALLER_UNKNOWN' });
  });

  it('has none by employee when the membership names another person, and no person of their own', async () => {
    const other = await openWorld('two-table', changed('ov.membership', 1515, { person_partner_id: personOf(EMPLOYEE.LOME_AGENT) }));
    expect(await resolve(employee(CAST.staffWide.employeeId), undefined, other)).toMatchObject({ role: null });
    const byEmployee = await openWorld('two-table', changed('ov.membership', 1515, { person_partner_id: false }));
    expect(await resolve(employee(CAST.staffWide.employeeId), undefined, byEmployee)).toMatchObject({ role: 'STAFF' });
    const nobody = await openWorld('two-table', (data) =>
      changed('abs.employee', CAST.staffWide.employeeId, { partner_id: false })(changed('ov.membership', 1515, { person_partner_id: false })(data)));
    expect(await resolve(employee(CAST.staffWide.employeeId), undefined, nobody)).toMatchObject({ role: null, partnerId: null });
  });
});

describe('the effective window of a membership', () => {
  const at = async (from: string | false, to: string | false, now: string): Promise<Principal> =>
    resolve(employee(CAST.staffWide.employeeId), undefined, await openWorld('two-table', changed('ov.membership', 1515, { effective_from: from, effective_to: to })), new Date(now));

  it.each<[string, string | false, string | false, string, boolean]>([
    ['begins with its first day', '2026-10-31', false, '2026-10-31T00:00:00Z', true],
    ['has not begun the second before', '2026-10-31', false, '2026-10-30T23:59:59Z', false],
    ['includes its last day', false, '2026-10-31', '2026-10-31T23:59:59Z', true],
    ['is over the day after', false, '2026-10-31', '2026-11-01T00:00:00Z', false],
    ['begins at its first moment', '2026-10-31 10:00:00', false, '2026-10-31T10:00:00Z', true],
    ['has not begun the second before it', '2026-10-31 10:00:00', false, '2026-10-31T09:59:59Z', false],
    ['holds until its last moment', false, '2026-10-31 10:00:00', '2026-10-31T09:59:59Z', true],
    ['is over at its last moment', false, '2026-10-31 10:00:00', '2026-10-31T10:00:00Z', false],
    ['without ends is always open', false, false, '1999-01-01T00:00:00Z', true],
  ])('%s', async (_name, from, to, now, live) => {
    expect((await at(from, to, now)).role).toBe(live ? 'STAFF' : null);
  });
});

describe('an employee with two memberships', () => {
  const two = employee(CAST.twoAccounts.employeeId);
  it('has to choose, and sees between what', async () => {
    expect(await resolve(two)).toMatchObject({
      role: null,
      serviceAccount: null,
      problem: { code: 'SA_REQUIRED' },
      memberships: [{ serviceAccountId: SA.LOME, role: 'AGENT' }, { serviceAccountId: SA.KARA, role: 'STAFF' }],
    });
  });
  it('has in each the role of that membership', async () => {
    expect(await resolve(two, SA.LOME)).toMatchObject({ role: 'AGENT', policy: 'assigned_only', serviceAccount: { id: SA.LOME } });
    expect(await resolve(two, SA.KARA)).toMatchObject({ role: 'STAFF', policy: 'assigned_plus_unassigned', serviceAccount: { id: SA.KARA } });
  });
  it('is not asked to choose between a live and a dead one', async () => {
    const suspended = await openWorld('two-table', changed('ov.membership', 1522, { membership_state: 'suspended' }));
    expect(await resolve(two, undefined, suspended)).toMatchObject({ serviceAccount: { id: SA.LOME }, problem: null });
    await expect(resolve(two, SA.KARA, suspended)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
  });
  it('counts two live rows of one SA once, by the stronger', async () => {
    const doubled = await openWorld('two-table', changed('ov.membership', 1522, { account_id: SA.LOME, scope_policy: 'sa_wide' }));
    expect(await resolve(two, undefined, doubled)).toMatchObject({ role: 'STAFF', policy: 'sa_wide', memberships: [{ id: 1522 }] });
  });
});

describe('X-SA-ID', () => {
  it.each(['', 'Lomé', '-1', '0', '1004.0', '1e3', '0x3ec', '1004, 1005', '[1004]', '2147483648', '99999999999999999999'])(
    'is refused as %j, before Odoo is asked',
    async (value) => {
      await expect(resolve(employee(EMPLOYEE.LOME_AGENT), value)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(world.calls).toEqual([]);
    },
  );

  it.each([
    ['another SA', SA.KARA],
    ['the parent', SA.TOGO],
    ['the child', SA.LOME_BE],
    ['the global root', SA.GLOBAL_ROOT],
    ['no SA at all', 987_654],
  ])('is an error of its own for an agent who names %s', async (_name, account) => {
    await expect(resolve(employee(EMPLOYEE.LOME_AGENT), account)).rejects.toMatchObject({ code: 'FORBIDDEN_SA', message: `Service Account ${account} is not one of yours.` });
    expect(world.calls).toEqual(['abs.employee']);
  });

  it('lets a manager down into the SAs below, for reading, at one call more', async () => {
    expect(await resolve(employee(CAST.togoManager.employeeId), SA.LOME_BE)).toMatchObject({
      role: 'SA_MANAGER', policy: 'sa_wide', serviceAccount: { id: SA.LOME_BE, drillDown: true }, companyIds: [COMPANY.TOGO], problem: null,
    });
    expect(world.calls).toEqual(['abs.employee', 'ov.serviced_account']);
  });

  it.each<[string, number, number]>([
    ['a sibling', CAST.karaManager.employeeId, SA.LOME],
    ['the parent', CAST.childManager.employeeId, SA.LOME],
    ['an SA of another company', CAST.togoManager.employeeId, SA.NAIROBI],
    ['a draft SA below', CAST.kenyaManager.employeeId, SA.MOMBASA],
    ['an inactive SA below', CAST.kenyaManager.employeeId, SA.KISUMU],
  ])('does not let a manager into %s', async (_name, id, account) => {
    await expect(resolve(employee(id), account)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
  });

  it('lets a manager into an active SA below an inactive one', async () => {
    expect(await resolve(employee(CAST.kenyaManager.employeeId), SA.LAKESIDE)).toMatchObject({ serviceAccount: { id: SA.LAKESIDE, drillDown: true } });
  });

  it('does not let former managers down', async () => {
    const suspended = await openWorld('two-table', changed('ov.membership', 1501, { membership_state: 'suspended' }));
    await expect(resolve(employee(CAST.togoManager.employeeId), SA.LOME, suspended)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
    const replaced = await openWorld('two-table', changed('ov.serviced_account', SA.TOGO, { sa_manager: false }));
    await expect(resolve(employee(CAST.togoManager.employeeId), SA.LOME, replaced)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
  });

  it('keeps a manager who is also a member below to that membership', async () => {
    const also = await openWorld('two-table', changed('ov.membership', 1523, { account_id: SA.LOME_BE, person_partner_id: personOf(EMPLOYEE.LOME_MANAGER), employee_id: EMPLOYEE.LOME_MANAGER }));
    expect(await resolve(employee(EMPLOYEE.LOME_MANAGER), SA.LOME_BE, also)).toMatchObject({ role: 'AGENT', policy: 'assigned_only', serviceAccount: { drillDown: false } });
  });
});

describe('a tree that is not as it should be', () => {
  const move = (id: number, parent: number, path: string) => changed('ov.serviced_account', id, { parent_id: parent, parent_path: path });

  it('decides drill-down, also across companies: the SA brings its own company', async () => {
    const moved = await openWorld('two-table', move(SA.KARA, SA.KENYA, `${SA.GLOBAL_ROOT}/${SA.KENYA}/${SA.KARA}/`));
    expect(await resolve(employee(CAST.kenyaManager.employeeId), SA.KARA, moved)).toMatchObject({ serviceAccount: { id: SA.KARA, drillDown: true }, companyIds: [COMPANY.TOGO] });
    await expect(resolve(employee(CAST.togoManager.employeeId), SA.KARA, moved)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
  });

  it('may go in a circle', async () => {
    const circle = await openWorld('two-table', changed('ov.serviced_account', SA.TOGO, { parent_id: SA.LOME_BE }));
    expect(await resolve(employee(CAST.togoManager.employeeId), SA.LOME, circle)).toMatchObject({ serviceAccount: { id: SA.LOME, drillDown: true } });
    await expect(resolve(employee(CAST.togoManager.employeeId), SA.NAIROBI, circle)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
  });

  it('may have a second global root, whose admin is one, too', async () => {
    const second = await openWorld('two-table', (data) => changed('ov.membership', 1529, { account_id: SA.KENYA })(changed('ov.serviced_account', SA.KENYA, { is_global_root: true })(data)));
    expect(await resolve(employee(CAST.adminOutsideRoot.employeeId), undefined, second)).toMatchObject({ role: 'ADMIN', policy: null, companyIds: null });
    expect(await resolve(employee(PERSONAS.admin.id), SA.KENYA, second)).toMatchObject({ role: 'ADMIN', policy: null, serviceAccount: { id: SA.KENYA }, companyIds: null });
  });

  it('may have an SA without a company: its members see what is shared by all', async () => {
    const homeless = await openWorld('two-table', changed('ov.serviced_account', SA.LOME, { company_id: false }));
    expect(await resolve(employee(PERSONAS.agent.id), undefined, homeless)).toMatchObject({ role: 'AGENT', serviceAccount: { id: SA.LOME, companyId: null }, companyIds: [] });
  });
});

describe('an admin', () => {
  const admin = employee(PERSONAS.admin.id);
  it.each([['by employee', PERSONAS.admin.id], ['by person alone', CAST.adminByPerson.employeeId]])('%s sees everything without naming an SA', async (_name, id) => {
    expect(await resolve(employee(id))).toMatchObject({ role: 'ADMIN', policy: null, serviceAccount: null, companyIds: null, problem: null });
  });
  it('sees everything in the global root, too, and survives its lack of a company', async () => {
    expect(await resolve(admin, SA.GLOBAL_ROOT)).toMatchObject({ role: 'ADMIN', policy: null, serviceAccount: { id: SA.GLOBAL_ROOT, companyId: null }, companyIds: null });
    expect(world.calls).toEqual(['abs.employee']);
  });
  it('looks through the window of any other SA, also of one that is not active', async () => {
    expect(await resolve(admin, SA.NAIROBI)).toMatchObject({ role: 'ADMIN', policy: 'sa_wide', serviceAccount: { id: SA.NAIROBI, drillDown: false }, companyIds: [COMPANY.KENYA] });
    expect(world.calls).toEqual(['abs.employee', 'ov.serviced_account']);
    expect(await resolve(admin, SA.MOMBASA)).toMatchObject({ role: 'ADMIN', policy: 'sa_wide', serviceAccount: { id: SA.MOMBASA } });
    await expect(resolve(admin, 987_654)).rejects.toMatchObject({ code: 'FORBIDDEN_SA' });
  });
  it('is told by the code of the global root where the database has no flag for it', async () => {
    const old = lacking(world, (_model, name) => name === 'is_global_root');
    expect(await resolve(admin, undefined, old)).toMatchObject({ role: 'ADMIN' });
    expect(await resolve(employee(CAST.adminOutsideRoot.employeeId), undefined, old)).toMatchObject({ role: 'STAFF' });
  });
});

it('nobody is nobody, without a call', async () => {
  expect(await resolve({ kind: 'anonymous' })).toMatchObject({ kind: 'anonymous', role: null });
  expect(world.calls).toEqual([]);
});
