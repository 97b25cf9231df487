from odoo import fields, models


class OvSaAssetAssignment(models.Model):
    _name = 'ov.sa_asset_assignment'
    _inherit = 'ov.sa_assignment'
    _description = 'Asset of a serviced account'

    asset_id = fields.Many2one('ov.asset', 'Asset', required=True, ondelete='cascade', index=True)

    _one_active = models.UniqueIndex(
        "(asset_id, account_id) WHERE state = 'active'", 'This record is associated with the account already.')


class OvAsset(models.Model):
    _inherit = 'ov.asset'

    ov_sa_assignment_ids = fields.One2many('ov.sa_asset_assignment', 'asset_id', 'Serviced account associations')
