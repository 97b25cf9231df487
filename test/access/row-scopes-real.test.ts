import { afterAll, beforeAll, describe } from 'vitest';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { openLiveWorld, type LiveOdoo, type LiveWorld } from './live-world.ts';
import { scopeContract } from './scope-contract.ts';

const GENERATIONS = [
  ['two-table', { tables: 'two-table', stamps: false }],
  ['one-table', { tables: 'one-table', stamps: false }],
  ['stamps', { tables: null, stamps: true }],
  ['two-table-and-stamps', { tables: 'two-table', stamps: true }],
] as const satisfies readonly (readonly [string, Pick<LiveOdoo, 'tables' | 'stamps'>])[];

for (const [governance, storage] of GENERATIONS) {
  describeReal(`the decision table on a real Odoo 19 with ${governance}`, () => {
    let odoo: RealOdoo | undefined;
    let world: LiveWorld | undefined;
    const opened = (): LiveWorld => world ?? raise();

    beforeAll(async () => {
      odoo = await startRealOdoo({ governance });
      world = await openLiveWorld({ ...odoo, ...storage });
    }, 240_000);
    afterAll(async () => {
      await world?.close();
      await odoo?.stop();
    }, 60_000);

    describe('by its inverse fields', () => scopeContract(opened));
    if (storage.tables !== null) describe('as if it had none', () => scopeContract(() => opened().withoutInverses, { everybody: false }));
  });
}

function raise(): never {
  throw new Error('The server has not started.');
}
