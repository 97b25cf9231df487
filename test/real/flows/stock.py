"""Goods: what arrives, moves between places, and goes out for the orders."""
from odoo.fields import Command

from .clock import day_of
from .ids import start

TOGO, KENYA = 1001, 1002
KIT_50, KIT_200, MOTORCYCLE, BATTERY, CABINET, BOARD, PUMP = 2001, 2002, 2003, 2004, 2005, 2018, 2021
KE_KIT, KE_MOTORCYCLE, KE_BATTERY = 2031, 2032, 2033
VENDOR = {TOGO: 1451, KENYA: 1452}
SERIAL = {
    KIT_50: 'SHK50', KIT_200: 'SHK200', MOTORCYCLE: 'EMO', BATTERY: 'BAT', CABINET: 'CAB', KE_KIT: 'KE-SHK80', KE_MOTORCYCLE: 'KE-EMO',
    KE_BATTERY: 'KE-BAT'}

# Company, day of the announcement, days until it arrives (none: it has not yet), what was ordered.
RECEIPTS = [
    (TOGO, 40, 6, {KIT_50: 12, KIT_200: 3}),
    (TOGO, 60, 9, {MOTORCYCLE: 3, CABINET: 1}),
    (TOGO, 70, 5, {BATTERY: 8}),
    (KENYA, 90, 4, {KE_KIT: 6}),
    (KENYA, 100, 7, {KE_MOTORCYCLE: 3}),
    (KENYA, 110, 7, {KE_BATTERY: 8}),
    (TOGO, 120, 3, {BOARD: ('CCB-2025-05', 60), PUMP: 6}),
    (TOGO, 326, 4, {KIT_50: 8, KIT_200: 4}),
    (TOGO, 395, 5, {BATTERY: 4, MOTORCYCLE: 2}),
    (TOGO, 420, 3, {BOARD: ('CCB-2026-03', 40)}),
    (KENYA, 495, 5, {KE_BATTERY: 2}),
]
# Announced and not received.
ANNOUNCED = [(TOGO, 645, {KIT_50: 30, KIT_200: 10}), (KENYA, 648, {KE_KIT: 20}), (TOGO, 655, {BATTERY: 16})]
DRAFT_RECEIPTS = [(TOGO, 660, {MOTORCYCLE: 5})]
CANCELLED_RECEIPTS = [(TOGO, 500, {CABINET: 2}), (KENYA, 510, {KE_MOTORCYCLE: 4})]

# Order, days from the order to the delivery of everything.
DELIVERED = {
    1003: 9, 1004: 2, 1009: 3, 1010: 1, 1015: 4, 1017: 6, 1019: 2, 1024: 3, 1026: 5, 1032: 4, 1035: 2, 1036: 1, 1049: 3, 1051: 2, 1054: 3,
    1056: 6, 1062: 2, 1063: 2, 1064: 5, 1069: 4, 1082: 3, 1085: 5, 1087: 2, 1095: 4, 1101: 3, 1104: 6, 1114: 2, 1115: 2, 1117: 3, 1118: 3,
    1125: 2, 1127: 1, 1128: 1, 1136: 3, 1146: 2, 1147: 3, 1149: 2, 1152: 4, 1160: 2, 1178: 2, 1198: 3}
# Order, days, and how much of which product went out; the rest is a backorder.
IN_PART = {
    1016: (5, {MOTORCYCLE: 1}), 1025: (4, {KIT_200: 2}), 1061: (3, {2034: 1}), 1084: (3, {2015: 3}), 1157: (4, {2034: 10}),
    1165: (6, {KIT_50: 2, 2007: 3})}
# The rest is not owed any more.
IN_PART_FOR_GOOD = {1145: (3, {2006: 3})}
NOT_DELIVERED = {1116: 8, 1166: 10, 1190: 12}
RESERVED = {1014: 2, 1020: 2, 1023: 300, 1053: 340}
# Order, days from the order to the return (none: announced only), and how much comes back; before and after the invoice.
RETURNS = {1010: (9, {2006: 4}), 1054: (None, {KE_KIT: 1})}
LATE_RETURNS = {1009: (20, {KIT_50: 1}), 1128: (15, {2007: 2})}


