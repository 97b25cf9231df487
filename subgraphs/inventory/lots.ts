import { rowOf, rowsOf } from '../../access/odoo-records.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { CodeResolver, RootResolver } from '../../graph/engine.ts';
import { parseId } from '../../graph/ids.ts';
import { compiledBelow } from '../../graph/selection.ts';
import { typeEntry } from '../../graph/table.ts';
import { rowsOfType, specificationOf } from '../../graph/visibility.ts';
import { and, NOTHING, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { mergeSpecifications } from '../../odoo/read/specification.ts';
import { GraphError } from '../../platform/errors.ts';
import type { QueryLotArgs } from './generated.ts';
import { decimal, quantity } from './quantities.ts';

/** `Lot.place`. */
export const place: CodeResolver = ({ data }, _args, { table }) => {
  const usage = rowOf(data.location_id)?.usage;
  return table.enums.get('LocationUsage')?.fromOdoo.get(String(usage)) ?? null;
};

/** `Lot.onHand`: as Odoo's `product_qty`, which it computes for one record after the other. */
export const onHand: CodeResolver = ({ data }) => {
  const inStock = rowsOf(data.quant_ids).filter(({ location_id: location }) => ['internal', 'transit'].includes(String(rowOf(location)?.usage)));
  return decimal(inStock.reduce((sum, quant) => sum + quantity(quant.quantity), 0));
};

function byId(id: unknown): Domain {
  const known = parseId(id);
  return known === null ? NOTHING : where('id', '=', known);
}

function wanted({ id, name, product }: QueryLotArgs): Domain {
  const hasId = typeof id === 'string';
  const hasName = typeof name === 'string';
  if (hasId === hasName) throw new GraphError('BAD_USER_INPUT', 'lot takes either an id or a name.');
  const ofProduct = typeof product === 'string' ? parseId(product) : undefined;
  if (ofProduct === null) return NOTHING;
  return and(hasId ? byId(id) : where('name', '=', name ?? ''), ofProduct === undefined ? [] : where('product_id', '=', ofProduct));
}

/** `Query.lot`: one call, whose record carries what decides its visibility. */
export const lot: RootResolver = async (args, context: GraphContext, info) => {
  const { table, reader } = context;
  const type = typeEntry(table, 'Lot');
  const asked = wanted(args as QueryLotArgs);
  const rows = await rowsOfType(table, type, context);
  const specification = mergeSpecifications(await compiledBelow(table, type, info, context), specificationOf(rows));
  const { records } = await reader.search('stock.lot', { domain: and(asked, rows), specification, order: 'id', limit: 2 });
  if (records.length > 1) throw new GraphError('BAD_USER_INPUT', 'Several products have a lot of this name: give the product too.');
  return records[0] ?? null;
};
