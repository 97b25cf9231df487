from odoo import fields, models


class OvSaProductionAssignment(models.Model):
    _name = 'ov.sa_production_assignment'
    _inherit = 'ov.sa_assignment'
    _description = 'Manufacturing order of a serviced account'

    production_id = fields.Many2one('mrp.production', 'Manufacturing order', required=True, ondelete='cascade', index=True)

    _one_active = models.UniqueIndex(
        "(production_id, account_id) WHERE state = 'active'", 'This record is associated with the account already.')


class MrpProduction(models.Model):
    _inherit = 'mrp.production'

    ov_sa_assignment_ids = fields.One2many('ov.sa_production_assignment', 'production_id', 'Serviced account associations')