def move_goods(env, clock):
    start(env, 'stock.location', 'stock.lot', 'stock.picking', 'stock.move', 'stock.move.line', 'stock.quant')
    places = open_places(env, clock)
    for company, day, delay, goods in RECEIPTS:
        receive(env, clock, receipt(env, clock, company, day, goods), day + delay, goods)
    for company, day, goods in ANNOUNCED:
        receipt(env, clock, company, day, goods)
    for company, day, goods in DRAFT_RECEIPTS:
        receipt(env, clock, company, day, goods, confirm=False)
    for company, day, goods in CANCELLED_RECEIPTS:
        cancelled = receipt(env, clock, company, day, goods)
        clock.to(day + 20)
        cancelled.action_cancel()
    part = {BATTERY: 4}
    receive(env, clock, receipt(env, clock, TOGO, 555, part), 562, {BATTERY: 2})
    deliver_orders(env, clock)
    transfer_internally(env, clock, places)


def type_of(env, company, code):
    return env['stock.picking.type'].search([('company_id', '=', company), ('sequence_code', '=', code)]).ensure_one()


def open_places(env, clock):
    """Places below the companies' stock."""
    clock.to(3)
    stock = {company: type_of(env, company, 'INT').default_location_src_id for company in (TOGO, KENYA)}
    names = [(TOGO, 'Kara depot'), (TOGO, 'Bè shop'), (TOGO, 'Workshop'), (KENYA, 'Mombasa Road workshop')]
    return env['stock.location'].create([
        {'name': name, 'location_id': stock[company].id, 'company_id': company, 'usage': 'internal'} for company, name in names])


def transfer(env, kind, goods, source, target, confirm=True, **values):
    amount = {product: quantity[1] if isinstance(quantity, tuple) else quantity for product, quantity in goods.items()}
    products = env['product.product'].browse(list(goods))
    picking = env['stock.picking'].with_company(kind.company_id).create({
        'picking_type_id': kind.id, 'location_id': source.id, 'location_dest_id': target.id, **values,
        'move_ids': [Command.create({
            'product_id': product.id, 'product_uom_qty': amount[product.id], 'product_uom': product.uom_id.id, 'company_id': kind.company_id.id,
            'location_id': source.id, 'location_dest_id': target.id}) for product in products]})
    if confirm:
        picking.action_confirm()
    return picking


def receipt(env, clock, company, day, goods, confirm=True):
    clock.to(day, 8)
    kind = type_of(env, company, 'IN')
    return transfer(
        env, kind, goods, env.ref('stock.stock_location_suppliers'), kind.default_location_dest_id, confirm, partner_id=VENDOR[company],
        origin=f'P{day:05}')


def receive(env, clock, picking, day, goods):
    """Books what arrived; every serial number is named on its own line."""
    clock.to(day, 13)
    for move in picking.move_ids:
        quantity = goods[move.product_id.id]
        if move.product_id.tracking == 'none':
            move.quantity = quantity
        else:
            move.move_line_ids.unlink()
            known = env['stock.lot'].search_count([('product_id', '=', move.product_id.id)])
            lots = [quantity] if isinstance(quantity, tuple) else [
                (f'{SERIAL[move.product_id.id]}-{known + number:04}', 1) for number in range(1, quantity + 1)]
            move.move_line_ids = [Command.create({
                **move._prepare_move_line_vals(quantity=0), 'lot_name': name, 'quantity': count}) for name, count in lots]
        move.picked = True
    validate(picking)


def validate(picking, backorder=True):
    context = {'skip_backorder': True, **({} if backorder else {'picking_ids_not_to_backorder': picking.ids})}
    picking.with_company(picking.company_id).with_context(**context).button_validate()
    assert picking.state == 'done', f'{picking.name} is {picking.state}'


def deliver_orders(env, clock):
    plan = [
        *((order, days, None, True) for order, days in DELIVERED.items()), *((order, *facts, True) for order, facts in IN_PART.items()),
        *((order, *facts, False) for order, facts in IN_PART_FOR_GOOD.items())]
    orders = {order.id: order for order in env['sale.order'].search([('state', '=', 'sale')])}
    plan.sort(key=lambda facts: (day_of(orders[facts[0]].date_order) + facts[1], facts[0]))
    for order, days, goods, backorder in plan:
        clock.to(day_of(orders[order].date_order) + days, 14, order % 60)
        deliver(orders[order].picking_ids.ensure_one(), goods, backorder)
    for order, days in RESERVED.items():
        clock.to(day_of(orders[order].date_order) + days, 11)
        orders[order].picking_ids.action_assign()
        assert orders[order].picking_ids.state == 'assigned', order
    for order, days in NOT_DELIVERED.items():
        clock.to(day_of(orders[order].date_order) + days, 17)
        orders[order].picking_ids.action_cancel()
    take_returns(env, clock, RETURNS)


