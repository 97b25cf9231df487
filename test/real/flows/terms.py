"""Payment terms of the story beside those of a fresh Odoo."""
from odoo.fields import Command

THIRTY_DAYS = 4
HALF_NOW = 1001


def open_terms(env, clock):
    clock.to(1)
    for model in ('account.payment.term', 'account.payment.term.line'):
        env.cr.execute('SELECT setval(%s, %s, false)', [f'{env[model]._table}_id_seq', HALF_NOW])
    env['account.payment.term'].create({
        'name': '50% Now, Balance 30 Days', 'note': 'Half now, half within thirty days', 'company_id': False, 'line_ids': [
            Command.create({'value': 'percent', 'value_amount': 50, 'nb_days': days}) for days in (0, 30)]})
