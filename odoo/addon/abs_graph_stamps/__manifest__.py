{
    'name': 'Serviced accounts: stamps',
    'summary': 'Serviced account and actor stamped on the records themselves',
    'version': '19.0.1.0.0',
    'category': 'Hidden',
    'author': 'odoo-graph',
    'license': 'LGPL-3',
    'depends': ['abs_graph'],
}
