import DataLoader from 'dataloader';
import { idOf, rowOf } from '../../../access/odoo-records.ts';
import { once } from '../../../graph/context.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { asFloat, asText } from '../../../odoo/client/values.ts';
import { and, where } from '../../../odoo/domain/build.ts';

/** What lies somewhere of a product. */
export interface Quant {
  readonly product: number;
  readonly lot: number | null;
  readonly location: number;
  /** Ids from the top of the tree of locations down. */
  readonly path: string;
  readonly usage: string;
  readonly quantity: number;
  readonly reserved: number;
}

const SPECIFICATION = { product_id: {}, lot_id: {}, quantity: {}, reserved_quantity: {}, location_id: { fields: { parent_path: {}, usage: {} } } };

function quantOf(row: Readonly<Record<string, unknown>>): Quant {
  const place = rowOf(row.location_id);
  return {
    product: idOf(row.product_id) ?? 0, lot: idOf(row.lot_id), location: idOf(row.location_id) ?? 0, path: asText(place?.parent_path) ?? '', usage: asText(place?.usage) ?? '',
    quantity: asFloat(row.quantity) ?? 0, reserved: asFloat(row.reserved_quantity) ?? 0,
  };
}

/** Stock of products in the company's own places: one call for all that are asked about in a tick. */
export function stockOf(product: number, context: GraphContext): Promise<readonly Quant[]> {
  const loader = once(context, 'stock of products', () =>
    new DataLoader<number, readonly Quant[]>(async (products) => {
      const domain = and(where('product_id', 'in', products), where('location_id.usage', 'in', ['internal', 'transit']));
      const { records } = await context.reader.search('stock.quant', { domain, specification: SPECIFICATION });
      const quants = records.map(quantOf);
      return products.map((id) => quants.filter((quant) => quant.product === id));
    }),
  );
  return loader.load(product);
}

/** Where lots are, wherever that is. */
export async function placesOf(lots: readonly number[], { reader }: GraphContext): Promise<readonly Quant[]> {
  if (lots.length === 0) return [];
  const domain = and(where('lot_id', 'in', lots), where('quantity', '>', 0));
  const { records } = await reader.search('stock.quant', { domain, specification: SPECIFICATION });
  return records.map(quantOf);
}

/** What is free of a product in a place and below it. */
export const freeIn = (quants: readonly Quant[], path: string): number =>
  quants.filter((quant) => quant.path.startsWith(path)).reduce((sum, { quantity, reserved }) => sum + quantity - reserved, 0);
