import { afterAll, beforeAll } from 'vitest';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { syncContract } from './sync-contract.ts';

describeReal('the synchronisation with a real Odoo', () => {
  // One of its own: the orders of this suite would be in the way of others.
  let odoo: RealOdoo;
  beforeAll(async () => {
    odoo = await startRealOdoo();
  }, 240_000);
  afterAll(() => odoo.stop());
  syncContract(() => ({ url: odoo.url, db: odoo.db, username: odoo.users.admin.login, apiKey: odoo.users.admin.apiKey }));
});
