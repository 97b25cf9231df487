from odoo import fields, models


class OvSaCustomerAssignment(models.Model):
    _name = 'ov.sa_customer_assignment'
    _inherit = 'ov.sa_assignment'
    _description = 'Customer of a serviced account'

    partner_id = fields.Many2one('res.partner', 'Customer', required=True, ondelete='cascade', index=True)
    actor_assignment_ids = fields.One2many('ov.actor_sa_customer_assignment', 'assignment_id', 'Actors')

    _one_active = models.UniqueIndex(
        "(partner_id, account_id) WHERE state = 'active'", 'This record is associated with the account already.')


class OvActorSaCustomerAssignment(models.Model):
    _name = 'ov.actor_sa_customer_assignment'
    _inherit = 'ov.actor_sa_assignment'
    _description = 'Actor of a serviced account\'s customer'

    assignment_id = fields.Many2one(
        'ov.sa_customer_assignment', 'Association', required=True, ondelete='cascade', index=True)

    _one_active = models.UniqueIndex(
        "(assignment_id, actor_id) WHERE state = 'active'", 'This actor is assigned already.')


class ResPartner(models.Model):
    _inherit = 'res.partner'

    ov_sa_assignment_ids = fields.One2many('ov.sa_customer_assignment', 'partner_id', 'Serviced account associations')
