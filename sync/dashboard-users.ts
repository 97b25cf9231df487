import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import { users } from './collections.ts';
import { changeUser } from './dashboard-roles.ts';
import { DASHBOARD_ROLES, type DashboardRole } from './model.ts';
import { hashPassword } from './passwords.ts';

/** Long enough that guessing is hopeless behind the throttle of signIn. */
const MIN_PASSWORD = 12;

export const DASHBOARD_USER_USAGE = `npm run dashboard-user -- list
npm run dashboard-user -- password LOGIN < FILE     the new password on standard input
npm run dashboard-user -- role LOGIN ${DASHBOARD_ROLES.join('|')}
npm run dashboard-user -- lock LOGIN                takes the password away`;

/**
 * Does what the arguments say with the dashboard's users, and answers what to print. Users come from Odoo, so none is made or deleted here.
 *
 * @throws RangeError for arguments that make no sense, and for a login that nobody has.
 */
export async function runDashboardUserCommand(db: Db, args: readonly string[], readPassword: () => Promise<string>): Promise<string> {
  const [command, login = '', value] = args;
  switch (command) {
    case 'list': {
      const all = await users.in(db).find().sort({ login: 1 }).toArray();
      return all.map((user) => `${user.login}\t${user.role}\t${user.active ? 'active' : 'archived'}\t${user.passwordHash === null ? 'no password' : 'password'}`).join('\n');
    }
    case 'password': {
      const password = (await readPassword()).replace(/\r?\n$/, '');
      if (password.length < MIN_PASSWORD) throw new RangeError(`A password has at least ${MIN_PASSWORD} characters.`);
      await change(db, login, { passwordHash: await hashPassword(password) });
      return `The password of ${login} is set.`;
    }
    case 'role': {
      const role = DASHBOARD_ROLES.find((known): known is DashboardRole => known === value);
      if (role === undefined) throw new RangeError(DASHBOARD_USER_USAGE);
      await change(db, login, { role });
      return `${login} is ${role}.`;
    }
    case 'lock':
      await change(db, login, { passwordHash: null });
      return `${login} cannot sign in here any more.`;
    default:
      throw new RangeError(DASHBOARD_USER_USAGE);
  }
}

async function change(db: Db, login: string, set: { readonly passwordHash: string | null } | { readonly role: DashboardRole }): Promise<void> {
  const changed = await changeUser(db, { login: login.toLowerCase() }, set, randomUUID());
  if (changed === 'NOT_FOUND') throw new RangeError(`Nobody has the login ${login}. Synchronise the users first.`);
  if (changed === 'LAST_ADMINISTRATOR') throw new RangeError(`${login} is the last active administrator of the dashboard. Make somebody else one first.`);
}
