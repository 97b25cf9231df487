from odoo import fields, models


class OvSaFleetAssignment(models.Model):
    _name = 'ov.sa_fleet_assignment'
    _inherit = 'ov.sa_assignment'
    _description = 'Fleet of a serviced account'

    fleet_id = fields.Many2one('ov.fleet', 'Fleet', required=True, ondelete='cascade', index=True)

    _one_active = models.UniqueIndex(
        "(fleet_id, account_id) WHERE state = 'active'", 'This record is associated with the account already.')


class OvFleet(models.Model):
    _inherit = 'ov.fleet'

    ov_sa_assignment_ids = fields.One2many('ov.sa_fleet_assignment', 'fleet_id', 'Serviced account associations')
