import { afterAll, beforeAll, describe } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { syncContract } from './sync-contract.ts';

describe('the synchronisation with the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());
  syncContract(() => sandbox);
});
