from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..governance_import import is_importing

GLOBAL_ROOT_CODE = 'OVGLOBAL-ROOT'


class OvServicedAccount(models.Model):
    """An enclosure in which members see and handle the records associated with it.

    The tree is: global root (no company), one root per company, branches below it.
    """

    _name = 'ov.serviced_account'
    _description = 'Serviced account'
    _parent_store = True

    name = fields.Char(required=True)
    account_code = fields.Char('Code')
    account_class = fields.Selection(
        [('OVAC', 'Internal'), ('EXTC', 'External'), ('outlet', 'Outlet')], 'Class', required=True, default='OVAC')
    state = fields.Selection(
        [('draft', 'Draft'), ('active', 'Active'), ('inactive', 'Inactive')], required=True, default='draft')
    company_id = fields.Many2one('res.company', ondelete='restrict', index='btree_not_null')
    source_company_id = fields.Many2one(
        'res.company', 'Root of company', ondelete='restrict', help='Set on the root of a company and nowhere else.')
    parent_id = fields.Many2one('ov.serviced_account', 'Parent', ondelete='restrict', index=True)
    child_ids = fields.One2many('ov.serviced_account', 'parent_id', 'Children')
    parent_path = fields.Char(index=True)
    partner_id = fields.Many2one('res.partner', 'Party', ondelete='restrict', index='btree_not_null')
    sa_manager = fields.Many2one(
        'ov.membership', 'Manager', ondelete='set null', help='The membership, in this account, of its manager.')
    is_global_root = fields.Boolean()
    is_root = fields.Boolean('Is company root')
    is_seed = fields.Boolean()
    is_app_users_pool = fields.Boolean()
    membership_ids = fields.One2many('ov.membership', 'account_id', 'Memberships')
    note = fields.Text()
    member_count = fields.Integer(compute='_compute_member_count')
    child_count = fields.Integer(compute='_compute_child_count')

    _account_code_unique = models.Constraint('UNIQUE (account_code)', 'Another serviced account has this code.')
    _one_global_root = models.UniqueIndex('(is_global_root) WHERE is_global_root', 'There is a global root already.')
    _one_root_per_company = models.UniqueIndex(
        '(source_company_id) WHERE source_company_id IS NOT NULL', 'This company has a root account already.')

    def write(self, vals):
        if vals.get('sa_manager'):
            manager = self.env['ov.membership'].browse(vals['sa_manager'])
            for account in self._governed():
                account._hand_over(manager)
        return super().write(vals)

    def _hand_over(self, manager):
        """Turn the reporting line round before another member becomes manager, so that there is one head throughout."""
        former = self.sa_manager
        if not former or former == manager or manager.account_id != self:
            return
        super().write({'sa_manager': False})
        manager.manager_member_id = False
        former.manager_member_id = manager

    @api.depends('membership_ids.membership_state')
    def _compute_member_count(self):
        counts = dict(self.env['ov.membership']._read_group(
            [('account_id', 'in', self.ids), ('membership_state', '=', 'active')], ['account_id'], ['__count']))
        for account in self:
            account.member_count = counts.get(account, 0)

    @api.depends('child_ids')
    def _compute_child_count(self):
        for account in self:
            account.child_count = len(account.child_ids)

    @api.constrains('is_global_root', 'account_code', 'company_id', 'parent_id', 'source_company_id')
    def _check_global_root(self):
        for account in self._governed():
            if account.is_global_root:
                if account.account_code != GLOBAL_ROOT_CODE:
                    raise ValidationError(self.env._('The global root has the code %s.', GLOBAL_ROOT_CODE))
                if account.company_id or account.parent_id or account.source_company_id:
                    raise ValidationError(self.env._('The global root has neither a company nor a parent.'))
            elif not account.company_id:
                raise ValidationError(self.env._('%s needs a company: only the global root has none.', account.name))

    @api.constrains('is_root', 'source_company_id', 'company_id', 'parent_id')
    def _check_company_root(self):
        for account in self._governed():
            if account.is_root != bool(account.source_company_id):
                raise ValidationError(self.env._('%s: a company root names the company it is the root of.', account.name))
            if account.is_root and account.source_company_id != account.company_id:
                raise ValidationError(self.env._('%s is the root of another company than its own.', account.name))
            if account.is_root and not account.parent_id.is_global_root:
                raise ValidationError(self.env._('%s: a company root stands under the global root.', account.name))

    @api.constrains('parent_id', 'company_id')
    def _check_tree(self):
        if self._has_cycle():
            raise ValidationError(self.env._('A serviced account cannot stand below itself.'))
        # A child's company depends on its parent's, so a change of the parent is checked against its children too.
        for account in (self | self.child_ids)._governed():
            parent = account.parent_id
            if parent and not parent.is_global_root and parent.company_id != account.company_id:
                raise ValidationError(self.env._(
                    '%(child)s and its parent %(parent)s belong to different companies.',
                    child=account.name, parent=parent.name))

    @api.constrains('sa_manager')
    def _check_manager(self):
        for account in self._governed():
            manager = account.sa_manager
            if not manager:
                continue
            if manager.account_id != account:
                raise ValidationError(self.env._('The manager of %s is a member of another account.', account.name))
            if manager.membership_state != 'active' or manager.role_code != 'staff' or manager.manager_member_id:
                raise ValidationError(self.env._(
                    'The manager of %s is an active staff member who reports to nobody.', account.name))

    def _governed(self):
        """Return the records whose invariants are to be checked: none while historic data are imported."""
        return self.browse() if is_importing(self.env) else self
