"""Invoices and credit notes: of orders, over several orders, and without one."""
from dataclasses import dataclass

from odoo.fields import Command

from .clock import day_of
from .payments import pay
from .terms import HALF_NOW, THIRTY_DAYS


@dataclass(frozen=True)
class Billing:
    """What becomes of the orders of one invoice, so many days after the first of them."""

    orders: tuple
    days: int
    # draft, posted, cancel, reversed by a credit note, or how it is paid (payments.py).
    fate: str = 'posted'
    term: int = 0


def of(order, days, fate='posted', term=0):
    return Billing((order,), days, fate, term)


BILLINGS = [
    of(1003, 11, 'partial'), of(1004, 3, 'cash'), of(1008, 1, 'waiting'), of(1009, 6, 'reversed'), of(1010, 12, 'draft'), of(1014, 5),
    of(1015, 6), of(1016, 9, 'partial'), of(1017, 8, 'twice'), of(1019, 4, 'bank'), of(1024, 5, 'cash'), of(1025, 8, 'draft'),
    of(1026, 7, 'partial', HALF_NOW), of(1030, 3, 'bank'), of(1032, 6, 'bank'), of(1035, 5), of(1036, 3, 'cash'),
    Billing((1049, 1136), 310, 'posted'), of(1050, 8), Billing((1051, 1062), 40, 'posted'), of(1052, 4, 'cancel'), of(1054, 8), of(1055, 2, 'bank'),
    of(1056, 12, 'bank'), of(1061, 9), of(1063, 6, 'together'), of(1064, 9, 'partial'), of(1069, 9, 'partial'),
    of(1070, 1, 'cash'), of(1072, 1), of(1081, 7, 'draft'), of(1082, 6, 'cash'), of(1084, 6), of(1085, 9, 'bank'), of(1087, 4),
    of(1095, 8, 'bank'), of(1096, 2, 'cancel'), of(1097, 5), of(1101, 6, 'bank'), of(1102, 7, 'partial'), of(1104, 9, 'partial', HALF_NOW),
    of(1114, 4, 'bank'), of(1115, 5, 'cash'), of(1117, 8, 'reversed'), of(1118, 5, 'cash'), of(1125, 5),
    of(1127, 3, 'cash'), of(1128, 4, 'cash'), of(1133, 1, 'draft'), of(1145, 6), of(1146, 6, 'waiting'), of(1147, 8, 'bank'),
    of(1148, 6, 'bank'), of(1149, 7, 'waiting'), of(1150, 4, 'together'), of(1151, 3, 'cash'), of(1152, 9), of(1158, 5, 'bank'),
    of(1160, 6, 'partial'), of(1161, 3), of(1178, 5, 'cash'), of(1180, 6, 'draft'), of(1182, 7, 'draft'), of(1183, 4, 'bank'), of(1184, 5),
    of(1192, 6), of(1193, 3), of(1197, 1, 'draft'), of(1198, 6, 'draft')]

# Company, day, customer, lines (product or none, text, quantity, price), fate.
DIRECT = [
    (1001, 455, 1201, [(False, 'Relocation of a kit', 1, 15000)], 'posted'),
    (1001, 470, 1209, [(2009, 'Inspection', 2, 12000), (False, 'Travel to Kara', 1, 8500)], 'draft'),
    (1001, 480, 1202, [(2010, 'Maintenance', 3, 4500)], 'cash'),
    (1001, 485, 1211, [(False, 'Recovery of a battery', 1, 20000)], 'reversed'),
    (1002, 490, 1222, [(2035, 'Installation', 1, 2500.5)], 'posted'),
    (1002, 520, 1223, [(False, 'Membership of the pool', 12, 350)], 'partial'),
    (1, 530, 1225, [(2052, 'Energy audit', 1, 300)], 'posted')]
BILLS = [(1001, 50, 1451, 624000, 'bank'), (1002, 120, 1452, 298000, 'posted'), (1001, 470, 1451, 672000, 'draft')]


def bill_orders(env, clock):
    """Makes the invoices in the order of their dates, so that their numbers ascend."""
    orders = {order.id: order for order in env['sale.order'].search([('state', '=', 'sale')])}
    plan = [(day_of(orders[billing.orders[0]].date_order) + billing.days, billing) for billing in BILLINGS]
    events = [
        *((day, bill_order, (env['sale.order'].union(*(orders[order] for order in billing.orders)), billing)) for day, billing in plan),
        *((day, bill_directly, (env, company, customer, lines, fate)) for company, day, customer, lines, fate in DIRECT),
        *((day, receive_bill, (env, company, vendor, amount, fate)) for company, day, vendor, amount, fate in BILLS)]
    together = env['account.move']
    for day, make, facts in sorted(events, key=lambda event: event[0]):
        clock.to(day, 15)
        invoice, fate = make(*facts)
        settle(clock, invoice, fate, day)
        if fate == 'together':
            together |= invoice
    clock.to(500, 11)
    pay(together, 'bank')


