{
    'name': 'Serviced accounts: associations in two tables',
    'summary': 'Associations of records with serviced accounts, and of actors with associations',
    'version': '19.0.1.0.0',
    'category': 'Hidden',
    'author': 'odoo-graph',
    'license': 'LGPL-3',
    'depends': ['abs_graph'],
    'data': ['security/ir.model.access.csv'],
    'excludes': ['abs_graph_one_table'],
}
