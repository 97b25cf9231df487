import { afterAll, beforeAll } from 'vitest';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { describeClient } from './client-contract.ts';

describeReal('the client on a real Odoo 19', () => {
  let odoo: RealOdoo;
  beforeAll(async () => {
    odoo = await startRealOdoo();
  }, 300_000);
  // Waits for others who build templates in the same cluster.
  afterAll(() => odoo?.stop(), 300_000);

  for (const transport of ['json2', 'jsonrpc'] as const) describeClient(transport, 19, () => ({ ...odoo, salesman: odoo.users.salesman }));
});
