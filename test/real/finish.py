# Runs in `odoo shell` after the data set is loaded: the integration user works in every company, the settings of the guide are on (as
# the settings form would switch them, without what it does to warehouses), what the installation made is dated as the story begins,
# whenever that was, and PostgreSQL knows how much there is.
env.ref('base.user_admin').company_ids = env['res.company'].search([])
# Who gets a group has been written to, which is no event of the story.
env.cr.execute('CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT id, write_date FROM res_partner')
for group in ('stock.group_stock_multi_locations', 'stock.group_production_lot', 'sale.group_proforma_sales'):
    env.ref('base.group_user')._apply_group(env.ref(group))
env.ref('base.group_portal')._apply_group(env.ref('stock.group_production_lot'))
env.flush_all()
env.cr.execute('UPDATE res_partner SET write_date = kept.write_date FROM kept WHERE kept.id = res_partner.id')
STORY_BEGINS, STORY_ENDS = '2025-01-06 08:00:00', '2026-11-01'
for column in ('create_date', 'write_date'):
    env.cr.execute(
        'SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) '
        "WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name = %s AND c.data_type LIKE 'timestamp%%'", [column])
    for (table,) in env.cr.fetchall():
        env.cr.execute(f'UPDATE "{table}" SET {column} = %s WHERE {column} > %s', [STORY_BEGINS, STORY_ENDS])
env.cr.execute('ANALYZE')
env.cr.commit()
