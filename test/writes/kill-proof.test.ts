import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { killProof } from './kill-proof.ts';
import { PROVED_KINDS } from './proved/index.ts';

// On a real Odoo, a hundred times: npm run write-proof.
describe('mutations with an idempotency key, whose process is killed', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it('are done once, of every kind', async () => {
    const { kills, keys, byKind, doubled, lost } = await killProof({ odoo: sandbox, rounds: 2, width: PROVED_KINDS.length / 2, seed: 7 });
    expect({ kills, keys, doubled, lost }).toEqual({ kills: 2, keys: PROVED_KINDS.length, doubled: [], lost: [] });
    expect(byKind).toEqual(Object.fromEntries(PROVED_KINDS.map((name) => [name, 1])));
  }, 120_000);
});
