{
    'name': 'Serviced accounts: associations in one table',
    'summary': 'Associations of records with serviced accounts, each with its actor',
    'version': '19.0.1.0.0',
    'category': 'Hidden',
    'author': 'odoo-graph',
    'license': 'LGPL-3',
    'depends': ['abs_graph'],
    'data': ['security/ir.model.access.csv'],
    'excludes': ['abs_graph_two_table'],
}