def bill_order(orders, billing):
    """One invoice, also over orders of different customers: the first is billed."""
    first = orders[0]
    invoice = orders[:1].with_company(first.company_id)._create_invoices()
    others = [line for order in orders[1:] for line in order._get_invoiceable_lines()]
    if others:
        invoice.invoice_line_ids = [Command.create(line._prepare_invoice_line()) for line in others]
        invoice.invoice_origin = ', '.join(orders.mapped('name'))
    if billing.term:
        invoice.invoice_payment_term_id = billing.term
    return invoice, billing.fate


def bill_directly(env, company, customer, lines, fate):
    products = env['product.product']
    return env['account.move'].with_company(company).create({
        'move_type': 'out_invoice', 'partner_id': customer, 'company_id': company, 'invoice_payment_term_id': THIRTY_DAYS, 'invoice_line_ids': [
            Command.create({
                'product_id': product, 'name': text, 'quantity': quantity, 'price_unit': price,
                'tax_ids': [Command.set(products.browse(product or []).taxes_id.filtered(lambda tax: tax.company_id.id == company).ids)]})
            for product, text, quantity, price in lines]}), fate


def receive_bill(env, company, vendor, amount, fate):
    """What the company owes: never a customer's business."""
    return env['account.move'].with_company(company).create({
        'move_type': 'in_invoice', 'partner_id': vendor, 'company_id': company, 'invoice_date': str(env.cr.now().date()), 'ref': f'F-{vendor}-{amount}',
        'invoice_line_ids': [Command.create({'name': 'Goods as delivered', 'quantity': 1, 'price_unit': amount, 'tax_ids': [Command.clear()]})]}), fate


def settle(clock, invoice, fate, day):
    if fate == 'draft':
        return
    if fate == 'cancel':
        invoice.button_cancel()
        return
    invoice.invoice_date = invoice.invoice_date or str(invoice.env.cr.now().date())
    invoice.action_post()
    if fate == 'reversed':
        clock.to(day + 18, 10)
        credit(invoice, 'Goods came back').action_post()
        assert invoice.payment_state == 'reversed', invoice.payment_state
    elif fate in ('cash', 'partial', 'bank', 'twice', 'waiting'):
        clock.to(day + (0 if fate == 'cash' else 12), 16)
        if fate == 'partial':
            pay(invoice, 'bank', 0.4)
        elif fate == 'twice':
            pay(invoice, 'bank', 0.5)
            clock.to(day + 25, 16)
            pay(invoice, 'bank')
        else:
            pay(invoice, 'cash' if fate == 'cash' else 'bank')


def credit(invoice, reason):
    """A draft credit note over all of an invoice, which reconciles with it when it is posted."""
    wizard = invoice.env['account.move.reversal'].with_company(invoice.company_id).with_context(
        active_model='account.move', active_ids=invoice.ids).create({'journal_id': invoice.journal_id.id, 'reason': reason})
    wizard.refund_moves()
    return wizard.new_move_ids.ensure_one()


def take_back(env, clock):
    """Credit notes for goods that came back: one paid out, one not decided yet."""
    returned, dented = env['sale.order'].browse([1128, 1118])
    clock.to(day_of(returned.date_order) + 17, 10)
    refund = returned.with_company(returned.company_id)._create_invoices(final=True)
    assert refund.move_type == 'out_refund', refund.move_type
    refund.invoice_date = str(env.cr.now().date())
    refund.action_post()
    pay(refund, 'cash')
    clock.to(day_of(dented.date_order) + 30, 10)
    credit(dented.invoice_ids.ensure_one(), 'Complaint about a dented case')


def await_statement(env):
    """What the accounting application shows of payments that the bank has not confirmed: without it Odoo says paid at once."""
    waiting = [order for billing in BILLINGS if billing.fate == 'waiting' for order in billing.orders]
    moves = env['sale.order'].browse(waiting).invoice_ids
    env.flush_all()
    env.cr.execute("UPDATE account_move SET payment_state = 'in_payment' WHERE id = ANY(%s)", [moves.ids])
    env.cr.execute(
        "UPDATE account_payment SET state = 'in_process' WHERE id IN "
        '(SELECT payment_id FROM account_move__account_payment WHERE invoice_id = ANY(%s))', [moves.ids])
    env.invalidate_all(flush=False)
