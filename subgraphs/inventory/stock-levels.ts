import DataLoader from 'dataloader';
import { once } from '../../graph/context.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { asId } from '../../odoo/client/values.ts';
import { and, or, where } from '../../odoo/domain/build.ts';
import type { Group } from '../../odoo/read/group.ts';
import { decimal, OPEN_MOVE_STATES, quantity } from './quantities.ts';

/** A product in a location. */
interface Spot {
  readonly product: number;
  readonly location: number;
}

/** `StockLevel.available`. */
export const available: CodeResolver = ({ data }) => decimal(quantity(data.quantity) - quantity(data.reserved_quantity));

/** `StockLevel.forecast`. */
export const forecast: CodeResolver = ({ data }, _args, context) => {
  const product = asId(data.product_id);
  const location = asId(data.location_id);
  return product === null || location === null ? null : forecasts(context).load({ product, location });
};

/** All spots of a hop share two calls: what lies there, and what open moves bring and take. */
function forecasts(context: GraphContext): DataLoader<Spot, string, string> {
  return once(context, 'forecasts', () => new DataLoader<Spot, string, string>((spots) => forecastAll(spots, context), { cacheKeyFn: keyOf }));
}

function keyOf({ product, location }: Spot): string {
  return `${product} ${location}`;
}

function spotOf({ keys }: Group, field: string): string {
  return keyOf({ product: asId(keys.product_id) ?? 0, location: asId(keys[field]) ?? 0 });
}

async function forecastAll(spots: readonly Spot[], { reader }: GraphContext): Promise<readonly string[]> {
  const products = where('product_id', 'in', [...new Set(spots.map(({ product }) => product))]);
  const locations = [...new Set(spots.map(({ location }) => location))];
  const here = where('location_id', 'in', locations);
  const [onHand, moves] = await Promise.all([
    reader.group('stock.quant', { domain: and(products, here), groupBy: ['product_id', 'location_id'], aggregates: ['quantity:sum'] }),
    reader.group('stock.move', {
      domain: and(products, where('state', 'in', OPEN_MOVE_STATES), or(here, where('location_dest_id', 'in', locations))),
      groupBy: ['product_id', 'location_id', 'location_dest_id'],
      aggregates: ['product_qty:sum'],
    }),
  ]);
  const sums = new Map<string, number>();
  const add = (key: string, change: number): void => void sums.set(key, (sums.get(key) ?? 0) + change);
  for (const group of onHand) add(spotOf(group, 'location_id'), quantity(group.aggregates['quantity:sum']));
  for (const group of moves) {
    const moved = quantity(group.aggregates['product_qty:sum']);
    add(spotOf(group, 'location_id'), -moved);
    add(spotOf(group, 'location_dest_id'), moved);
  }
  return spots.map((spot) => decimal(sums.get(keyOf(spot)) ?? 0));
}
