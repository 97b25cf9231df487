"""Loads the sandbox's data set into an Odoo with the addon, ids included. Runs in `odoo shell`.

DATASET names the JSON that odoo/sandbox/data/dump.ts prints. Records are made by Odoo's own `create` and business
methods, in the order in which they need each other, each with the table's sequence set to the id that the data set says.
Models and fields that this database lacks (the other storage generations') are left out and named.
"""
import json
import os
import sys

from odoo.fields import Command

sys.path.insert(0, os.environ['FLOWS'])
from flows import chart, converse, run  # noqa: E402 (the folder is known from here on)
from flows.clock import Clock  # noqa: E402

with open(os.environ['DATASET'], encoding='utf-8') as file:
    DATA = json.load(file)

CLOCK = Clock()
FIRST_ID = 1001
AUDIT = ('create_date', 'write_date')
# Values of non-stored fields that Odoo takes all the same, because it stores them elsewhere.
DELEGATED = {'product.template': {'barcode'}}
# Set by business methods, or by us when the records that they point at exist.
LATER = {
    'res.partner': {'x_sa_id', 'x_actor_id', 'property_payment_term_id'},
    'ov.serviced_account': {'sa_manager'},
    'product.template': {'active', 'standard_price'},
    'product.pricelist': {'active'},
    'sale.order': {'state', 'locked', 'approval_status'},
    'sale.order.line': {'qty_delivered'},
    'helpdesk.team': {'stage_ids'},
}

# Nobody is told, nothing is tracked; historic governance may break the invariants.
env = env(context=dict(
    env.context, tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True, mail_notrack=True,
    mail_auto_subscribe_no_notify=True, no_reset_password=True, governance_import=True, active_test=False, lang='en_US'))
absent = set()


def rows_of(model):
    """The data set's rows of a model, none if the database has no such model."""
    if model in DATA and model not in env:
        absent.add(model)
        return []
    return DATA.get(model, [])


def values(model, row):
    """What of a row is given to `create` or `write`: all that Odoo does not compute by itself."""
    vals = {}
    for name, value in row.items():
        if name == 'id' or name in AUDIT or name in LATER.get(model, ()):
            continue
        field = env[model]._fields.get(name)
        if field is None:
            absent.add(f'{model}.{name}')
        elif name in DELEGATED.get(model, ()) or (field.store and not (field.compute and field.readonly) and name != 'parent_path'):
            vals[name] = [Command.set(value)] if field.type == 'many2many' else value
    return vals


def restart_sequence(model, first):
    env.cr.execute('SELECT setval(%s, %s, false)', [f'{env[model]._table}_id_seq', first])


def create(model, rows, change=lambda row, vals: vals):
    """Creates rows with the ids they have, in runs of consecutive ids. A tree is made node by node, parents first."""
    runs = []
    for row in rows:
        if runs and row['id'] == runs[-1][-1]['id'] + 1 and not env[model]._parent_store:
            runs[-1].append(row)
        else:
            runs.append([row])
    for run in runs:
        restart_sequence(model, run[0]['id'])
        made = env[model].create([change(row, values(model, row)) for row in run])
        wanted = [row['id'] for row in run]
        assert made.ids == wanted, f'{model}: ids {made.ids[:3]}… instead of {wanted[:3]}…'


def create_missing(model):
    existing = env[model].browse([row['id'] for row in new(model)]).exists()
    for record in existing:
        record.write(next(values(model, row) for row in new(model) if row['id'] == record.id))
    create(model, [row for row in new(model) if row['id'] not in existing.ids])


def new(model):
    return [row for row in rows_of(model) if row['id'] >= FIRST_ID]


def without(*names):
    return lambda row, vals: {name: value for name, value in vals.items() if name not in names}


def load_base():
    """Gives the records of a fresh database the names that they have in the story."""
    for model in ('res.currency', 'res.partner', 'res.company', 'stock.warehouse'):
        for row in rows_of(model):
            if row['id'] < FIRST_ID:
                record = env[model].browse(row['id'])
                vals = values(model, row)
                before = record.read(list(vals), load='')[0]
                record.write({name: value for name, value in vals.items() if before[name] != value and not isinstance(value, list)})


def load_companies():
    """Companies get their country last: a company that is created with one installs the country's localization."""
    parties = {row['partner_id'] for row in new('res.company')}
    create('res.partner', [row for row in new('res.partner') if row['id'] in parties], without('country_id'))
    # A new company gets its locations, operation types and a default price list by itself.
    for model in ('stock.location', 'stock.picking.type', 'product.pricelist'):
        restart_sequence(model, FIRST_ID)
    create('res.company', new('res.company'))
    chart.load_charts(env, new('res.company'))
    (env.user | env.ref('base.user_admin')).company_ids = env['res.company'].search([])
    for row in rows_of('res.company'):
        company = env['res.company'].browse(row['id'])
        company.partner_id.country_id = row['country_id']
    create('stock.warehouse', new('stock.warehouse'))


def load_people_and_accounts():
    create('res.partner.category', new('res.partner.category'))
    parties = {row['partner_id'] for row in new('res.company')}
    create('res.partner', [row for row in new('res.partner') if row['id'] not in parties])
    for row in new('res.partner'):
        if row['property_payment_term_id']:
            for company in env['res.company'].search([]):
                env['res.partner'].browse(row['id']).with_company(company).property_payment_term_id = row['property_payment_term_id']
    for model in ('res.users', 'abs.employee', 'ov.serviced_account', 'ov.membership'):
        create(model, new(model))
    for row in new('ov.serviced_account'):
        env['ov.serviced_account'].browse(row['id']).sa_manager = row['sa_manager']
    write_stamps('res.partner')


