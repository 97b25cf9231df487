import { timingSafeEqual, createHash } from 'node:crypto';
import type { DashboardPeople, PrincipalSources } from '../access/principal-sources.ts';
import { employeesOfPerson } from '../access/read-employee.ts';
import { resolveEmployee } from '../access/resolve-employee.ts';
import type { PasswordAuthenticator, Subject } from '../access/sign-in.ts';
import type { OdooRequest } from '../odoo/port.ts';
import type { Config } from '../platform/config.ts';
import { GraphError } from '../platform/errors.ts';
import type { Store } from '../store/open.ts';
import { users } from '../sync/collections.ts';
import type { UserDocument } from '../sync/model.ts';
import { verifyPassword } from '../sync/passwords.ts';

/** In sandbox mode everybody has the demo password who has no other. */
const isSandbox = ({ ODOO_URL: url }: Pick<Config, 'ODOO_URL'>): boolean => url === undefined;

/** The dashboard's users as those who may sign in. Who lost the password is nobody any more, whatever token they hold. */
export function dashboardPeople({ db }: Store, config: Pick<Config, 'ODOO_URL'>): DashboardPeople {
  return {
    async byId(id) {
      const user = await users.in(db).findOne({ _id: id, active: true });
      if (user === null || (user.passwordHash === null && !isSandbox(config))) return null;
      return { id, name: user.name, role: user.role, companyIds: user.companyIds };
    },
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Passwords of the dashboard. Who is an employee with a live membership signs in as that employee, unless they want to be the dashboard's user; who
 * is none, or nobody in governance, as the dashboard's user.
 */
export function dashboardLogin({ db }: Store, config: Pick<Config, 'ODOO_URL' | 'SANDBOX_PASSWORD'>, sources: PrincipalSources): PasswordAuthenticator {
  const isRight = async (user: UserDocument | null, password: string): Promise<boolean> => {
    const hashed = await verifyPassword(password, user?.passwordHash ?? null);
    return hashed || (isSandbox(config) && user?.passwordHash === null && timingSafeEqual(digest(password), digest(config.SANDBOX_PASSWORD)));
  };
  return {
    name: 'dashboard',
    async verify(login, password, request, { toDashboard } = { toDashboard: false }) {
      const user = await users.in(db).findOne({ login, active: true });
      if (!(await isRight(user, password)) || user === null) return null;
      const employee = toDashboard ? null : await employeeOf(user, sources, request);
      return employee ?? { kind: 'dashboardUser', userId: user._id };
    },
  };
}

async function employeeOf({ partnerId }: UserDocument, sources: PrincipalSources, request: OdooRequest): Promise<Subject | null> {
  if (partnerId === null || !sources.database.has('abs.employee')) return null;
  const [employeeId] = await employeesOfPerson(partnerId, sources, request);
  if (employeeId === undefined) return null;
  try {
    const { memberships } = await resolveEmployee(employeeId, null, sources, request);
    return memberships.length > 0 ? { kind: 'employee', employeeId } : null;
  } catch (error) {
    if (error instanceof GraphError && error.code === 'CALLER_UNKNOWN') return null;
    throw error;
  }
}
