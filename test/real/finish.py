# Runs in `odoo shell` after the data set is loaded: the integration user works in every company, the settings of the guide are on (as the
# settings form would switch them, without what it does to warehouses), and PostgreSQL knows how much there is.
env.ref('base.user_admin').company_ids = env['res.company'].search([])
for group in ('stock.group_stock_multi_locations', 'stock.group_production_lot', 'sale.group_proforma_sales'):
    env.ref('base.group_user')._apply_group(env.ref(group))
env.ref('base.group_portal')._apply_group(env.ref('stock.group_production_lot'))
env.cr.execute('ANALYZE')
env.cr.commit()
