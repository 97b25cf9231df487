"""The company's business, done by Odoo's own methods: what follows from the orders of the data set."""
from .conversations import converse
from .ids import start
from .invoices import await_statement, bill_orders, take_back
from .payments import pay_ahead
from .production import manufacture
from .stock import LATE_RETURNS, move_goods, take_returns
from .terms import open_terms


def run(env, clock):
    """Delivers, invoices, collects and builds, each on its day of the story."""
    # Odoo would give what arrives to the oldest order; the story decides who waits.
    settings = env['ir.config_parameter']
    settings.set_param('stock.picking_no_auto_reserve', 'True')
    move_goods(env, clock)
    start(env, 'account.move', 'account.move.line', 'account.payment', 'account.partial.reconcile', 'account.full.reconcile')
    open_terms(env, clock)
    bill_orders(env, clock)
    take_returns(env, clock, LATE_RETURNS)
    take_back(env, clock)
    pay_ahead(env, clock)
    await_statement(env)
    manufacture(env, clock)
    settings.set_param('stock.picking_no_auto_reserve', False)


__all__ = ['converse', 'run']
