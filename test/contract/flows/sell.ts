import type { Story } from './story.ts';

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

const one = async (story: Story, step: string, model: string, vals: Readonly<Record<string, unknown>>, context: Readonly<Record<string, unknown>> = {}): Promise<number> =>
  (await story.made(step, model, vals, context))[0] ?? 0;

/** Tells an order with its lines, its transfers and what they move. */
async function lookAt(story: Story, step: string, order: number): Promise<{ readonly pickings: readonly number[]; readonly moves: readonly number[] }> {
  await story.look(`${step}: the order`, 'sale.order', [order], ORDER);
  await story.look(`${step}: its lines`, 'sale.order.line', await story.ids('sale.order.line', [['order_id', '=', order]], 'sequence, id'), LINE);
  const pickings = await story.ids('stock.picking', [['sale_id', '=', order]]);
  await story.look(`${step}: its transfers`, 'stock.picking', pickings, PICKING);
  const moves = await story.ids('stock.move', [['picking_id', 'in', pickings]]);
  await story.look(`${step}: what they move`, 'stock.move', moves, MOVE);
  await story.look(`${step}: on which lines`, 'stock.move.line', await story.ids('stock.move.line', [['picking_id', 'in', pickings]]), MOVE_LINE);
  return { pickings, moves };
}

/** From a quotation to a cancelled order, with what Odoo refuses on the way. */
export async function quoteAndConfirm(story: Story): Promise<void> {
  const order = await one(story, 'order', 'sale.order', {
    partner_id: CUSTOMER, company_id: TOGO, client_order_ref: 'SELL-1',
    order_line: [
      [0, 0, { product_id: KIT, product_uom_qty: 2 }],
      [0, 0, { product_id: CABLES, product_uom_qty: 30 }],
      [0, 0, { product_id: INSTALLATION, product_uom_qty: 1, price_unit: 5000 }],
      [0, 0, { display_type: 'line_note', name: 'Delivered to the gate.' }],
    ],
  }, CONTEXT);
  await lookAt(story, 'quotation', order);
  const [first = 0, second = 0, third = 0] = await story.ids('sale.order.line', [['order_id', '=', order]], 'sequence, id');
  await story.act('more kits get the price of the list', 'sale.order', 'write', { ids: [order], vals: { order_line: [[1, first, { product_uom_qty: 10 }]] } });
  await story.act('an agreed price stays', 'sale.order', 'write', { ids: [order], vals: { order_line: [[1, third, { product_uom_qty: 3 }], [1, second, { discount: 10 }]] } });
  await lookAt(story, 'changed', order);
  await story.act('fewer kits and no cables', 'sale.order', 'write', { ids: [order], vals: { order_line: [[1, first, { product_uom_qty: 1 }], [2, second]] } });
  await story.act('cables again', 'sale.order', 'write', { ids: [order], vals: { order_line: [[0, 0, { product_id: CABLES, product_uom_qty: 4 }]] } });
  await lookAt(story, 'changed again', order);
  await story.act('cannot be sent twice: first', 'sale.order', 'action_quotation_sent', { ids: [order] });
  await story.act('cannot be sent twice: second', 'sale.order', 'action_quotation_sent', { ids: [order] });
  await story.act('confirm', 'sale.order', 'action_confirm', { ids: [order] });
  await lookAt(story, 'confirmed', order);
  await story.act('confirm twice', 'sale.order', 'action_confirm', { ids: [order] });
  await story.act('a line of a confirmed order stays', 'sale.order.line', 'unlink', { ids: [first] });
  await story.act('its pricelist too', 'sale.order', 'write', { ids: [order], vals: { pricelist_id: 1 } });
  await story.act('its product too', 'sale.order.line', 'write', { ids: [first], vals: { product_id: CABLES } });
  await story.act('one kit more', 'sale.order.line', 'write', { ids: [first], vals: { product_uom_qty: 2 } });
  await lookAt(story, 'one more', order);
  await story.act('one kit less', 'sale.order.line', 'write', { ids: [first], vals: { product_uom_qty: 1 } });
  await lookAt(story, 'one less', order);
  await story.act('lock', 'sale.order', 'action_lock', { ids: [order] });
  await story.act('a locked order is not changed', 'sale.order.line', 'write', { ids: [first], vals: { product_uom_qty: 5 } });
  await story.act('nor cancelled', 'sale.order', 'action_cancel', { ids: [order] });
  await story.act('unlock', 'sale.order', 'action_unlock', { ids: [order] });
  await story.act('cancel', 'sale.order', 'action_cancel', { ids: [order] });
  await lookAt(story, 'cancelled', order);
  await story.act('draft again', 'sale.order', 'action_draft', { ids: [order] });
  await lookAt(story, 'draft again', order);
  const rich = await one(story, 'rich order', 'sale.order', { partner_id: CUSTOMER, company_id: TOGO, order_line: [[0, 0, { product_id: KIT, product_uom_qty: 20 }]] }, CONTEXT);
  await story.act('above the minimum', 'sale.order', 'action_confirm', { ids: [rich] });
  await story.act('approved', 'sale.order', 'write', { ids: [rich], vals: { approval_status: 'approved' } });
  await story.act('and confirmed', 'sale.order', 'action_confirm', { ids: [rich] });
  await story.act('and cancelled', 'sale.order', 'action_cancel', { ids: [rich] });
  const services = await one(story, 'services', 'sale.order', { partner_id: CUSTOMER, company_id: TOGO, order_line: [[0, 0, { product_id: INSTALLATION, product_uom_qty: 1 }]] }, CONTEXT);
  await story.act('services only', 'sale.order', 'action_confirm', { ids: [services] });
  await lookAt(story, 'services only', services);
}

