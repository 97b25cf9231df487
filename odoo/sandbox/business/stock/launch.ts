import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';
import { create, write } from '../../write.ts';
import { fresh, isGoods, quantity as rounded, records } from '../rows.ts';
import { dueDate, unitField } from '../sales/line-values.ts';
import { cancelMoves, confirmMoves } from './moves.ts';
import { assignMoves } from './reserve.ts';

/** Orders from the warehouse what confirmed lines ask for and no movement carries yet. */
export function launchDeliveries(order: SandboxRecord, lines: readonly SandboxRecord[]): void {
  const { env } = order;
  if (order.value('state') !== 'sale' || order.value('locked') === true) return;
  for (const line of lines.map(fresh)) {
    if (!isGoods(line.one('product_id')) || line.value('display_type') !== false) continue;
    const missing = rounded(line.number('product_uom_qty') - carried(line));
    if (missing > 0) addDemand(order, line, missing);
    else if (missing < 0) reduceDemand(line, -missing);
  }
  const touched = lines.flatMap((line) => openMoves(fresh(line)));
  assignMoves(touched, 'at confirmation');
  const open = fresh(order).related('picking_ids').filter((picking) => !['done', 'cancel'].includes(picking.text('state')));
  confirmMoves(open.flatMap((picking) => records(env, 'stock.picking', [picking.id]).flatMap((own) => own.related('move_ids'))));
}

const openMoves = (line: SandboxRecord): readonly SandboxRecord[] =>
  line.related('move_ids').filter((move) => !['done', 'cancel'].includes(move.text('state')) && move.value('location_dest_usage') === 'customer');

/** What movements carry to the customer, less what comes back. */
function carried(line: SandboxRecord): number {
  const moves = line.related('move_ids').filter((move) => move.value('state') !== 'cancel' && move.value('product_id') === line.value('product_id'));
  const amount = (move: SandboxRecord): number => (move.value('state') === 'done' ? move.number('quantity') : move.number('product_uom_qty'));
  const signed = moves.map((move) => {
    if (move.value('location_dest_usage') === 'customer') return move.value('origin_returned_move_id') === false || move.value('to_refund') === true ? amount(move) : 0;
    return move.value('to_refund') === true && move.value('location_usage') === 'customer' ? -amount(move) : 0;
  });
  return signed.reduce((sum, one) => sum + one, 0);
}

/** More on the movement that is under way with the same due date, or a new one in the order's open transfer. */
function addDemand(order: SandboxRecord, line: SandboxRecord, missing: number): void {
  const { env } = order;
  const sudo = env.sudo();
  const same = openMoves(line).find((move) => move.value('date_deadline') === dueDate(line));
  if (same !== undefined) {
    write(same.model, [same.id], { product_uom_qty: rounded(same.number('product_uom_qty') + missing) }, sudo);
    return;
  }
  const warehouse = line.one('warehouse_id') ?? order.one('warehouse_id');
  const type = warehouse?.one('out_type_id');
  if (warehouse === undefined || type === undefined) return;
  const customers = customerPlace(env);
  create(
    env.model('stock.move'),
    [
      {
        picking_id: transferFor(order, type, warehouse, customers), product_id: line.value('product_id'), product_uom: line.value(unitField(env)), product_uom_qty: missing,
        company_id: order.value('company_id'), location_id: warehouse.value('lot_stock_id'), location_dest_id: customers, location_final_id: customers,
        partner_id: order.value('partner_shipping_id'), picking_type_id: type.id, sale_line_id: line.id, warehouse_id: warehouse.id, origin: order.value('name'),
        date: dueDate(line), date_deadline: dueDate(line), sequence: line.value('sequence'), procure_method: 'make_to_stock', propagate_cancel: false,
      },
    ].map((vals) => known(env, vals)),
    sudo,
  );
}

const known = (env: Env, vals: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(vals).filter(([name]) => name in env.model('stock.move').fields));

/** The order's transfer that has not been printed or begun, or a new one. */
function transferFor(order: SandboxRecord, type: SandboxRecord, warehouse: SandboxRecord, customers: number | false): number {
  const { env } = order;
  const open = fresh(order)
    .related('picking_ids')
    .find((picking) => picking.value('picking_type_id') === type.id && !['done', 'cancel'].includes(picking.text('state')) && picking.value('printed') !== true);
  if (open !== undefined) return open.id;
  const [id = 0] = create(
    env.model('stock.picking'),
    [
      {
        picking_type_id: type.id, partner_id: order.value('partner_shipping_id'), origin: order.value('name'), sale_id: order.id, user_id: false,
        location_id: warehouse.value('lot_stock_id'), location_dest_id: customers, move_type: order.value('picking_policy'),
      },
    ],
    env.sudo(),
  );
  return id;
}

function customerPlace(env: Env): number | false {
  return env.records('stock.location').find((place) => place.value('usage') === 'customer')?.id ?? false;
}

/** Less is wanted: the youngest movements under way give way first. */
function reduceDemand(line: SandboxRecord, surplus: number): void {
  let open = surplus;
  for (const move of openMoves(line).toReversed()) {
    if (open <= 0) return;
    const demand = move.number('product_uom_qty');
    const left = rounded(Math.max(0, demand - open));
    open = rounded(open - (demand - left));
    if (left > 0) write(move.model, [move.id], { product_uom_qty: left }, line.env.sudo());
    else {
      write(move.model, [move.id], { product_uom_qty: 0 }, line.env.sudo());
      cancelMoves([fresh(move)]);
    }
  }
}
