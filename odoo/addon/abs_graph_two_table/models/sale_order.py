from odoo import fields, models


class OvSaSaleOrderAssignment(models.Model):
    _name = 'ov.sa_sale_order_assignment'
    _inherit = 'ov.sa_assignment'
    _description = 'Sales order of a serviced account'

    sale_order_id = fields.Many2one('sale.order', 'Sales order', required=True, ondelete='cascade', index=True)
    actor_assignment_ids = fields.One2many('ov.actor_sa_sale_order_assignment', 'assignment_id', 'Actors')

    _one_active = models.UniqueIndex(
        "(sale_order_id, account_id) WHERE state = 'active'", 'This record is associated with the account already.')


class OvActorSaSaleOrderAssignment(models.Model):
    _name = 'ov.actor_sa_sale_order_assignment'
    _inherit = 'ov.actor_sa_assignment'
    _description = 'Actor of a serviced account\'s sales order'

    assignment_id = fields.Many2one(
        'ov.sa_sale_order_assignment', 'Association', required=True, ondelete='cascade', index=True)

    _one_active = models.UniqueIndex(
        "(assignment_id, actor_id) WHERE state = 'active'", 'This actor is assigned already.')


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    ov_sa_assignment_ids = fields.One2many('ov.sa_sale_order_assignment', 'sale_order_id', 'Serviced account associations')
