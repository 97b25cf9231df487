import DataLoader from 'dataloader';
import { once } from '../../graph/context.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { typeEntry } from '../../graph/table.ts';
import { rowsOfType, visibleRows } from '../../graph/visibility.ts';
import { asId } from '../../odoo/client/values.ts';
import { and, isNothing, not, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { Group } from '../../odoo/read/group.ts';
import type { StockTotals } from './generated.ts';
import { decimal, OPEN_MOVE_STATES, quantity } from './quantities.ts';

/** `Product.stock`. */
export const stock: CodeResolver = ({ id }, _args, context) => totals(context).load(id);

/** All products of a hop share three calls. */
function totals(context: GraphContext): DataLoader<number, StockTotals | null> {
  return once(context, 'stock totals', () => new DataLoader<number, StockTotals | null>((products) => totalsOf(products, context)));
}

function sumOf(groups: readonly Group[], product: number, aggregate: string): number {
  return quantity(groups.find(({ keys }) => asId(keys.product_id) === product)?.aggregates[aggregate]);
}

async function totalsOf(products: readonly number[], context: GraphContext): Promise<readonly (StockTotals | null)[]> {
  const { reader, table } = context;
  const stored = await rowsOfType(table, typeEntry(table, 'StockLevel'), context);
  const visible = await visibleRows(table, typeEntry(table, 'Location'), context);
  if (isNothing(stored) || isNothing(visible)) return products.map(() => null);
  const inStock = and(where('usage', 'in', ['internal', 'transit']), visible);
  const moved = (from: string, to: string): Promise<readonly Group[]> => {
    const crossing: Domain = and(where(to, 'any', inStock), not(where(from, 'any', inStock)));
    const domain = and(where('product_id', 'in', products), where('state', 'in', OPEN_MOVE_STATES), crossing);
    return reader.group('stock.move', { domain, groupBy: ['product_id'], aggregates: ['product_qty:sum'] });
  };
  const [quants, arriving, leaving] = await Promise.all([
    reader.group('stock.quant', { domain: and(where('product_id', 'in', products), stored), groupBy: ['product_id'], aggregates: ['quantity:sum', 'reserved_quantity:sum'] }),
    moved('location_id', 'location_dest_id'),
    moved('location_dest_id', 'location_id'),
  ]);
  return products.map((product) => {
    const onHand = sumOf(quants, product, 'quantity:sum');
    const reserved = sumOf(quants, product, 'reserved_quantity:sum');
    const incoming = sumOf(arriving, product, 'product_qty:sum');
    const outgoing = sumOf(leaving, product, 'product_qty:sum');
    return {
      onHand: decimal(onHand),
      reserved: decimal(reserved),
      available: decimal(onHand - reserved),
      incoming: decimal(incoming),
      outgoing: decimal(outgoing),
      forecast: decimal(onHand + incoming - outgoing),
    };
  });
}
