import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { killProof } from './kill-proof.ts';

// On a real Odoo, a hundred times: npm run write-proof.
describe('mutations with an idempotency key, whose process is killed', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it('are done once', async () => {
    const { kills, keys, doubled, lost } = await killProof({ odoo: sandbox, rounds: 2, seed: 7 });
    expect({ kills, keys, doubled, lost }).toEqual({ kills: 2, keys: 8, doubled: [], lost: [] });
  }, 120_000);
});
