from odoo import fields, models


class OvSaProductionAssignment(models.Model):
    _name = 'ov.sa_production_assignment'
    _inherit = 'ov.sa_assignment'
    _description = 'Manufacturing order of a serviced account'

    production_id = fields.Many2one('mrp.production', 'Manufacturing order', required=True, ondelete='cascade', index=True)
    actor_assignment_ids = fields.One2many('ov.actor_sa_production_assignment', 'assignment_id', 'Actors')

    _one_active = models.UniqueIndex(
        "(production_id, account_id) WHERE state = 'active'", 'This record is associated with the account already.')


class OvActorSaProductionAssignment(models.Model):
    _name = 'ov.actor_sa_production_assignment'
    _inherit = 'ov.actor_sa_assignment'
    _description = 'Actor of a serviced account\'s manufacturing order'

    assignment_id = fields.Many2one(
        'ov.sa_production_assignment', 'Association', required=True, ondelete='cascade', index=True)

    _one_active = models.UniqueIndex(
        "(assignment_id, actor_id) WHERE state = 'active'", 'This actor is assigned already.')


class MrpProduction(models.Model):
    _inherit = 'mrp.production'

    ov_sa_assignment_ids = fields.One2many('ov.sa_production_assignment', 'production_id', 'Serviced account associations')
