from odoo import api, fields, models


class OvFleet(models.Model):
    """A set of serial numbers that is governed as one."""

    _name = 'ov.fleet'
    _description = 'Fleet'

    name = fields.Char(required=True)
    code = fields.Char()
    external_ref = fields.Char('External reference', help='Stable key in the systems that operate the fleet.')
    fleet_kind = fields.Selection([
        ('rental', 'Rental'),
        ('delivery', 'Delivery'),
        ('maintenance_reserve', 'Maintenance reserve'),
        ('circulation_pool', 'Circulation pool'),
        ('customer_deployment', 'Customer deployment'),
        ('other', 'Other'),
    ], 'Kind', required=True, default='other')
    state = fields.Selection([('active', 'Active'), ('inactive', 'Inactive')], required=True, default='active')
    company_id = fields.Many2one('res.company', required=True, default=lambda self: self.env.company)
    partner_id = fields.Many2one('res.partner', 'Party')
    note = fields.Text()
    item_ids = fields.One2many('ov.fleet_item', 'fleet_id', 'Items')
    item_count = fields.Integer(compute='_compute_item_count', help='Number of active items.')

    _code_unique = models.Constraint('UNIQUE (company_id, code)', 'Another fleet of the company has this code.')
    _external_ref_unique = models.Constraint('UNIQUE (external_ref)', 'Another fleet has this external reference.')

    @api.depends('item_ids.state')
    def _compute_item_count(self):
        counts = dict(self.env['ov.fleet_item']._read_group(
            [('fleet_id', 'in', self.ids), ('state', '=', 'active')], ['fleet_id'], ['__count']))
        for fleet in self:
            fleet.item_count = counts.get(fleet, 0)


class OvFleetItem(models.Model):
    _name = 'ov.fleet_item'
    _description = 'Serial number in a fleet'

    fleet_id = fields.Many2one('ov.fleet', 'Fleet', required=True, ondelete='restrict', index=True)
    lot_id = fields.Many2one('stock.lot', 'Lot', required=True, ondelete='restrict', index=True)
    state = fields.Selection([('active', 'Active'), ('expired', 'Expired')], required=True, default='active')
    date_from = fields.Datetime(default=fields.Datetime.now)
    date_to = fields.Datetime()

    _one_active_fleet = models.UniqueIndex("(lot_id) WHERE state = 'active'", 'This lot is active in another fleet.')
