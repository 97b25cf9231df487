import type { Teller } from './teller.ts';

const TOGO = 1001;
const CUSTOMER = 1201;
const KIT = 2001;
const CABLES = 2007;
const PUMP = 2021;
const INSTALLATION = 2009;
const CONTEXT = { allowed_company_ids: [TOGO] };

const ORDER = [
  'state', 'locked', 'partner_id', 'partner_invoice_id', 'partner_shipping_id', 'company_id', 'pricelist_id', 'currency_id', 'currency_rate', 'warehouse_id', 'payment_term_id',
  'team_id', 'amount_untaxed', 'amount_tax', 'amount_total', 'margin', 'invoice_status', 'delivery_status', 'picking_policy', 'approval_status', 'require_signature',
  'prepayment_percent', 'amount_to_invoice', 'client_order_ref',
];
const LINE = [
  'name', 'sequence', 'product_id', 'product_uom_qty', 'product_uom_id', 'tax_ids', 'price_unit', 'technical_price_unit', 'discount', 'price_subtotal', 'price_tax', 'price_total', 'price_reduce_taxexcl',
  'price_reduce_taxinc', 'purchase_price', 'margin', 'customer_lead', 'qty_delivered_method', 'qty_delivered', 'qty_invoiced', 'qty_to_invoice', 'invoice_status', 'state', 'company_id',
  'currency_id', 'order_partner_id', 'warehouse_id', 'display_type', 'untaxed_amount_to_invoice',
];
const PICKING = [
  'state', 'origin', 'partner_id', 'picking_type_id', 'location_id', 'location_dest_id', 'move_type', 'company_id', 'user_id', 'is_locked', 'priority', 'date_done', 'has_deadline_issue',
];
export const MOVE = [
  'product_id', 'product_uom_qty', 'product_qty', 'quantity', 'picked', 'state', 'location_id', 'location_dest_id', 'procure_method', 'sequence', 'warehouse_id', 'origin', 'reference', 'partner_id',
  'picking_type_id', 'to_refund', 'value', 'priority', 'has_tracking', 'propagate_cancel',
];
const MOVE_LINE = ['product_id', 'quantity', 'quantity_product_uom', 'picked', 'location_id', 'location_dest_id', 'state', 'company_id', 'reference'];

/** Tells an order with its lines, its transfers and what they move. */
async function lookAt(tell: Teller, step: string, order: number): Promise<{ readonly pickings: readonly number[]; readonly moves: readonly number[] }> {
  await tell.look(`${step}: the order`, 'sale.order', [order], ORDER);
  await tell.look(`${step}: its lines`, 'sale.order.line', await tell.find('sale.order.line', [['order_id', '=', order]], 'sequence, id'), LINE);
  const pickings = await tell.find('stock.picking', [['sale_id', '=', order]]);
  await tell.look(`${step}: its transfers`, 'stock.picking', pickings, PICKING);
  const moves = await tell.find('stock.move', [['picking_id', 'in', pickings]]);
  await tell.look(`${step}: what they move`, 'stock.move', moves, MOVE);
  await tell.look(`${step}: on which lines`, 'stock.move.line', await tell.find('stock.move.line', [['picking_id', 'in', pickings]]), MOVE_LINE);
  return { pickings, moves };
}

