from odoo import fields, models


class OvAsset(models.Model):
    """One serial number as a governed thing: wraps exactly one `stock.lot`."""

    _name = 'ov.asset'
    _description = 'Asset'

    name = fields.Char('Serial number', required=True)
    lot_id = fields.Many2one('stock.lot', 'Lot', required=True, ondelete='restrict')
    product_id = fields.Many2one('product.product', related='lot_id.product_id', store=True)
    partner_id = fields.Many2one('res.partner', 'Customer', index='btree_not_null')
    state = fields.Selection(
        [('active', 'Active'), ('inactive', 'Inactive'), ('retired', 'Retired')], required=True, default='active')

    _lot_unique = models.Constraint('UNIQUE (lot_id)', 'This lot is an asset already.')
