from odoo import api, fields, models
from odoo.addons.abs_graph.governance_import import is_importing


class OvSaAssignment(models.AbstractModel):
    """What all associations of a record with a serviced account share. Another actor is another row: expire, then create."""

    _name = 'ov.sa_assignment'
    _description = 'Association with a serviced account'

    account_id = fields.Many2one(
        'ov.serviced_account', 'Serviced account', required=True, ondelete='restrict', index=True)
    actor_id = fields.Many2one('res.partner', 'Actor', ondelete='restrict', index='btree_not_null')
    state = fields.Selection([('active', 'Active'), ('expired', 'Expired')], required=True, default='active')
    date_from = fields.Datetime(default=fields.Datetime.now)
    date_to = fields.Datetime()
    assigned_by_id = fields.Many2one('res.partner', 'Assigned by', ondelete='restrict')

    def write(self, vals):
        if vals.get('state') == 'expired':
            vals = {'date_to': fields.Datetime.now(), **vals}
        return super().write(vals)

    @api.constrains('actor_id', 'account_id', 'state')
    def _check_actor(self):
        if is_importing(self.env):
            return
        for row in self.filtered(lambda r: r.actor_id and r.state == 'active'):
            self.env['ov.membership']._check_actors(row.account_id, row.actor_id)
