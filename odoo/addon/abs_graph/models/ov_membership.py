from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..governance_import import is_importing


class OvMembership(models.Model):
    """A person's place in one serviced account. Nothing is inherited from the account's parent, child or sibling."""

    _name = 'ov.membership'
    _description = 'Serviced account membership'
    _rec_name = 'person_partner_id'

    account_id = fields.Many2one(
        'ov.serviced_account', 'Serviced account', required=True, ondelete='restrict', index=True)
    person_partner_id = fields.Many2one('res.partner', 'Person', ondelete='restrict', index='btree_not_null')
    employee_id = fields.Many2one('abs.employee', 'API employee', ondelete='restrict', index='btree_not_null')
    role_code = fields.Selection(
        [('admin', 'Admin'), ('staff', 'Staff'), ('agent', 'Agent')], 'Role', required=True, default='agent')
    scope_policy = fields.Selection([
        ('sa_wide', 'Everything in the account'),
        ('assigned_plus_unassigned', 'Own and unassigned'),
        ('assigned_only', 'Own only'),
    ])
    manager_member_id = fields.Many2one('ov.membership', 'Reports to', ondelete='restrict', index='btree_not_null')
    subordinate_ids = fields.One2many('ov.membership', 'manager_member_id', 'Subordinates')
    membership_state = fields.Selection(
        [('active', 'Active'), ('suspended', 'Suspended'), ('revoked', 'Revoked')], 'State', required=True,
        default='active')
    effective_from = fields.Date(help='First day. Empty means since ever.')
    effective_to = fields.Date(help='Last day, included. Empty means open.')

    _window = models.Constraint('CHECK (effective_from <= effective_to)', 'A membership ends before it begins.')
    _one_active_person = models.UniqueIndex(
        "(account_id, person_partner_id) WHERE membership_state = 'active' AND person_partner_id IS NOT NULL",
        'This person is an active member of the account already.')
    _one_active_employee = models.UniqueIndex(
        "(account_id, employee_id) WHERE membership_state = 'active' AND employee_id IS NOT NULL",
        'This employee is an active member of the account already.')

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get('employee_id') and not vals.get('person_partner_id'):
                vals['person_partner_id'] = self.env['abs.employee'].browse(vals['employee_id']).partner_id.id
        members = super().create(vals_list)
        members._governed()._promote_first_staff()
        members._check_one_head()
        return members

    def _promote_first_staff(self):
        """Make the first staff member of an account its manager."""
        for member in self:
            account = member.account_id
            if (not account.sa_manager and not account.is_global_root and not member.manager_member_id
                    and member.role_code == 'staff' and member.membership_state == 'active'):
                account.sudo().sa_manager = member

    @api.constrains('person_partner_id', 'employee_id', 'account_id')
    def _check_person(self):
        for member in self._governed():
            employee = member.employee_id
            if not member.person_partner_id and not employee:
                raise ValidationError(self.env._('A membership needs a person.'))
            if employee and employee.partner_id != member.person_partner_id:
                raise ValidationError(self.env._('The employee and the person of a membership differ.'))
            company = member.account_id.company_id
            if employee and company and employee.company_id != company:
                raise ValidationError(self.env._(
                    '%(employee)s works for another company than %(account)s.',
                    employee=employee.name, account=member.account_id.name))

    @api.constrains('role_code', 'account_id')
    def _check_admin(self):
        for member in self._governed():
            if member.role_code == 'admin' and not member.account_id.is_global_root:
                raise ValidationError(self.env._('Only the global root has administrators.'))

    @api.constrains('manager_member_id', 'account_id')
    def _check_reporting_line(self):
        if self._has_cycle('manager_member_id'):
            raise ValidationError(self.env._('A member cannot report to himself.'))
        for member in self._governed():
            if any(other.account_id != member.account_id
                   for other in member.manager_member_id | member.subordinate_ids):
                raise ValidationError(self.env._('Members report within their own serviced account.'))

    @api.constrains('membership_state')
    def _check_leaving(self):
        for member in self._governed():
            if member.membership_state != 'active' and any(
                    sub.membership_state == 'active' for sub in member.subordinate_ids):
                raise ValidationError(self.env._('Let the subordinates report to somebody else first.'))

    @api.constrains('role_code', 'membership_state', 'manager_member_id', 'account_id')
    def _check_account_manager(self):
        self.env['ov.serviced_account'].search([('sa_manager', 'in', self.ids)])._check_manager()

    @api.constrains('role_code', 'membership_state', 'manager_member_id')
    def _check_one_head(self):
        """Refuse a second head: only the manager of an account reports to nobody among its active staff."""
        for member in self._governed():
            account = member.account_id
            if (account.sa_manager and account.sa_manager != member and not member.manager_member_id
                    and member.role_code == 'staff' and member.membership_state == 'active'):
                raise ValidationError(self.env._(
                    'Another member manages %s already: this one has to report to somebody.', account.name))

    @api.model
    def _check_actors(self, account, actor):
        """Refuse an actor who is not an active member of the account that the record is associated with."""
        if not self.search_count([
            ('account_id', '=', account.id), ('person_partner_id', '=', actor.id), ('membership_state', '=', 'active'),
        ], limit=1):
            raise ValidationError(self.env._(
                '%(actor)s is not an active member of %(account)s.', actor=actor.name, account=account.name))

    def _governed(self):
        """Return the records whose invariants are to be checked: none while historic data are imported."""
        return self.browse() if is_importing(self.env) else self
