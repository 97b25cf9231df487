import { afterAll, beforeAll, describe } from 'vitest';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { describeClient } from './client-contract.ts';

describeReal('the client on a real Odoo 19', () => {
  let odoo: RealOdoo;
  beforeAll(async () => {
    odoo = await startRealOdoo();
  }, 300_000);
  afterAll(() => odoo?.stop(), 60_000);

  describe.each(['json2', 'jsonrpc'] as const)('%s', (transport) => {
    describeClient(transport, 19, () => ({ ...odoo, salesman: odoo.users.salesman }));
  });
});
