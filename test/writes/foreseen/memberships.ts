import { EMPLOYEE, SA } from '../../../odoo/sandbox/data/ids.ts';
import { write, type Told } from '../ask.ts';
import { employee } from '../../support/graph.ts';
import type { Entity, Made, Place } from './entity.ts';

/** Members of the account beside the one that is looked at; who has no membership elsewhere is that one. */
const [MANAGER, STAFF, AGENT, SUBJECT] = [EMPLOYEE.LOME_MANAGER, EMPLOYEE.LOME_STAFF, EMPLOYEE.LOME_AGENT, EMPLOYEE.NO_MEMBERSHIP].map(String);

async function admin({ graph }: Place, name: string, input: Readonly<Record<string, unknown>>, selection: string): Promise<Told['payload']> {
  const { refused, payload } = await write(graph, await employee(EMPLOYEE.ADMIN), name, input, selection);
  if (refused.length > 0) throw new Error(`${name}: ${refused.join()}`);
  return payload;
}

const idIn = (payload: Told['payload'], field: string): string => (payload[field] as { readonly id: string }).id;

interface Circle {
  readonly account: string;
  readonly manager: string;
  readonly staff: string;
  readonly enroll: (employeeId: string | undefined, role: string, more?: Readonly<Record<string, unknown>>) => Promise<string>;
}

/** An account of its own with a manager, a staff member and an agent. */
async function circle(place: Place): Promise<Circle> {
  const made = await admin(place, 'createServiceAccount', { name: place.mark, parentId: String(SA.TOGO), managerEmployeeId: MANAGER }, 'serviceAccount { id manager { id } }');
  const account = idIn(made, 'serviceAccount');
  const manager = (made.serviceAccount as { readonly manager: { readonly id: string } }).manager.id;
  const enroll: Circle['enroll'] = async (employeeId, role, more = {}) => idIn(await admin(place, 'enrollMember', { serviceAccountId: account, employeeId, role, ...more }, 'membership { id }'), 'membership');
  const staff = await enroll(STAFF, 'STAFF');
  await enroll(AGENT, 'AGENT');
  return { account, manager, staff, enroll };
}

const member = (choose: (circle: Circle, place: Place) => Promise<string>) => async (place: Place): Promise<Made> => {
  const its = await circle(place);
  return { id: Number(await choose(its, place)), account: Number(its.account) };
};

const inState = (state: string) => member(async ({ enroll }, { odoo }) => {
  const id = await enroll(SUBJECT, 'AGENT');
  await odoo.change('ov.membership', Number(id), { membership_state: state });
  return id;
});

export const MEMBERSHIPS: Entity = {
  root: 'membership',
  actions: ['updateMembership', 'revokeMembership', 'appointManager'],
  roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'SYSTEM'],
  states: {
    'an agent': member(({ enroll }) => enroll(SUBJECT, 'AGENT')),
    'a staff member': member(({ enroll }) => enroll(SUBJECT, 'STAFF')),
    'the manager': member(async ({ manager }) => manager),
    'a staff member to whom others report': member(async ({ enroll, staff }) => {
      await enroll(SUBJECT, 'AGENT', { managerMembershipId: staff });
      return staff;
    }),
    'suspended': inState('suspended'),
    'revoked': inState('revoked'),
    'not yet begun': member(({ enroll }) => enroll(SUBJECT, 'STAFF', { effectiveFrom: '2099-01-01' })),
    'over': member(({ enroll }) => enroll(SUBJECT, 'STAFF', { effectiveFrom: '2020-01-01', effectiveTo: '2020-12-31' })),
  },
  few: ['a staff member', 'the manager', 'revoked'],
  input: (action, id) => (action === 'appointManager' ? { membershipId: String(id) } : { id: String(id), ...(action === 'updateMembership' && { effectiveTo: '2099-12-31' }) }),
};
