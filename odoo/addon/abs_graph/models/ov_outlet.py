from odoo import fields, models


class OvOutlet(models.Model):
    _name = 'ov.outlet'
    _description = 'Outlet'

    name = fields.Char(required=True)
    code = fields.Char()
    active = fields.Boolean(default=True)
    channel_partner_id = fields.Many2one('res.partner', 'Channel partner', ondelete='restrict')
    site_partner_id = fields.Many2one('res.partner', 'Site', ondelete='restrict', help='Where the outlet stands: its address.')
    warehouse_id = fields.Many2one('stock.warehouse', 'Warehouse', ondelete='restrict')
    company_id = fields.Many2one('res.company', required=True, default=lambda self: self.env.company)

    _code_unique = models.Constraint('UNIQUE (company_id, code)', 'Another outlet of the company has this code.')
