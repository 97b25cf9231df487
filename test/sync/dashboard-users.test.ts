import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { users } from '../../sync/collections.ts';
import { runDashboardUserCommand } from '../../sync/dashboard-users.ts';
import { verifyPassword } from '../../sync/passwords.ts';
import { openWorld, type SyncWorld } from './world.ts';

let sandbox: Sandbox;
let world: SyncWorld;
beforeAll(async () => {
  sandbox = await startSandbox();
  world = await openWorld(sandbox);
  await world.sync({ kind: 'USERS' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await sandbox.stop();
});

const run = (args: readonly string[], password = ''): Promise<string> => runDashboardUserCommand(world.store.db, args, async () => password);
const admin = () => users.in(world.store.db).findOne({ login: 'admin' });

it('knows the internal users of Odoo, as workers without a password', async () => {
  expect((await run(['list'])).split('\n')).toContain('admin\tWORKER\tactive\tno password');
});

it('sets a password and takes it away, and a role; both outlive the next synchronisation', async () => {
  await run(['password', 'Admin'], 'correct horse battery\n');
  await run(['role', 'admin', 'MANAGER']);
  await world.sync({ kind: 'USERS' });
  expect(await admin()).toMatchObject({ role: 'MANAGER' });
  expect(await verifyPassword('correct horse battery', (await admin())?.passwordHash ?? null)).toBe(true);
  await run(['lock', 'admin']);
  expect((await admin())?.passwordHash).toBe(null);
});

it('refuses short passwords, unknown roles and unknown logins', async () => {
  await expect(run(['password', 'admin'], 'short')).rejects.toThrow('A password has at least 12 characters.');
  await expect(run(['role', 'admin', 'KING'])).rejects.toThrow('npm run dashboard-user');
  await expect(run(['lock', 'nobody'])).rejects.toThrow('Nobody has the login nobody.');
});

it('keeps one active administrator, with a password if there was one', async () => {
  await run(['role', 'admin', 'ADMIN']);
  await expect(run(['role', 'admin', 'WORKER'])).rejects.toThrow('admin is the last active administrator of the dashboard.');
  await run(['password', 'admin'], 'correct horse battery');
  await expect(run(['lock', 'admin'])).rejects.toThrow('admin is the last active administrator of the dashboard.');
  const [other = ''] = (await run(['list'])).split('\n').filter((line) => !line.startsWith('admin\t')).map((line) => line.split('\t')[0] ?? '');
  await run(['role', other, 'ADMIN']);
  await expect(run(['lock', 'admin'])).rejects.toThrow('last active administrator');
  await run(['password', other], 'correct horse battery');
  // Of two who demote each other at once one stays.
  const results = await Promise.allSettled([run(['role', 'admin', 'WORKER']), run(['role', other, 'WORKER'])]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await users.in(world.store.db).countDocuments({ role: 'ADMIN', active: true })).toBe(1);
});

it('lets nobody sign in whom Odoo has archived', async () => {
  const { odooId = 0 } = (await users.in(world.store.db).findOne({ login: 'real.salesman' })) ?? (await users.in(world.store.db).findOne({ login: { $ne: 'admin' }, active: true })) ?? {};
  await world.odoo.write('res.users', odooId, { active: false });
  await world.sync({ kind: 'USERS' });
  expect(await users.in(world.store.db).findOne({ odooId })).toMatchObject({ active: false });
});