def take_returns(env, clock, returns):
    for order, (days, goods) in returns.items():
        sold = env['sale.order'].browse(order)
        clock.to(day_of(sold.date_order) + (days or 30), 15)
        give_back(env, sold.picking_ids, goods, days is not None)


def deliver(picking, goods, backorder):
    """Delivers everything, or so much of each product."""
    picking.action_assign()
    for move in picking.move_ids:
        wanted = move.product_uom_qty if goods is None else goods.get(move.product_id.id, 0)
        if wanted == 0:
            move.move_line_ids.unlink()
        elif move.quantity != wanted:
            surplus = move.move_line_ids.sorted('id')[int(wanted):] if move.product_id.tracking == 'serial' else move.move_line_ids.browse()
            surplus.unlink()
            if move.quantity > wanted:
                move.quantity = wanted
        assert move.quantity == wanted, f'{picking.name}: {move.quantity} instead of {wanted} of {move.product_id.display_name}'
        move.picked = wanted > 0
    validate(picking, backorder)
    # What is owed waits for the next receipt: Odoo would reserve what is here for it.
    picking.backorder_ids.do_unreserve()


def give_back(env, picking, goods, arrived):
    wizard = env['stock.return.picking'].with_context(active_id=picking.id, active_ids=picking.ids, active_model='stock.picking').create({})
    for line in wizard.product_return_moves:
        line.quantity = goods.get(line.product_id.id, 0)
    returned = env['stock.picking'].browse(wizard.with_company(picking.company_id).action_create_returns()['res_id'])
    if arrived:
        for move in returned.move_ids:
            move.picked = True
        validate(returned)


def transfer_internally(env, clock, places):
    kara, shop, workshop, nairobi = places
    togo, kenya = type_of(env, TOGO, 'INT'), type_of(env, KENYA, 'INT')
    stock = {kind: kind.default_location_src_id for kind in (togo, kenya)}
    plan = [
        (togo, {PUMP: 2}, stock[togo], kara, 500, 'done'), (togo, {BATTERY: 2}, stock[togo], shop, 570, 'done'),
        (togo, {BOARD: 25}, stock[togo], workshop, 580, 'done'), (kenya, {KE_BATTERY: 1}, stock[kenya], nairobi, 585, 'done'),
        (togo, {BATTERY: 1}, shop, kara, 600, 'assigned'), (kenya, {KE_KIT: 1}, stock[kenya], nairobi, 610, 'assigned'),
        (togo, {CABINET: 1}, shop, kara, 620, 'confirmed'), (togo, {PUMP: 1}, kara, stock[togo], 630, 'draft'),
        (kenya, {KE_MOTORCYCLE: 1}, stock[kenya], nairobi, 635, 'cancel')]
    for kind, goods, source, target, day, state in plan:
        clock.to(day, 10)
        picking = transfer(env, kind, goods, source, target, state != 'draft')
        if state in ('done', 'assigned'):
            picking.action_assign()
        if state == 'done':
            picking.move_ids.picked = True
            validate(picking)
        elif state == 'cancel':
            picking.action_cancel()
        assert picking.state == state, f'{picking.name} is {picking.state}'
    wait_for_each_other(env, clock, kenya)


def wait_for_each_other(env, clock, kind):
    """A delivery that waits for the transfer that brings its goods to the door."""
    clock.to(640, 10)
    out = type_of(env, KENYA, 'OUT')
    door = kind.warehouse_id.wh_output_stock_loc_id
    first = transfer(env, kind, {KE_KIT: 1}, kind.default_location_src_id, door, origin='Fair in Nakuru')
    second = transfer(
        env, out, {KE_KIT: 1}, door, env.ref('stock.stock_location_customers'), False, partner_id=1222, origin='Fair in Nakuru')
    second.move_ids.write({'move_orig_ids': [Command.set(first.move_ids.ids)], 'procure_method': 'make_to_order'})
    second.action_confirm()
    assert second.state == 'waiting', second.state