const LOT = ['name', 'product_id', 'company_id', 'location_id', 'product_qty'];

/** What there is of products, wherever it is. */
async function stockOf(story: Story, step: string, products: readonly number[], lots: readonly number[] = []): Promise<void> {
  const quants = await story.ids('stock.quant', [['product_id', 'in', products], ['lot_id', lots.length === 0 ? '=' : 'in', lots.length === 0 ? false : lots]], 'product_id, location_id, lot_id, id');
  await story.look(`${step}: stock`, 'stock.quant', quants, ['product_id', 'location_id', 'lot_id', 'quantity', 'reserved_quantity', 'available_quantity'], { lot_id: 'stock.lot' });
  await story.look(`${step}: lots`, 'stock.lot', lots, LOT);
}

/** Receives serial numbers and sells them, in part and with a backorder, and what Odoo refuses on the way. */
export async function receiveAndDeliver(story: Story): Promise<void> {
  const [receipts = 0] = await story.ids('stock.picking.type', [['company_id', '=', TOGO], ['sequence_code', '=', 'IN']]);
  const receipt = await one(story, 'receipt', 'stock.picking', {
    picking_type_id: receipts, partner_id: 1451, origin: 'SELL-IN',
    move_ids: [[0, 0, { product_id: KIT, product_uom_qty: 3, location_id: 1, location_dest_id: 1010 }], [0, 0, { product_id: CABLES, product_uom_qty: 7, location_id: 1, location_dest_id: 1010 }]],
  }, CONTEXT);
  const look = async (step: string, picking: number): Promise<readonly number[]> => {
    await story.look(`${step}: the transfer`, 'stock.picking', [picking], PICKING);
    const moves = await story.ids('stock.move', [['picking_id', '=', picking]]);
    await story.look(`${step}: what it moves`, 'stock.move', moves, MOVE);
    await story.look(`${step}: on which lines`, 'stock.move.line', await story.ids('stock.move.line', [['picking_id', '=', picking]]), [...MOVE_LINE, 'lot_id', 'lot_name'], { lot_id: 'stock.lot' });
    return moves;
  };
  await look('announced', receipt);
  await story.act('confirm the receipt', 'stock.picking', 'action_confirm', { ids: [receipt] });
  const [kits = 0] = await look('expected', receipt);
  await story.act('serial numbers are missing', 'stock.picking', 'button_validate', { ids: [receipt] });
  const lines = await story.ids('stock.move.line', [['move_id', '=', kits]]);
  await story.act('name them', 'stock.picking', 'write', {
    ids: [receipt], vals: { move_ids: [[1, kits, { move_line_ids: lines.map((line, index) => [1, line, { lot_name: `SELL-${index + 1}` }]) }]] },
  });
  await look('named', receipt);
  await story.act('receive', 'stock.picking', 'button_validate', { ids: [receipt] });
  const lots = await story.ids('stock.lot', [['name', 'like', 'SELL-']]);
  for (const [index, lot] of lots.entries()) story.named(`lot ${index + 1}`, 'stock.lot', lot);
  await look('received', receipt);
  await stockOf(story, 'received', [KIT], lots);
  await stockOf(story, 'received', [CABLES]);
  await story.act('receive twice', 'stock.picking', 'button_validate', { ids: [receipt] });
  await story.act('cancel what is done', 'stock.picking', 'action_cancel', { ids: [receipt] });
  await one(story, 'the same serial', 'stock.lot', { name: 'SELL-1', product_id: KIT, company_id: TOGO });

  const order = await one(story, 'order', 'sale.order', {
    partner_id: CUSTOMER, company_id: TOGO, order_line: [[0, 0, { product_id: KIT, product_uom_qty: 3 }], [0, 0, { product_id: CABLES, product_uom_qty: 6 }]],
  }, CONTEXT);
  await story.act('confirm', 'sale.order', 'action_confirm', { ids: [order] });
  const { pickings: [delivery = 0], moves: [kitMove = 0, cableMove = 0] } = await lookAt(story, 'confirmed', order);
  await story.act('reserve again', 'stock.picking', 'action_assign', { ids: [delivery] });
  const pick = (lot: number): unknown => [0, 0, { product_id: KIT, lot_id: lot, quantity: 1, location_id: 1010, location_dest_id: 2, picking_id: delivery }];
  const held = await story.ids('stock.move.line', [['move_id', '=', kitMove]]);
  await story.act('a lot of another product', 'stock.picking', 'write', {
    ids: [delivery], vals: { move_ids: [[1, cableMove, { move_line_ids: [[0, 0, { product_id: CABLES, lot_id: lots[0], quantity: 1, picking_id: delivery }]] }]] },
  });
  await story.act('two of three kits, chosen', 'stock.picking', 'write', {
    ids: [delivery],
    vals: { move_ids: [[1, kitMove, { move_line_ids: [...held.map((line) => [2, line]), pick(lots[0] ?? 0), pick(lots[1] ?? 0)], picked: true }], [1, cableMove, { quantity: 4, picked: true }]] },
  });
  await lookAt(story, 'chosen', order);
  await stockOf(story, 'chosen', [KIT], lots);
  await story.act('is the rest still owed?', 'stock.picking', 'button_validate', { ids: [delivery] });
  await lookAt(story, 'asked', order);
  const context = { button_validate_picking_ids: [delivery] };
  const wizard = await one(story, 'wizard', 'stock.backorder.confirmation', { pick_ids: [[6, 0, [delivery]]] }, context);
  await story.act('yes', 'stock.backorder.confirmation', 'process', { ids: [wizard], context });
  const { pickings } = await lookAt(story, 'delivered in part', order);
  await stockOf(story, 'delivered in part', [KIT], lots);
  await stockOf(story, 'delivered in part', [CABLES]);
  await story.act('less than was delivered', 'sale.order.line', 'write', { ids: await story.ids('sale.order.line', [['order_id', '=', order], ['product_id', '=', KIT]]), vals: { product_uom_qty: 1 } });

  const rest = pickings[1] ?? 0;
  const [restMove = 0, restCables = 0] = await story.ids('stock.move', [['picking_id', '=', rest]]);
  const again = await story.ids('stock.move.line', [['move_id', '=', restMove]]);
  await story.act('a serial that was delivered', 'stock.picking', 'write', {
    ids: [rest], vals: { move_ids: [[1, restMove, { move_line_ids: [...again.map((line) => [2, line]), [0, 0, { product_id: KIT, lot_id: lots[0], quantity: 1, picking_id: rest }]], picked: true }]] },
  });
  await story.act('goes out twice', 'stock.picking', 'button_validate', { ids: [rest], context: { skip_backorder: true } });
  const wrong = await story.ids('stock.move.line', [['move_id', '=', restMove]]);
  await story.act('the right one', 'stock.picking', 'write', {
    ids: [rest],
    vals: { move_ids: [[1, restMove, { move_line_ids: [...wrong.map((line) => [2, line]), [0, 0, { product_id: KIT, lot_id: lots[2], quantity: 1, picking_id: rest }]], picked: true }], [1, restCables, { quantity: 1, picked: true }]] },
  });
  await story.act('one cable is not owed any more', 'stock.picking', 'button_validate', { ids: [rest] });
  const last = { button_validate_picking_ids: [rest] };
  const no = await one(story, 'second wizard', 'stock.backorder.confirmation', { pick_ids: [[6, 0, [rest]]] }, last);
  await story.act('no', 'stock.backorder.confirmation', 'process_cancel_backorder', { ids: [no], context: last });
  await lookAt(story, 'delivered', order);
  await stockOf(story, 'delivered', [KIT], lots);
  await stockOf(story, 'delivered', [CABLES]);
  await story.act('a delivered order can be cancelled', 'sale.order', 'action_cancel', { ids: [order] });
  await lookAt(story, 'cancelled', order);
}

