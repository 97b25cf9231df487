import { afterAll, beforeAll, describe } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { describeClient } from './client-contract.ts';

/** Every sandbox that pretends to be another Odoo, and the interfaces that such an Odoo has. */
const SANDBOXES = [
  { version: 19, transports: ['json2', 'jsonrpc'] },
  { version: 18, transports: ['jsonrpc'] },
  { version: 17, transports: ['jsonrpc'] },
] as const;

describe.each(SANDBOXES)('the client on the sandbox of Odoo $version', ({ version, transports }) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ version });
  });
  afterAll(() => sandbox?.stop());

  for (const transport of transports) describeClient(transport, version, () => ({ ...sandbox, salesman: sandbox.users.salesman }));
});

describeReal('the client on a real Odoo 19', (found) => {
  let odoo: RealOdoo;
  beforeAll(async () => {
    odoo = await startRealOdoo({ governance: found().governance });
  }, 900_000);
  // Waits for others who build templates in the same cluster.
  afterAll(() => odoo?.stop(), 900_000);

  for (const transport of ['json2', 'jsonrpc'] as const) describeClient(transport, 19, () => ({ ...odoo, salesman: odoo.users.salesman }));
});
