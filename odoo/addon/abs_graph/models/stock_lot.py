from odoo import fields, models


class StockLot(models.Model):
    """What names a serial number, from the serial number: it has no governance of its own and follows these."""

    _inherit = 'stock.lot'

    ov_fleet_item_ids = fields.One2many('ov.fleet_item', 'lot_id', 'Fleet items')
    ov_asset_ids = fields.One2many('ov.asset', 'lot_id', 'Assets')
    ov_move_line_ids = fields.One2many('stock.move.line', 'lot_id', 'Movements')
