from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.addons.abs_graph.governance_import import is_importing


class OvActorSaAssignment(models.AbstractModel):
    """What all associations of an actor with an association share: an actor acts inside a serviced account only."""

    _name = 'ov.actor_sa_assignment'
    _description = 'Actor of an association'

    actor_id = fields.Many2one('res.partner', 'Actor', required=True, ondelete='restrict', index=True)
    is_primary = fields.Boolean('Primary', help='Main contact among several actors. Every active actor sees the record.')
    state = fields.Selection([('active', 'Active'), ('expired', 'Expired')], required=True, default='active')
    date_from = fields.Datetime(default=fields.Datetime.now)
    date_to = fields.Datetime()

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._demote_others()
        return rows

    def write(self, vals):
        if vals.get('state') == 'expired':
            vals = {'date_to': fields.Datetime.now(), **vals}
        result = super().write(vals)
        if vals.get('is_primary'):
            self._demote_others()
        return result

    def _demote_others(self):
        """Leave one primary actor per association: the one named last."""
        for row in self.filtered(lambda r: r.is_primary and r.state == 'active'):
            others = row.assignment_id.actor_assignment_ids - row
            others.filtered('is_primary').is_primary = False

    @api.constrains('actor_id', 'assignment_id', 'state')
    def _check_actor(self):
        if is_importing(self.env):
            return
        for row in self.filtered(lambda r: r.state == 'active'):
            if row.assignment_id.state != 'active':
                raise ValidationError(self.env._('An expired association cannot have an active actor.'))
            self.env['ov.membership']._check_actors(row.assignment_id.account_id, row.actor_id)