def write_stamps(model):
    """Stamps records that are there already, without a trace of the write in their audit columns."""
    if 'x_sa_id' not in env[model]._fields:
        return
    env.flush_all()
    for row in new(model):
        if 'x_sa_id' in row:
            env.cr.execute(
                f'UPDATE "{env[model]._table}" SET x_sa_id = %s, x_actor_id = %s WHERE id = %s',
                [row['x_sa_id'] or None, row['x_actor_id'] or None, row['id']])
    env.invalidate_all(flush=False)


def load_catalogue():
    for model in ('res.currency.rate', 'account.tax.group', 'account.tax', 'product.category', 'product.tag', 'sale.subscription.plan'):
        create(model, new(model))
    chart.finish_charts(env, new('res.company'))
    # Variants are made by their templates, one each and in the same order.
    variants = {row['product_tmpl_id']: row['id'] for row in new('product.product')}
    templates = new('product.template')
    for run_start in (row for i, row in enumerate(templates) if i == 0 or templates[i - 1]['id'] != row['id'] - 1):
        restart_sequence('product.product', variants[run_start['id']])
        following = [row for row in templates if row['id'] >= run_start['id']]
        create('product.template', [row for i, row in enumerate(following) if row['id'] == run_start['id'] + i])
    for row in templates:
        template = env['product.template'].browse(row['id'])
        assert template.product_variant_id.id == variants[row['id']], f'product.product {variants[row["id"]]}'
        for company in env['res.company'].browse(row['company_id']) or env['res.company'].search([]):
            template.with_company(company).standard_price = row['standard_price']
        template.with_company(1).standard_price = row['standard_price']
    create_missing('product.pricelist')
    for model in ('product.pricelist.item', 'ov.bop.sheet', 'ov.bop.line', 'ov.outlet'):
        create(model, new(model))
    for model in ('product.template', 'product.pricelist'):
        archived = [row['id'] for row in new(model) if not row['active']]
        env[model].browse(archived).action_archive()


def load_orders():
    """Orders become what they are by Odoo's methods; what these set by the clock is then put back."""
    rows = new('sale.order')
    for model in ('stock.picking', 'stock.move', 'stock.move.line'):
        restart_sequence(model, FIRST_ID)
    # The rules of approval would refuse history: everybody is approved until the confirmations are done.
    create('sale.order', rows, lambda row, vals: {**vals, 'approval_status': 'approved'})
    create('sale.order.line', new('sale.order.line'))
    orders = {
        state: env['sale.order'].browse([row['id'] for row in rows if row['state'] == state]) for state in ('sent', 'sale', 'cancel')}
    orders['sent'].action_quotation_sent()
    dates = {row['id']: row['date_order'] for row in rows}
    for order in orders['sale'].sorted(lambda order: (dates[order.id], order.id)):
        CLOCK.at(dates[order.id])
        order.with_company(order.company_id).action_confirm()
    orders['cancel'].action_cancel()
    for row in rows:
        order = env['sale.order'].browse(row['id'])
        changed = {name: row[name] for name in ('approval_status', 'subscription_state', 'start_date', 'next_invoice_date')}
        if row['state'] == 'sale':
            changed['date_order'] = row['date_order']
        order.write(changed)
    env['sale.order'].browse([row['id'] for row in rows if row['locked']]).action_lock()


def set_audit_columns():
    """Both servers agree on when records were made and changed."""
    env.flush_all()
    for model in DATA:
        rows = [row for row in rows_of(model) if 'create_date' in row]
        if rows:
            env.cr.execute(
                f'UPDATE "{env[model]._table}" t SET create_date = d.create_date, write_date = coalesce(d.write_date, t.write_date) '
                'FROM jsonb_to_recordset(%s) AS d(id int, create_date timestamp, write_date timestamp) WHERE t.id = d.id',
                [json.dumps([{name: row.get(name) for name in ('id', *AUDIT)} for row in rows])])
    env.invalidate_all(flush=False)


def restore_ranks():
    """Whoever is billed becomes a customer, the accounts department of a customer too; the story's customers stay those they are."""
    env.flush_all()
    for row in new('res.partner'):
        env.cr.execute('UPDATE res_partner SET customer_rank = %s WHERE id = %s', [row['customer_rank'], row['id']])
    env.invalidate_all(flush=False)


load_base()
load_companies()
load_people_and_accounts()
load_catalogue()
load_orders()
run(env, CLOCK)
restore_ranks()
for model in ('helpdesk.tag', 'helpdesk.team', 'helpdesk.stage', 'helpdesk.ticket', 'ov.fleet', 'ov.fleet_item', 'ov.asset', 'abs.subscription'):
    create(model, new(model))
write_stamps('stock.picking')
set_audit_columns()
converse(env, CLOCK)
for model in DATA:
    if model.startswith(('ov.sa_', 'ov.actor_sa_')):
        create(model, new(model))
set_audit_columns()
for name in sorted(absent):
    print(f'not in this database: {name}')
print('loaded:', ', '.join(f'{len(rows)} {model}' for model, rows in DATA.items() if model in env))
# Ranks would go up with every invoice, after the commit and by the clock on the wall.
env.cr.postcommit.clear()
env.cr.commit()
