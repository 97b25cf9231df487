{
    'name': 'Serviced accounts for odoo-graph',
    'summary': 'Serviced accounts, memberships and the records that the graph reads beside Odoo\'s own',
    'version': '19.0.1.1.0',
    'category': 'Sales/Sales',
    'author': 'odoo-graph',
    'license': 'LGPL-3',
    'depends': ['mail', 'sale_management', 'sale_stock', 'sale_margin', 'mrp'],
    'data': [
        'security/ir.model.access.csv',
        'views/serviced_account_views.xml',
        'views/employee_views.xml',
        'views/company_views.xml',
        'views/menus.xml',
    ],
}
