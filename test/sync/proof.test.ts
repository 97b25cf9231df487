import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { prove } from './proof/proof.ts';
import { COMPANY } from './world.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

/** `npm run sync-proof` does three hundred rounds on a real Odoo, which it also restarts. */
const ROUNDS = 20;
const SEED = 5;

it(`loses nothing and doubles nothing in ${ROUNDS} rounds of edits, lost answers and crashes (seed ${SEED})`, { timeout: 180_000 }, async () => {
  const { violations, done } = await prove({ odoo: sandbox, companies: [COMPANY], rounds: ROUNDS, seed: SEED, skewMs: 600_000 });
  expect(violations).toEqual([]);
  expect(Object.keys(done)).toEqual(expect.arrayContaining(['edited here', 'edited in Odoo', 'killed', 'synchronised']));
});
