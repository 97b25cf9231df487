from odoo import fields, models


class OvSaSaleOrderAssignment(models.Model):
    _name = 'ov.sa_sale_order_assignment'
    _inherit = 'ov.sa_assignment'
    _description = 'Sales order of a serviced account'

    sale_order_id = fields.Many2one('sale.order', 'Sales order', required=True, ondelete='cascade', index=True)

    _one_active = models.UniqueIndex(
        "(sale_order_id, account_id) WHERE state = 'active'", 'This record is associated with the account already.')


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    ov_sa_assignment_ids = fields.One2many('ov.sa_sale_order_assignment', 'sale_order_id', 'Serviced account associations')
