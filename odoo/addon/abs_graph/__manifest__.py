{
    'name': 'Serviced accounts for odoo-graph',
    'summary': 'Serviced accounts, memberships and the records that the graph reads beside Odoo\'s own',
    'version': '19.0.1.0.0',
    'category': 'Hidden',
    'author': 'odoo-graph',
    'license': 'LGPL-3',
    'depends': ['mail', 'sale_management', 'sale_stock', 'sale_margin', 'mrp'],
    'data': ['security/ir.model.access.csv'],
}