/** From a quotation to a cancelled order, with what Odoo refuses on the way. */
export async function quoteAndConfirm(tell: Teller): Promise<void> {
  const order = await tell.make('order', 'sale.order', {
    partner_id: CUSTOMER, company_id: TOGO, client_order_ref: 'FLOW-1',
    order_line: [
      [0, 0, { product_id: KIT, product_uom_qty: 2 }],
      [0, 0, { product_id: CABLES, product_uom_qty: 30 }],
      [0, 0, { product_id: INSTALLATION, product_uom_qty: 1, price_unit: 5000 }],
      [0, 0, { display_type: 'line_note', name: 'Delivered to the gate.' }],
    ],
  }, CONTEXT);
  await lookAt(tell, 'quotation', order);
  const [first = 0, second = 0, third = 0] = await tell.find('sale.order.line', [['order_id', '=', order]], 'sequence, id');
  await tell.tell('more kits get the price of the list', 'sale.order', 'write', { ids: [order], vals: { order_line: [[1, first, { product_uom_qty: 10 }]] } });
  await tell.tell('an agreed price stays', 'sale.order', 'write', { ids: [order], vals: { order_line: [[1, third, { product_uom_qty: 3 }], [1, second, { discount: 10 }]] } });
  await lookAt(tell, 'changed', order);
  await tell.tell('fewer kits and no cables', 'sale.order', 'write', { ids: [order], vals: { order_line: [[1, first, { product_uom_qty: 1 }], [2, second]] } });
  await tell.tell('cables again', 'sale.order', 'write', { ids: [order], vals: { order_line: [[0, 0, { product_id: CABLES, product_uom_qty: 4 }]] } });
  await lookAt(tell, 'changed again', order);
  await tell.tell('cannot be sent twice: first', 'sale.order', 'action_quotation_sent', { ids: [order] });
  await tell.tell('cannot be sent twice: second', 'sale.order', 'action_quotation_sent', { ids: [order] });
  await tell.tell('confirm', 'sale.order', 'action_confirm', { ids: [order] });
  await lookAt(tell, 'confirmed', order);
  await tell.tell('confirm twice', 'sale.order', 'action_confirm', { ids: [order] });
  await tell.tell('a line of a confirmed order stays', 'sale.order.line', 'unlink', { ids: [first] });
  await tell.tell('its pricelist too', 'sale.order', 'write', { ids: [order], vals: { pricelist_id: 1 } });
  await tell.tell('its product too', 'sale.order.line', 'write', { ids: [first], vals: { product_id: CABLES } });
  await tell.tell('one kit more', 'sale.order.line', 'write', { ids: [first], vals: { product_uom_qty: 2 } });
  await lookAt(tell, 'one more', order);
  await tell.tell('one kit less', 'sale.order.line', 'write', { ids: [first], vals: { product_uom_qty: 1 } });
  await lookAt(tell, 'one less', order);
  await tell.tell('lock', 'sale.order', 'action_lock', { ids: [order] });
  await tell.tell('a locked order is not changed', 'sale.order.line', 'write', { ids: [first], vals: { product_uom_qty: 5 } });
  await tell.tell('nor cancelled', 'sale.order', 'action_cancel', { ids: [order] });
  await tell.tell('unlock', 'sale.order', 'action_unlock', { ids: [order] });
  await tell.tell('cancel', 'sale.order', 'action_cancel', { ids: [order] });
  await lookAt(tell, 'cancelled', order);
  await tell.tell('draft again', 'sale.order', 'action_draft', { ids: [order] });
  await lookAt(tell, 'draft again', order);
  const rich = await tell.make('rich order', 'sale.order', { partner_id: CUSTOMER, company_id: TOGO, order_line: [[0, 0, { product_id: KIT, product_uom_qty: 20 }]] }, CONTEXT);
  await tell.tell('above the minimum', 'sale.order', 'action_confirm', { ids: [rich] });
  await tell.tell('approved', 'sale.order', 'write', { ids: [rich], vals: { approval_status: 'approved' } });
  await tell.tell('and confirmed', 'sale.order', 'action_confirm', { ids: [rich] });
  await tell.tell('and cancelled', 'sale.order', 'action_cancel', { ids: [rich] });
  const services = await tell.make('services', 'sale.order', { partner_id: CUSTOMER, company_id: TOGO, order_line: [[0, 0, { product_id: INSTALLATION, product_uom_qty: 1 }]] }, CONTEXT);
  await tell.tell('services only', 'sale.order', 'action_confirm', { ids: [services] });
  await lookAt(tell, 'services only', services);
}

const LOT = ['name', 'product_id', 'company_id', 'location_id', 'product_qty'];

/** What there is of products, wherever it is. */
async function stockOf(tell: Teller, step: string, products: readonly number[], lots: readonly number[] = []): Promise<void> {
  const quants = await tell.find('stock.quant', [['product_id', 'in', products], ['lot_id', lots.length === 0 ? '=' : 'in', lots.length === 0 ? false : lots]], 'product_id, location_id, lot_id, id');
  await tell.look(`${step}: stock`, 'stock.quant', quants, ['product_id', 'location_id', 'lot_id', 'quantity', 'reserved_quantity', 'available_quantity'], { lot_id: 'stock.lot' });
  await tell.look(`${step}: lots`, 'stock.lot', lots, LOT);
}

