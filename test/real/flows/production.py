"""Manufacturing: bills of materials, work centers, and orders in every state."""
from odoo.fields import Command

from .ids import start

TOGO, KENYA = 1001, 1002
KIT, LANTERN, CABLES, BOARD, HOME_PACK, VILLAGE_PACK = 2001, 2006, 2007, 2018, 2015, 2016
KE_LANTERN, KE_RIDER_PACK = 2034, 2038

WORK_CENTERS = [(TOGO, 'Assembly Lomé', 'ASM', 1.0), (TOGO, 'Testing Lomé', 'TST', 0.9), (KENYA, 'Packing Nairobi', 'PCK', 1.0)]
# Company, product, reference, components, operations: name, work center, minutes.
BILLS = [
    (TOGO, KIT, 'KIT-A', {BOARD: 1, LANTERN: 3, CABLES: 1}, [('Assemble', 'ASM', 45), ('Test', 'TST', 20)]),
    (TOGO, HOME_PACK, False, {LANTERN: 2, CABLES: 2}, []),
    (TOGO, VILLAGE_PACK, 'VILLAGE-1', {LANTERN: 10, CABLES: 8}, [('Assemble', 'ASM', 90)]),
    (KENYA, KE_RIDER_PACK, 'RIDER-KE', {KE_LANTERN: 2}, [('Pack', 'PCK', 15)])]
# Product, quantity, day, state. Ids ascend in this order.
ORDERS = [
    (KIT, 1, 430, 'done'), (KIT, 2, 436, 'done'), (HOME_PACK, 10, 440, 'done'), (KE_RIDER_PACK, 5, 446, 'done'), (VILLAGE_PACK, 2, 450, 'done'),
    (KE_RIDER_PACK, 3, 460, 'done'), (HOME_PACK, 4, 470, 'done'), (KIT, 1, 480, 'cancel'), (KE_RIDER_PACK, 8, 490, 'cancel'),
    (VILLAGE_PACK, 1, 500, 'cancel'), (KIT, 3, 600, 'progress'), (VILLAGE_PACK, 2, 604, 'progress'), (KE_RIDER_PACK, 6, 606, 'progress'),
    (KIT, 1, 610, 'progress'), (VILLAGE_PACK, 1, 612, 'to_close'), (KE_RIDER_PACK, 2, 614, 'to_close'), (KIT, 5, 630, 'confirmed'),
    (HOME_PACK, 20, 634, 'confirmed'), (VILLAGE_PACK, 3, 638, 'confirmed'), (KE_RIDER_PACK, 12, 640, 'confirmed'), (KIT, 2, 644, 'confirmed'),
    (KIT, 10, 650, 'draft'), (HOME_PACK, 6, 652, 'draft'), (KE_RIDER_PACK, 4, 655, 'draft'), (VILLAGE_PACK, 1, 658, 'draft')]


def manufacture(env, clock):
    start(
        env, 'mrp.bom', 'mrp.bom.line', 'mrp.workcenter', 'mrp.routing.workcenter', 'mrp.production', 'mrp.workorder',
        'mrp.workcenter.productivity')
    bills = write_bills(env, clock)
    for product, quantity, day, state in ORDERS:
        clock.to(day, 8)
        bill = bills[product]
        order = env['mrp.production'].with_company(bill.company_id).create({
            'product_id': product, 'product_qty': quantity, 'bom_id': bill.id, 'company_id': bill.company_id.id,
            'origin': f'Plan {day // 30}' if day % 4 == 0 else False, 'priority': '1' if day % 10 == 4 else '0'})
        if state != 'draft':
            order.action_confirm()
        if state in ('progress', 'to_close', 'done'):
            work(clock, order, day, state)
        elif state == 'cancel':
            order.action_cancel()
        assert order.state == state, f'{order.name} is {order.state} instead of {state}'


def write_bills(env, clock):
    clock.to(410, 8)
    centers = {
        code: env['mrp.workcenter'].with_company(company).create({
            'name': name, 'code': code, 'company_id': company, 'time_efficiency': efficiency * 100, 'costs_hour': 0})
        for company, name, code, efficiency in WORK_CENTERS}
    products = env['product.product']
    return {
        product: env['mrp.bom'].with_company(company).create({
            'product_tmpl_id': products.browse(product).product_tmpl_id.id, 'code': code, 'company_id': company, 'product_qty': 1, 'type': 'normal',
            'bom_line_ids': [Command.create({'product_id': component, 'product_qty': amount}) for component, amount in components.items()],
            'operation_ids': [
                Command.create({'name': name, 'workcenter_id': centers[center].id, 'time_cycle_manual': minutes})
                for name, center, minutes in operations]})
        for company, product, code, components, operations in BILLS}


def work(clock, order, day, state):
    """Goes through the work orders; an order in progress rests in the first of them."""
    order.action_assign()
    if state == 'progress':
        clock.to(day + 1, 8)
        order.workorder_ids[:1].button_start()
        clock.to(day + 1, 8, 40)
        order.workorder_ids[:1].button_pending()
        order.qty_producing = 1 if order.product_qty > 1 else 0
        return
    if order.product_id.tracking == 'serial':
        order.lot_producing_ids = order.env['stock.lot'].create([
            {'name': f'SHK50-L{order.id}-{number}', 'product_id': order.product_id.id, 'company_id': order.company_id.id}
            for number in range(1, int(order.product_qty) + 1)])
    order.qty_producing = order.product_qty
    order.set_qty_producing()
    for number, step in enumerate(order.workorder_ids):
        clock.to(day + 1, 8 + 2 * number)
        step.button_start()
        clock.to(day + 1, 9 + 2 * number, 10)
        step.button_finish()
    if state == 'done':
        clock.to(day + 2, 15)
        order.move_raw_ids.picked = True
        order.with_context(skip_backorder=True, skip_consumption=True).button_mark_done()
