import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrincipalSources } from '../../access/principal-sources.ts';
import { dashboardLogin, dashboardPeople } from '../../gateway/dashboard-people.ts';
import { EMPLOYEE, personOf } from '../../odoo/sandbox/data/ids.ts';
import { openStore, type Store } from '../../store/open.ts';
import { prepare } from '../../store/prepare.ts';
import { SYNC_COLLECTIONS, users } from '../../sync/collections.ts';
import { newId } from '../../sync/fresh.ts';
import type { UserDocument } from '../../sync/model.ts';
import { hashPassword } from '../../sync/passwords.ts';
import { now } from '../access/scope-contract.ts';
import { closeWorlds, openWorld, REQUEST } from '../access/world.ts';

const PASSWORD = 'correct horse battery';
const CONFIG = { ODOO_URL: 'https://odoo.example.com', SANDBOX_PASSWORD: 'demo' };
const SANDBOX = { ...CONFIG, ODOO_URL: undefined };

const folder = mkdtempSync(join(tmpdir(), 'dashboard-people-'));
let store: Store;
let sources: PrincipalSources;
let passwordHash: string;
beforeAll(async () => {
  store = await openStore({ folder });
  await prepare(store, SYNC_COLLECTIONS);
  const world = await openWorld('two-table');
  sources = { odoo: world.odoo, database: world.database, now };
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(async () => {
  await closeWorlds();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function person(changes: Partial<UserDocument> = {}): Promise<UserDocument> {
  const id = newId();
  const user: UserDocument = { _id: id, name: 'Kofi', login: `${id}@example.com`, email: null, role: 'MANAGER', active: true, passwordHash, partnerId: null, companyIds: [1001], serviceAccountId: null, createdAt: new Date(), updatedAt: new Date(), ...changes };
  await users.in(store.db).insertOne(user);
  return user;
}

const verify = ({ login }: UserDocument, password = PASSWORD, toDashboard = false, config: typeof CONFIG | typeof SANDBOX = CONFIG) => dashboardLogin(store, config, sources).verify(login, password, REQUEST, { toDashboard });

describe('who signs in with a password of the dashboard', () => {
  it('is the dashboard’s user when they are no employee', async () => {
    const user = await person({ partnerId: 999_999 });
    expect(await verify(user)).toEqual({ kind: 'dashboardUser', userId: user._id });
  });

  it('is the employee when a membership is live, unless they want the dashboard', async () => {
    const user = await person({ partnerId: personOf(EMPLOYEE.LOME_AGENT) });
    expect(await verify(user)).toEqual({ kind: 'employee', employeeId: EMPLOYEE.LOME_AGENT });
    expect(await verify(user, PASSWORD, true)).toEqual({ kind: 'dashboardUser', userId: user._id });
  });

  it.each([
    ['never enrolled', EMPLOYEE.NO_MEMBERSHIP],
    ['suspended', EMPLOYEE.SUSPENDED],
    ['deactivated', EMPLOYEE.DEACTIVATED],
  ])('is the dashboard’s user as an employee whom governance gives nothing: %s', async (_what, employee) => {
    const user = await person({ partnerId: personOf(employee) });
    expect(await verify(user)).toEqual({ kind: 'dashboardUser', userId: user._id });
  });

  it('is nobody with a wrong password, without one, or when Odoo has archived them', async () => {
    expect(await verify(await person(), 'wrong')).toBe(null);
    expect(await verify(await person({ passwordHash: null }), CONFIG.SANDBOX_PASSWORD)).toBe(null);
    expect(await verify(await person({ active: false }))).toBe(null);
  });

  it('has the demo password in the sandbox, as long as they have none of their own', async () => {
    expect(await verify(await person({ passwordHash: null }), 'demo', false, SANDBOX)).toMatchObject({ kind: 'dashboardUser' });
    expect(await verify(await person(), 'demo', false, SANDBOX)).toBe(null);
  });
});

describe('the holder of a token of the dashboard', () => {
  it('is who the dashboard knows now', async () => {
    const { _id: id } = await person();
    expect(await dashboardPeople(store, CONFIG).byId(id, REQUEST)).toEqual({ id, name: 'Kofi', role: 'MANAGER', companyIds: [1001] });
  });

  it('is nobody once they are locked or archived', async () => {
    const locked = await person({ passwordHash: null });
    expect(await dashboardPeople(store, CONFIG).byId(locked._id, REQUEST)).toBe(null);
    expect(await dashboardPeople(store, SANDBOX).byId(locked._id, REQUEST)).toMatchObject({ id: locked._id });
    expect(await dashboardPeople(store, CONFIG).byId((await person({ active: false }))._id, REQUEST)).toBe(null);
  });
});
