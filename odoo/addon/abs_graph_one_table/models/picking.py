from odoo import fields, models


class OvSaPickingAssignment(models.Model):
    _name = 'ov.sa_picking_assignment'
    _inherit = 'ov.sa_assignment'
    _description = 'Transfer of a serviced account'

    picking_id = fields.Many2one('stock.picking', 'Transfer', required=True, ondelete='cascade', index=True)

    _one_active = models.UniqueIndex(
        "(picking_id, account_id) WHERE state = 'active'", 'This record is associated with the account already.')


class StockPicking(models.Model):
    _inherit = 'stock.picking'

    ov_sa_assignment_ids = fields.One2many('ov.sa_picking_assignment', 'picking_id', 'Serviced account associations')