/** Receives serial numbers and sells them, in part and with a backorder, and what Odoo refuses on the way. */
export async function receiveAndDeliver(tell: Teller): Promise<void> {
  const [receipts = 0] = await tell.find('stock.picking.type', [['company_id', '=', TOGO], ['sequence_code', '=', 'IN']]);
  const receipt = await tell.make('receipt', 'stock.picking', {
    picking_type_id: receipts, partner_id: 1451, origin: 'FLOW-IN',
    move_ids: [[0, 0, { product_id: KIT, product_uom_qty: 3, location_id: 1, location_dest_id: 1010 }], [0, 0, { product_id: CABLES, product_uom_qty: 7, location_id: 1, location_dest_id: 1010 }]],
  }, CONTEXT);
  const look = async (step: string, picking: number): Promise<readonly number[]> => {
    await tell.look(`${step}: the transfer`, 'stock.picking', [picking], PICKING);
    const moves = await tell.find('stock.move', [['picking_id', '=', picking]]);
    await tell.look(`${step}: what it moves`, 'stock.move', moves, MOVE);
    await tell.look(`${step}: on which lines`, 'stock.move.line', await tell.find('stock.move.line', [['picking_id', '=', picking]]), [...MOVE_LINE, 'lot_id', 'lot_name'], { lot_id: 'stock.lot' });
    return moves;
  };
  await look('announced', receipt);
  await tell.tell('confirm the receipt', 'stock.picking', 'action_confirm', { ids: [receipt] });
  const [kits = 0] = await look('expected', receipt);
  await tell.tell('serial numbers are missing', 'stock.picking', 'button_validate', { ids: [receipt] });
  const lines = await tell.find('stock.move.line', [['move_id', '=', kits]]);
  await tell.tell('name them', 'stock.picking', 'write', {
    ids: [receipt], vals: { move_ids: [[1, kits, { move_line_ids: lines.map((line, index) => [1, line, { lot_name: `FLOW-${index + 1}` }]) }]] },
  });
  await look('named', receipt);
  await tell.tell('receive', 'stock.picking', 'button_validate', { ids: [receipt] });
  const lots = await tell.find('stock.lot', [['name', 'like', 'FLOW-']]);
  for (const [index, lot] of lots.entries()) tell.call(`lot ${index + 1}`, 'stock.lot', lot);
  await look('received', receipt);
  await stockOf(tell, 'received', [KIT], lots);
  await stockOf(tell, 'received', [CABLES]);
  await tell.tell('receive twice', 'stock.picking', 'button_validate', { ids: [receipt] });
  await tell.tell('cancel what is done', 'stock.picking', 'action_cancel', { ids: [receipt] });
  await tell.make('the same serial', 'stock.lot', { name: 'FLOW-1', product_id: KIT, company_id: TOGO });

  const order = await tell.make('order', 'sale.order', {
    partner_id: CUSTOMER, company_id: TOGO, order_line: [[0, 0, { product_id: KIT, product_uom_qty: 3 }], [0, 0, { product_id: CABLES, product_uom_qty: 6 }]],
  }, CONTEXT);
  await tell.tell('confirm', 'sale.order', 'action_confirm', { ids: [order] });
  const { pickings: [delivery = 0], moves: [kitMove = 0, cableMove = 0] } = await lookAt(tell, 'confirmed', order);
  await tell.tell('reserve again', 'stock.picking', 'action_assign', { ids: [delivery] });
  const pick = (lot: number): unknown => [0, 0, { product_id: KIT, lot_id: lot, quantity: 1, location_id: 1010, location_dest_id: 2, picking_id: delivery }];
  const held = await tell.find('stock.move.line', [['move_id', '=', kitMove]]);
  await tell.tell('a lot of another product', 'stock.picking', 'write', {
    ids: [delivery], vals: { move_ids: [[1, cableMove, { move_line_ids: [[0, 0, { product_id: CABLES, lot_id: lots[0], quantity: 1, picking_id: delivery }]] }]] },
  });
  await tell.tell('two of three kits, chosen', 'stock.picking', 'write', {
    ids: [delivery],
    vals: { move_ids: [[1, kitMove, { move_line_ids: [...held.map((line) => [2, line]), pick(lots[0] ?? 0), pick(lots[1] ?? 0)], picked: true }], [1, cableMove, { quantity: 4, picked: true }]] },
  });
  await lookAt(tell, 'chosen', order);
  await stockOf(tell, 'chosen', [KIT], lots);
  await tell.tell('is the rest still owed?', 'stock.picking', 'button_validate', { ids: [delivery] });
  await lookAt(tell, 'asked', order);
  const context = { button_validate_picking_ids: [delivery] };
  const wizard = await tell.make('wizard', 'stock.backorder.confirmation', { pick_ids: [[6, 0, [delivery]]] }, context);
  await tell.tell('yes', 'stock.backorder.confirmation', 'process', { ids: [wizard], context });
  const { pickings } = await lookAt(tell, 'delivered in part', order);
  await stockOf(tell, 'delivered in part', [KIT], lots);
  await stockOf(tell, 'delivered in part', [CABLES]);
  await tell.tell('less than was delivered', 'sale.order.line', 'write', { ids: await tell.find('sale.order.line', [['order_id', '=', order], ['product_id', '=', KIT]]), vals: { product_uom_qty: 1 } });

  const rest = pickings[1] ?? 0;
  const [restMove = 0, restCables = 0] = await tell.find('stock.move', [['picking_id', '=', rest]]);
  const again = await tell.find('stock.move.line', [['move_id', '=', restMove]]);
  await tell.tell('a serial that was delivered', 'stock.picking', 'write', {
    ids: [rest], vals: { move_ids: [[1, restMove, { move_line_ids: [...again.map((line) => [2, line]), [0, 0, { product_id: KIT, lot_id: lots[0], quantity: 1, picking_id: rest }]], picked: true }]] },
  });
  await tell.tell('goes out twice', 'stock.picking', 'button_validate', { ids: [rest], context: { skip_backorder: true } });
  const wrong = await tell.find('stock.move.line', [['move_id', '=', restMove]]);
  await tell.tell('the right one', 'stock.picking', 'write', {
    ids: [rest],
    vals: { move_ids: [[1, restMove, { move_line_ids: [...wrong.map((line) => [2, line]), [0, 0, { product_id: KIT, lot_id: lots[2], quantity: 1, picking_id: rest }]], picked: true }], [1, restCables, { quantity: 1, picked: true }]] },
  });
  await tell.tell('one cable is not owed any more', 'stock.picking', 'button_validate', { ids: [rest] });
  const last = { button_validate_picking_ids: [rest] };
  const no = await tell.make('second wizard', 'stock.backorder.confirmation', { pick_ids: [[6, 0, [rest]]] }, last);
  await tell.tell('no', 'stock.backorder.confirmation', 'process_cancel_backorder', { ids: [no], context: last });
  await lookAt(tell, 'delivered', order);
  await stockOf(tell, 'delivered', [KIT], lots);
  await stockOf(tell, 'delivered', [CABLES]);
  await tell.tell('a delivered order can be cancelled', 'sale.order', 'action_cancel', { ids: [order] });
  await lookAt(tell, 'cancelled', order);
}

