from odoo import fields, models


class OvSaAssignment(models.AbstractModel):
    """What all associations of a record with a serviced account share. Rows are expired, not deleted."""

    _name = 'ov.sa_assignment'
    _description = 'Association with a serviced account'

    account_id = fields.Many2one(
        'ov.serviced_account', 'Serviced account', required=True, ondelete='restrict', index=True)
    state = fields.Selection([('active', 'Active'), ('expired', 'Expired')], required=True, default='active')
    access = fields.Selection([
        ('access', 'Read'),
        ('assignment', 'Read, update, add related records'),
        ('binding', 'Everything'),
    ], required=True, default='binding')
    date_from = fields.Datetime(default=fields.Datetime.now)
    date_to = fields.Datetime()
    assigned_by_id = fields.Many2one('res.partner', 'Assigned by', ondelete='restrict')

    def write(self, vals):
        """Write, and end the associations of actors with the rows that expire."""
        if vals.get('state') != 'expired':
            return super().write(vals)
        ending = self.filtered(lambda row: row.state == 'active')
        vals = {'date_to': fields.Datetime.now(), **vals}
        actors = ending.actor_assignment_ids.filtered(lambda row: row.state == 'active')
        actors.write({'state': 'expired', 'date_to': vals['date_to']})
        return super().write(vals)
