import { afterAll, beforeAll, describe } from 'vitest';
import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { scopeContract } from './scope-contract.ts';
import { connectWorld, withoutInverses, type World } from './world.ts';

const GENERATIONS = [
  ['two-table', 'two-table', false],
  ['one-table', 'one-table', false],
  ['stamps', 'stamps', true],
  ['two-table-and-stamps', 'two-table', true],
] as const;

for (const [governance, generation, stamps] of GENERATIONS) {
  describeReal(`the decision table on a real Odoo 19 with ${governance}`, () => {
    let odoo: RealOdoo | undefined;
    let world: World | undefined;
    const opened = (): World => world ?? raise();

    beforeAll(async () => {
      odoo = await startRealOdoo({ governance });
      world = await connectWorld(odoo, { tables: generation !== 'stamps', stamps, data: dataset({ generation }) });
    }, 900_000);
    afterAll(async () => {
      await world?.close();
      await odoo?.stop();
    }, 900_000);

    describe('by its inverse fields', () => scopeContract(opened));
    if (generation !== 'stamps') describe('as if it had none', () => scopeContract(() => withoutInverses(opened()), { everybody: false }));
  });
}

function raise(): never {
  throw new Error('The server has not started.');
}