/** A transfer in one step, an empty one, and a cancelled one. */
export async function moveInside(tell: Teller): Promise<void> {
  const [inside = 0] = await tell.find('stock.picking.type', [['company_id', '=', TOGO], ['sequence_code', '=', 'INT'], ['active', 'in', [true, false]]]);
  const [shelf = 0] = await tell.find('stock.location', [['company_id', '=', TOGO], ['name', '=', 'Kara depot']]);
  const carry = (quantity: number): unknown => ({
    picking_type_id: inside, location_id: 1010, location_dest_id: shelf, move_ids: [[0, 0, { product_id: PUMP, product_uom_qty: quantity, location_id: 1010, location_dest_id: shelf }]],
  });
  const look = async (step: string, picking: number): Promise<void> => {
    await tell.look(`${step}: the transfer`, 'stock.picking', [picking], PICKING);
    await tell.look(`${step}: what it moves`, 'stock.move', await tell.find('stock.move', [['picking_id', '=', picking]]), MOVE);
  };
  const empty = await tell.make('empty', 'stock.picking', { picking_type_id: inside, location_id: 1010, location_dest_id: shelf }, CONTEXT);
  await tell.tell('nothing to move', 'stock.picking', 'button_validate', { ids: [empty] });
  await tell.tell('nothing to reserve', 'stock.picking', 'action_assign', { ids: [empty] });
  const draft = await tell.make('draft', 'stock.picking', carry(1), CONTEXT);
  await look('draft', draft);
  await tell.tell('a draft is done at once', 'stock.picking', 'button_validate', { ids: [draft] });
  await look('done at once', draft);
  const reserved = await tell.make('reserved', 'stock.picking', carry(1), CONTEXT);
  await tell.tell('confirm', 'stock.picking', 'action_confirm', { ids: [reserved] });
  await look('reserved', reserved);
  await tell.tell('free it', 'stock.picking', 'do_unreserve', { ids: [reserved] });
  await look('freed', reserved);
  await tell.tell('nothing is held', 'stock.picking', 'button_validate', { ids: [reserved] });
  await tell.tell('cancel', 'stock.picking', 'action_cancel', { ids: [reserved] });
  await look('cancelled', reserved);
}
