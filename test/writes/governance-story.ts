import { expect, it } from 'vitest';
import { CUSTOMER, EMPLOYEE, MANAGER, personOf, SA } from '../../odoo/sandbox/data/ids.ts';
import { CAST } from '../../odoo/sandbox/data/personas.ts';
import { employee } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';
import { write, type Caller, type Told } from './ask.ts';

const AGENT = String(personOf(EMPLOYEE.LOME_AGENT));
const OTHER = String(personOf(EMPLOYEE.LOME_OTHER_AGENT));
const ACTORS = 'customer { assignedActors { actor { id } isPrimary } }';

interface Customer {
  readonly id: string;
  readonly assignedActors: readonly { readonly actor: { readonly id: string }; readonly isPrimary: boolean }[];
}

const actorsOf = ({ payload }: Told): readonly string[] => ((payload.customer as Customer | null)?.assignedActors ?? []).map(({ actor }) => actor.id);

/** Facts about the writes of governance, one after the other on the same graph. `tables` where actors have rows of their own. */
export function governanceStory(graphOf: () => TestGraph, storage: 'two-table' | 'one-table' | 'stamps'): void {
  const tell = (as: Caller, name: string, input: Readonly<Record<string, unknown>>, selection: string): Promise<Told> => write(graphOf(), as, name, input, selection);
  const asAdmin = async (account?: number): Promise<Caller> => employee(EMPLOYEE.ADMIN, account);
  const sees = async (as: Caller, customer: string): Promise<boolean> => {
    const { data } = await graphOf().ask(as, `{ customer(id: "${customer}") { id } }`);
    return (data as { customer: unknown }).customer !== null;
  };
  let customer = '';

  it('an agent’s new customer is in the Service Account and the agent’s own', async () => {
    const told = await tell('agent', 'createCustomer', { name: 'Ayaba Koffi' }, `customer { id name company { id } governance { serviceAccounts { id } } assignedActors { actor { id } isPrimary } }`);
    expect(told).toMatchObject({ refused: [], payload: { customer: { name: 'Ayaba Koffi', company: { id: '1001' }, governance: { serviceAccounts: [{ id: String(SA.LOME) }] }, assignedActors: [{ actor: { id: AGENT } }] } } });
    customer = (told.payload.customer as Customer).id;
  });

  it('a staff member’s is nobody’s', async () => {
    expect(actorsOf(await tell('staff', 'createCustomer', { name: 'Yawa Tetteh' }, `customer { id assignedActors { actor { id } isPrimary } }`))).toEqual([]);
  });

  it('a customer is changed: what is not given stays, null empties', async () => {
    const told = await tell('agent', 'updateCustomer', { id: customer, email: 'ayaba@example.com', city: 'Lomé', notes: 'Prefers mornings.' }, 'customer { name email city }');
    expect(told).toEqual({ refused: [], payload: { customer: { name: 'Ayaba Koffi', email: 'ayaba@example.com', city: 'Lomé' } } });
    expect((await tell('agent', 'updateCustomer', { id: customer, city: null }, 'customer { email city }')).payload).toEqual({ customer: { email: 'ayaba@example.com', city: null } });
  });

  it.each([
    ['an empty name', { name: ' ' }, ['REQUIRED name']],
    ['no name', { name: null }, ['REQUIRED name']],
    ['an address that is none', { email: 'nobody' }, ['INVALID_VALUE email']],
    ['ten kilobytes of name', { name: 'x'.repeat(10_240) }, ['TOO_LONG name']],
    ['a character that cannot be kept', { street: 'a\u0000b' }, ['INVALID_VALUE street']],
    ['two lines of city', { city: 'a\nb' }, ['INVALID_VALUE city']],
    ['a language that is not installed', { language: 'tlh' }, ['INVALID_VALUE language']],
    ['a country that does not exist', { countryId: '999999' }, ['NOT_FOUND countryId']],
    ['all of them at once', { name: '', email: 'x', language: 'tlh' }, ['REQUIRED name', 'INVALID_VALUE email', 'INVALID_VALUE language']],
  ])('updateCustomer refuses %s', async (_what, input, refused) => {
    expect((await tell('agent', 'updateCustomer', { id: customer, ...input }, 'customer { id }')).refused).toEqual(refused);
  });

  it('an agent changes no customer of a colleague', async () => {
    expect((await tell('agent', 'updateCustomer', { id: String(CUSTOMER.OTHER_AGENTS), city: 'Kara' }, 'customer { id }')).refused).toEqual(['NOT_FOUND id']);
  });

  it('an archived customer leaves the Service Account', async () => {
    const { payload } = await tell('agent', 'createCustomer', { name: 'Yao 😀 é' }, 'customer { id name }');
    const { id } = payload.customer as Customer;
    expect((payload.customer as unknown as { name: string }).name).toBe('Yao 😀 é');
    expect(await tell('agent', 'archiveCustomer', { id }, 'archivedId customer { id }')).toEqual({ refused: [], payload: { archivedId: id, customer: null } });
    expect(await sees('agent', id)).toBe(false);
    expect((await tell('agent', 'archiveCustomer', { id }, 'archivedId')).refused).toEqual(['NOT_FOUND id']);
    expect((await tell('admin', 'archiveCustomer', { id }, 'archivedId')).refused).toEqual(['WRONG_STATE id']);
  });

  it('a customer whom another Service Account governs too stays in use there', async () => {
    const id = String(CUSTOMER.TWO_ACCOUNTS);
    if (storage === 'stamps') return;
    expect((await tell('manager', 'archiveCustomer', { id }, 'archivedId')).refused).toEqual([]);
    expect(await sees('manager', id)).toBe(false);
    const { data } = await graphOf().ask(await employee(EMPLOYEE.KARA_MANAGER, SA.KARA), `{ customer(id: "${id}") { active } }`);
    expect(data).toEqual({ customer: { active: true } });
  });

  it('an agent may not assign; unknown and hidden records are refused alike', async () => {
    const input = { record: 'CUSTOMER', id: customer, actorId: OTHER };
    expect((await tell('agent', 'assignActor', input, ACTORS)).refused).toEqual(['FORBIDDEN']);
    expect((await tell('manager', 'assignActor', { ...input, id: String(CUSTOMER.KARA) }, ACTORS)).refused).toEqual(['NOT_FOUND id']);
    expect((await tell('manager', 'assignActor', { ...input, id: '999999' }, ACTORS)).refused).toEqual(['NOT_FOUND id']);
    expect((await tell('manager', 'assignActor', { ...input, id: 'x' }, ACTORS)).refused).toEqual(['NOT_FOUND id']);
  });

  it('only members of the Service Account are assigned', async () => {
    expect((await tell('manager', 'assignActor', { record: 'CUSTOMER', id: customer, actorId: String(personOf(EMPLOYEE.NAIROBI_AGENT)) }, ACTORS)).refused).toEqual(['NOT_A_MEMBER actorId']);
    expect((await tell('manager', 'assignActor', { record: 'CUSTOMER', id: customer, employeeId: String(EMPLOYEE.REVOKED) }, ACTORS)).refused).toEqual(['NOT_A_MEMBER employeeId']);
    expect((await tell('manager', 'assignActor', { record: 'CUSTOMER', id: customer }, ACTORS)).refused).toEqual(['REQUIRED actorId']);
  });

  it('a reassigned customer is the new actor’s alone, at once', async () => {
    const told = await tell('manager', 'assignActor', { record: 'CUSTOMER', id: customer, employeeId: String(EMPLOYEE.LOME_OTHER_AGENT) }, ACTORS);
    expect(told.refused).toEqual([]);
    expect(actorsOf(told)).toEqual([OTHER]);
    expect(await sees('agent', customer)).toBe(false);
    expect(await sees(await employee(EMPLOYEE.LOME_OTHER_AGENT, SA.LOME), customer)).toBe(true);
  });

  it('of assignments that race exactly one wins, and the others hear of a conflict', async () => {
    const wanted = [AGENT, personOf(EMPLOYEE.LOME_JUNIOR_AGENT), personOf(EMPLOYEE.LOME_STAFF), personOf(EMPLOYEE.LOME_STAFF_WIDE)].map(String);
    const told = await Promise.all(wanted.map((actorId) => tell('manager', 'assignActor', { record: 'CUSTOMER', id: customer, actorId, expectedActorIds: [OTHER] }, ACTORS)));
    const winners = told.flatMap(({ refused }, index) => (refused.length === 0 ? [wanted[index]] : []));
    expect(winners.length).toBe(1);
    expect(told.flatMap(({ refused }) => refused).filter((code) => !code.startsWith('CONFLICT'))).toEqual([]);
    const now = await graphOf().ask('manager', `{ customer(id: "${customer}") { assignedActors { actor { id } } } }`);
    expect(now.data).toEqual({ customer: { assignedActors: [{ actor: { id: winners[0] } }] } });
  });

  it('several actors are kept where the database has rows for them, and one of them is the first', async () => {
    await tell('manager', 'assignActor', { record: 'CUSTOMER', id: customer, actorId: OTHER }, ACTORS);
    const second = await tell('manager', 'assignActor', { record: 'CUSTOMER', id: customer, actorId: AGENT, mode: 'ADD', isPrimary: false }, ACTORS);
    if (storage !== 'two-table') {
      expect(second.refused).toEqual(['ONE_ACTOR_ONLY mode']);
      return;
    }
    expect(actorsOf(second).toSorted()).toEqual([AGENT, OTHER].toSorted());
    const promoted = await tell('manager', 'promoteActor', { record: 'CUSTOMER', id: customer, actorId: AGENT }, ACTORS);
    expect((promoted.payload.customer as Customer).assignedActors.filter(({ isPrimary }) => isPrimary).map(({ actor }) => actor.id)).toEqual([AGENT]);
  });

  it('an unassigned customer stays in the Service Account', async () => {
    const told = [];
    for (const actorId of [AGENT, OTHER]) told.push(await tell('manager', 'unassignActor', { record: 'CUSTOMER', id: customer, actorId }, ACTORS));
    expect(told.map(({ refused }) => refused)).toEqual(storage === 'two-table' ? [[], []] : [['NOT_ASSIGNED actorId'], []]);
    expect(await sees('staff', customer)).toBe(true);
    expect(await sees('agent', customer)).toBe(false);
    expect((await tell('manager', 'unassignActor', { record: 'CUSTOMER', id: customer, actorId: AGENT }, ACTORS)).refused).toEqual(['NOT_ASSIGNED actorId']);
  });

  it('a customer that nobody governs comes into a Service Account', async () => {
    const id = String(CUSTOMER.UNGOVERNED_COMPANY);
    const input = { record: 'CUSTOMER', id, actorId: AGENT };
    expect((await tell('manager', 'bringUnderGovernance', input, ACTORS)).refused).toEqual(['NOT_FOUND id']);
    expect((await tell('admin', 'bringUnderGovernance', input, ACTORS)).refused).toEqual(['SA_REQUIRED']);
    expect((await tell('admin', 'bringUnderGovernance', { ...input, serviceAccountId: String(SA.GLOBAL_ROOT) }, ACTORS)).refused).toEqual(['WRONG_COMPANY serviceAccountId']);
    const told = await tell('admin', 'bringUnderGovernance', { ...input, serviceAccountId: String(SA.LOME) }, ACTORS);
    expect([told.refused, actorsOf(told)]).toEqual([[], [AGENT]]);
    expect(await sees('agent', id)).toBe(true);
    expect((await tell('admin', 'bringUnderGovernance', { ...input, serviceAccountId: String(SA.LOME) }, ACTORS)).refused).toEqual(['ALREADY_GOVERNED id']);
  });

  let branch = '';
  it('a branch has its parent’s company and the manager that it was created with', async () => {
    const input = { name: 'Atakpamé', code: 'TG-ATA', parentId: String(SA.TOGO), managerEmployeeId: String(EMPLOYEE.NO_MEMBERSHIP) };
    expect((await tell('manager', 'createServiceAccount', input, 'serviceAccount { id }')).refused).toEqual(['FORBIDDEN']);
    const told = await tell('admin', 'createServiceAccount', input, 'serviceAccount { id name code kind state company { id } manager { isManager role person { id } } }');
    expect(told).toMatchObject({
      refused: [],
      payload: { serviceAccount: { name: 'Atakpamé', code: 'TG-ATA', kind: 'BRANCH', state: 'ACTIVE', company: { id: '1001' }, manager: { isManager: true, role: 'STAFF', person: { id: String(personOf(EMPLOYEE.NO_MEMBERSHIP)) } } } },
    });
    branch = (told.payload.serviceAccount as { id: string }).id;
  });

  it.each([
    ['a code twice', { name: 'X', code: 'TG-LOM', parentId: String(SA.TOGO) }, ['DUPLICATE code']],
    ['a branch of another company', { name: 'X', parentId: String(SA.TOGO), companyId: '1002' }, ['WRONG_COMPANY companyId']],
    ['a company root without a company', { name: 'X', parentId: String(SA.GLOBAL_ROOT) }, ['REQUIRED companyId']],
    ['a second root of a company', { name: 'X', parentId: String(SA.GLOBAL_ROOT), companyId: '1001' }, ['COMPANY_ROOT_EXISTS companyId']],
    ['an unknown parent', { name: 'X', parentId: '999999' }, ['NOT_FOUND parentId']],
    ['no name', { name: '   ', parentId: String(SA.TOGO) }, ['REQUIRED name']],
    ['a manager of another company', { name: 'X', parentId: String(SA.TOGO), managerEmployeeId: String(EMPLOYEE.NAIROBI_STAFF) }, ['WRONG_COMPANY managerEmployeeId']],
  ])('createServiceAccount refuses %s', async (_what, input, refused) => {
    expect((await tell('admin', 'createServiceAccount', input, 'serviceAccount { id }')).refused).toEqual(refused);
  });

  it.each([
    ['a parent below itself', { id: String(SA.LOME), parentId: String(SA.LOME_BE) }, ['HIERARCHY_CYCLE parentId']],
    ['itself as parent', { id: String(SA.LOME), parentId: String(SA.LOME) }, ['HIERARCHY_CYCLE parentId']],
    ['a parent of another company', { id: String(SA.LOME), parentId: String(SA.KENYA) }, ['WRONG_COMPANY parentId']],
    ['a branch below the global root', { id: String(SA.LOME), parentId: String(SA.GLOBAL_ROOT) }, ['WRONG_STATE parentId']],
    ['another code for the global root', { id: String(SA.GLOBAL_ROOT), code: 'X' }, ['GLOBAL_ROOT_FIXED id']],
    ['a parent for the global root', { id: String(SA.GLOBAL_ROOT), parentId: String(SA.TOGO) }, ['GLOBAL_ROOT_FIXED parentId']],
  ])('updateServiceAccount refuses %s', async (_what, input, refused) => {
    expect((await tell('admin', 'updateServiceAccount', input, 'serviceAccount { id }')).refused).toEqual(refused);
  });

  it('a Service Account is changed, moved and ended', async () => {
    const moved = await tell('admin', 'updateServiceAccount', { id: branch, parentId: String(SA.LOME), name: 'Atakpamé Plateaux', note: 'Moved.' }, 'serviceAccount { name note parent { id } }');
    expect(moved).toEqual({ refused: [], payload: { serviceAccount: { name: 'Atakpamé Plateaux', note: 'Moved.', parent: { id: String(SA.LOME) } } } });
    expect(await tell('admin', 'deactivateServiceAccount', { id: branch }, 'serviceAccount { state }')).toEqual({ refused: [], payload: { serviceAccount: { state: 'INACTIVE' } } });
    expect((await tell('admin', 'deactivateServiceAccount', { id: branch }, 'serviceAccount { state }')).refused).toEqual(['WRONG_STATE id']);
    expect((await tell('admin', 'deactivateServiceAccount', { id: String(SA.GLOBAL_ROOT) }, 'serviceAccount { state }')).refused).toEqual(['GLOBAL_ROOT_FIXED id']);
  });

  const MEMBER = 'membership { id role state scopePolicy isManager manager { id } }';
  let first = '';
  let second = '';

  it('the first staff member becomes the manager, the next reports to them', async () => {
    const created = await tell('admin', 'createServiceAccount', { name: 'Sokodé', parentId: String(SA.TOGO) }, 'serviceAccount { id manager { id } }');
    branch = (created.payload.serviceAccount as { id: string }).id;
    expect(created.payload.serviceAccount).toMatchObject({ manager: null });
    const one = await tell('admin', 'enrollMember', { serviceAccountId: branch, employeeId: String(EMPLOYEE.NO_MEMBERSHIP), role: 'STAFF' }, MEMBER);
    expect(one).toMatchObject({ refused: [], payload: { membership: { role: 'STAFF', isManager: true, manager: null } } });
    first = (one.payload.membership as { id: string }).id;
    const two = await tell('admin', 'enrollMember', { serviceAccountId: branch, employeeId: String(EMPLOYEE.LOME_STAFF), role: 'STAFF', scopePolicy: 'ASSIGNED_PLUS_UNASSIGNED' }, MEMBER);
    expect(two).toMatchObject({ refused: [], payload: { membership: { isManager: false, scopePolicy: 'ASSIGNED_PLUS_UNASSIGNED', manager: { id: first } } } });
    second = (two.payload.membership as { id: string }).id;
  });

  it.each([
    ['a member twice', () => ({ serviceAccountId: branch, employeeId: String(EMPLOYEE.LOME_STAFF), role: 'AGENT' }), ['ALREADY_A_MEMBER employeeId']],
    ['an administrator outside the global root', () => ({ serviceAccountId: branch, employeeId: String(EMPLOYEE.LOME_AGENT), role: 'ADMIN' }), ['ADMIN_OUTSIDE_ROOT role']],
    ['an employee of another company', () => ({ serviceAccountId: branch, employeeId: String(EMPLOYEE.NAIROBI_STAFF), role: 'AGENT' }), ['WRONG_COMPANY employeeId']],
    ['an employee without a person', () => ({ serviceAccountId: branch, employeeId: String(EMPLOYEE.WITHOUT_PARTNER), role: 'AGENT' }), ['WRONG_STATE employeeId']],
    ['a deactivated employee', () => ({ serviceAccountId: branch, employeeId: String(EMPLOYEE.DEACTIVATED), role: 'AGENT' }), ['NOT_FOUND employeeId']],
    ['nobody', () => ({ serviceAccountId: branch, role: 'AGENT' }), ['REQUIRED employeeId']],
    ['a superior of another Service Account', () => ({ serviceAccountId: branch, employeeId: String(EMPLOYEE.LOME_AGENT), role: 'AGENT', managerMembershipId: String(MANAGER.LOME) }), ['REPORTING_LINE managerMembershipId']],
    ['a window that ends before it begins', () => ({ serviceAccountId: branch, employeeId: String(EMPLOYEE.LOME_AGENT), role: 'AGENT', effectiveFrom: '2026-02-01', effectiveTo: '2026-01-01' }), ['INVALID_VALUE effectiveTo']],
    ['a day that does not exist', () => ({ serviceAccountId: branch, employeeId: String(EMPLOYEE.LOME_AGENT), role: 'AGENT', effectiveFrom: '2026-02-30' }), ['BAD_USER_INPUT']],
    ['an inactive Service Account', () => ({ serviceAccountId: String(SA.KISUMU), employeeId: String(EMPLOYEE.NAIROBI_STAFF), role: 'AGENT' }), ['WRONG_STATE serviceAccountId']],
  ])('enrollMember refuses %s', async (_what, input, refused) => {
    expect((await tell('admin', 'enrollMember', input(), MEMBER)).refused).toEqual(refused);
  });

  it('a manager enrolls in their own Service Account only, and makes nobody administrator', async () => {
    const input = { employeeId: String(EMPLOYEE.TOGO_MANAGER), role: 'AGENT' };
    expect((await tell('staff', 'enrollMember', input, MEMBER)).refused).toEqual(['FORBIDDEN']);
    expect((await tell('manager', 'enrollMember', { ...input, serviceAccountId: String(SA.KARA) }, MEMBER)).refused).toEqual(['NOT_FOUND serviceAccountId']);
    expect((await tell('manager', 'enrollMember', { ...input, serviceAccountId: String(SA.LOME_BE) }, MEMBER)).refused).toEqual(['NOT_PERMITTED serviceAccountId']);
    expect((await tell('manager', 'enrollMember', { employeeId: String(EMPLOYEE.NAIROBI_STAFF), role: 'AGENT' }, MEMBER)).refused).toEqual(['NOT_FOUND employeeId']);
    expect(await tell('manager', 'enrollMember', input, MEMBER)).toMatchObject({ refused: [], payload: { membership: { role: 'AGENT', manager: { id: String(MANAGER.LOME) } } } });
    expect((await tell(await asAdmin(SA.GLOBAL_ROOT), 'enrollMember', { employeeId: String(EMPLOYEE.LOME_MANAGER), role: 'ADMIN' }, MEMBER)).refused).toEqual([]);
  });

  it('the manager and whoever others report to cannot leave', async () => {
    expect((await tell('admin', 'revokeMembership', { id: first }, MEMBER)).refused).toEqual(['MANAGER_NEEDED id']);
    expect((await tell('admin', 'updateMembership', { id: first, role: 'AGENT' }, MEMBER)).refused).toEqual(['MANAGER_NEEDED role']);
    expect((await tell('admin', 'updateMembership', { id: first, state: 'SUSPENDED' }, MEMBER)).refused).toEqual(['MANAGER_NEEDED id']);
    expect((await tell('manager', 'revokeMembership', { id: '1513' }, MEMBER)).refused).toEqual(['HAS_SUBORDINATES id']);
    expect((await tell('admin', 'updateMembership', { id: second, managerMembershipId: second }, MEMBER)).refused).toEqual(['REPORTING_LINE managerMembershipId']);
    expect((await tell('admin', 'updateMembership', { id: second, managerMembershipId: null }, MEMBER)).refused).toEqual(['REPORTING_LINE managerMembershipId']);
  });

  it('availableActions says of a membership what the mutations say', async () => {
    const asked = await graphOf().ask('admin', `{ manager: membership(id: "${first}") { availableActions { action allowed code } } staff: membership(id: "${second}") { availableActions { action allowed code } } }`);
    expect(asked.data).toEqual({
      manager: { availableActions: [{ action: 'updateMembership', allowed: true, code: null }, { action: 'revokeMembership', allowed: false, code: 'MANAGER_NEEDED' }, { action: 'appointManager', allowed: false, code: 'WRONG_STATE' }] },
      staff: { availableActions: [{ action: 'updateMembership', allowed: true, code: null }, { action: 'revokeMembership', allowed: true, code: null }, { action: 'appointManager', allowed: true, code: null }] },
    });
  });

  it('of appointments that race exactly one wins, and the reporting line turns round', async () => {
    const third = await tell('admin', 'enrollMember', { serviceAccountId: branch, employeeId: String(EMPLOYEE.LOME_STAFF_WIDE), role: 'STAFF' }, MEMBER);
    const rivals = [second, (third.payload.membership as { id: string }).id];
    const told = await Promise.all(rivals.map((membershipId) => tell('admin', 'appointManager', { membershipId, expectedManagerId: first }, 'serviceAccount { manager { id } }')));
    const winners = rivals.filter((_, index) => told[index]?.refused.length === 0);
    expect([winners.length, told.flatMap(({ refused }) => refused.map((code) => code.split(' ')[0]))]).toEqual([1, ['CONFLICT']]);
    const now = await graphOf().ask('admin', `{ serviceAccount(id: "${branch}") { manager { id manager { id } } } membership(id: "${first}") { manager { id } isManager } }`);
    expect(now.data).toEqual({ serviceAccount: { manager: { id: winners[0], manager: null } }, membership: { manager: { id: winners[0] }, isManager: false } });
  });

  it('an agent becomes no manager', async () => {
    const agent = await tell('admin', 'enrollMember', { serviceAccountId: branch, employeeId: String(EMPLOYEE.LOME_AGENT), role: 'AGENT' }, MEMBER);
    expect((await tell('admin', 'appointManager', { membershipId: (agent.payload.membership as { id: string }).id }, 'membership { id }')).refused).toEqual(['MANAGER_NOT_STAFF membershipId']);
  });

  it('a membership that is revoked shows nothing any more, without a new token', async () => {
    const as = await employee(EMPLOYEE.LOME_STAFF_NO_POLICY, SA.LOME);
    expect((await graphOf().ask(as, '{ customers(first: 1) { nodes { id } } }')).errors).toEqual([]);
    expect(await tell('manager', 'revokeMembership', { id: '1516' }, MEMBER)).toMatchObject({ refused: [], payload: { membership: { state: 'REVOKED' } } });
    expect((await graphOf().ask(as, '{ customers(first: 1) { nodes { id } } }')).errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN_SA']);
    expect((await tell('manager', 'updateMembership', { id: '1516', state: 'ACTIVE' }, MEMBER)).refused).toEqual(['WRONG_STATE id']);
  });

  it('who looks down from above changes nothing', async () => {
    const as = await employee(CAST.togoManager.employeeId, SA.KARA);
    expect((await tell(as, 'revokeMembership', { id: '1522' }, MEMBER)).refused).toEqual(['FORBIDDEN']);
  });

  it('the access level of the Service Account limits what is done to a record', async () => {
    if (storage !== 'two-table') return;
    expect((await tell('manager', 'assignActor', { record: 'CUSTOMER', id: String(CUSTOMER.ACCESS_ONLY), actorId: AGENT }, ACTORS)).refused).toEqual(['ACCESS_TOO_LOW id']);
    expect((await tell('manager', 'assignActor', { record: 'CUSTOMER', id: String(CUSTOMER.ASSIGNMENT_ONLY), actorId: AGENT }, ACTORS)).refused).toEqual([]);
  });
}
