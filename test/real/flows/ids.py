"""Ids of what Odoo makes by itself: every model has a range of its own, so that a confusion of kinds finds nothing."""

FIRST_ID = {
    'account.account': 30001,
    'account.journal': 30501,
    'account.payment.method.line': 30601,
    'account.tax.repartition.line': 30701,
    'stock.location': 10001,
    'stock.lot': 11001,
    'stock.picking': 12001,
    'stock.move': 13001,
    'stock.move.line': 15001,
    'stock.quant': 17001,
    'account.move': 20001,
    'account.move.line': 21001,
    'account.payment': 25001,
    'account.partial.reconcile': 26001,
    'account.full.reconcile': 27001,
    'mrp.bom': 40001,
    'mrp.bom.line': 40101,
    'mrp.workcenter': 40301,
    'mrp.routing.workcenter': 40401,
    'mrp.production': 41001,
    'mrp.workorder': 42001,
    'mrp.workcenter.productivity': 43001,
    'mail.message': 50001,
}


def start(env, *models):
    """Lets the next records of these models begin their ranges."""
    for model in models:
        env.cr.execute('SELECT setval(%s, %s, false)', [f'{env[model]._table}_id_seq', FIRST_ID[model]])