/** A transfer in one step, an empty one, and a cancelled one. */
export async function moveInside(story: Story): Promise<void> {
  const [inside = 0] = await story.ids('stock.picking.type', [['company_id', '=', TOGO], ['sequence_code', '=', 'INT'], ['active', 'in', [true, false]]]);
  const [shelf = 0] = await story.ids('stock.location', [['company_id', '=', TOGO], ['name', '=', 'Kara depot']]);
  const carry = (quantity: number): Readonly<Record<string, unknown>> => ({
    picking_type_id: inside, location_id: 1010, location_dest_id: shelf, move_ids: [[0, 0, { product_id: PUMP, product_uom_qty: quantity, location_id: 1010, location_dest_id: shelf }]],
  });
  const look = async (step: string, picking: number): Promise<void> => {
    await story.look(`${step}: the transfer`, 'stock.picking', [picking], PICKING);
    await story.look(`${step}: what it moves`, 'stock.move', await story.ids('stock.move', [['picking_id', '=', picking]]), MOVE);
  };
  const empty = await one(story, 'empty', 'stock.picking', { picking_type_id: inside, location_id: 1010, location_dest_id: shelf }, CONTEXT);
  await story.act('nothing to move', 'stock.picking', 'button_validate', { ids: [empty] });
  await story.act('nothing to reserve', 'stock.picking', 'action_assign', { ids: [empty] });
  const draft = await one(story, 'draft', 'stock.picking', carry(1), CONTEXT);
  await look('draft', draft);
  await story.act('a draft is done at once', 'stock.picking', 'button_validate', { ids: [draft] });
  await look('done at once', draft);
  const reserved = await one(story, 'reserved', 'stock.picking', carry(1), CONTEXT);
  await story.act('confirm', 'stock.picking', 'action_confirm', { ids: [reserved] });
  await look('reserved', reserved);
  await story.act('free it', 'stock.picking', 'do_unreserve', { ids: [reserved] });
  await look('freed', reserved);
  await story.act('nothing is held', 'stock.picking', 'button_validate', { ids: [reserved] });
  await story.act('cancel', 'stock.picking', 'action_cancel', { ids: [reserved] });
  await look('cancelled', reserved);
}
