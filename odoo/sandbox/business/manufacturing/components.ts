import type { SandboxRecord } from '../../record.ts';
import { insert, quantity } from '../rows.ts';

type Vals = Readonly<Record<string, unknown>>;

/** The moves of a new order: one for each component of its bill of materials, one for what is made. */
export function createMoves(order: SandboxRecord): void {
  const { env } = order;
  const bill = order.one('bom_id');
  const factor = bill === undefined ? 0 : order.number('product_qty') / (bill.number('product_qty') || 1);
  const components = (bill?.related('bom_line_ids') ?? []).toSorted((left, right) => left.number('sequence') - right.number('sequence') || left.id - right.id);
  for (const line of components) insert(env, 'stock.move', componentOf(order, line, quantity(line.number('product_qty') * factor)));
  insert(env, 'stock.move', finishedOf(order));
}

/** Internal notes go along with what is moved; they are HTML. */
const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, '').trim();

function common(order: SandboxRecord, product: SandboxRecord | undefined, demand: number): Vals {
  return {
    reference: order.value('name'), origin: order.value('name'), state: 'draft', company_id: order.value('company_id'),
    product_id: product?.id, product_uom_qty: demand, product_qty: demand, quantity: 0, picking_type_id: order.value('picking_type_id'),
    picked: false, warehouse_id: order.value('warehouse_id'), priority: order.value('priority'), description_picking: product === undefined ? false : textOf(product.text('description')) || product.displayName(), procure_method: 'make_to_stock',
    unit_factor: order.number('product_qty') === 0 ? 0 : demand / order.number('product_qty'),
  };
}

const componentOf = (order: SandboxRecord, line: SandboxRecord, demand: number): Vals => ({
  ...common(order, line.one('product_id'), demand),
  product_uom: line.value('product_uom_id'), sequence: line.value('sequence'), bom_line_id: line.id, raw_material_production_id: order.id,
  location_id: order.value('location_src_id'), location_dest_id: order.value('production_location_id'), date: order.value('date_start'), date_deadline: order.value('date_start'),
});

const finishedOf = (order: SandboxRecord): Vals => ({
  ...common(order, order.one('product_id'), order.number('product_qty')),
  product_uom: order.value('product_uom_id'), sequence: 10, production_id: order.id, location_id: order.value('production_location_id'), location_dest_id: order.value('location_dest_id'),
  location_final_id: order.value('location_dest_id'), date: order.value('date_finished'),
});
