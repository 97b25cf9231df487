import { afterAll, beforeAll, describe } from 'vitest';
import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { lineageContract } from './lineage-contract.ts';
import { tellLineage } from './lineage-story.ts';
import { journalsOf, type Told } from './lineage-world.ts';
import { REQUEST, connectWorld, withoutInverses } from './world.ts';

const GENERATIONS = [
  ['two-table', 'two-table', false],
  ['one-table', 'one-table', false],
  ['stamps', 'stamps', true],
] as const;

for (const [governance, generation, stamps] of GENERATIONS) {
  describeReal(`lineage on a real Odoo 19 with ${governance}`, () => {
    let odoo: RealOdoo | undefined;
    let told: Told | undefined;
    const opened = (): Told => told ?? raise();

    beforeAll(async () => {
      odoo = await startRealOdoo({ governance });
      const world = await connectWorld(odoo, { tables: generation !== 'stamps', stamps, data: dataset({ generation }) });
      const story = await tellLineage(
        {
          odoo: world.odoo,
          generation,
          // Moved goods follow their move's state; how they got there is not what is told here.
          finish: async (moves) => {
            await world.odoo.call({ model: 'stock.move', method: 'write', ids: moves, args: { vals: { state: 'done' } }, kind: 'write' }, REQUEST);
          },
          place: async (product, lot, location) => {
            const counted = { product_id: product, lot_id: lot, location_id: location, inventory_quantity: 1 };
            const ids = await world.odoo.call<readonly number[]>({ model: 'stock.quant', method: 'create', args: { vals_list: [counted] }, context: { inventory_mode: true }, kind: 'write' }, REQUEST);
            await world.odoo.call({ model: 'stock.quant', method: 'action_apply_inventory', ids, kind: 'write' }, REQUEST);
          },
        },
        await journalsOf(world.odoo),
      );
      told = { world, story };
    }, 900_000);
    afterAll(async () => {
      await told?.world.close();
      await odoo?.stop();
    }, 900_000);

    describe('by its inverse fields', () => lineageContract(opened));
    if (generation === 'two-table') describe('as if it had none', () => lineageContract(() => ({ ...opened(), world: withoutInverses(opened().world) }), { carried: false }));
  });
}

function raise(): never {
  throw new Error('The server has not started.');
}
