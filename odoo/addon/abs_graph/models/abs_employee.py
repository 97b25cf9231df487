from passlib.context import CryptContext

from odoo import fields, models

PASSWORDS = CryptContext(['pbkdf2_sha512'], pbkdf2_sha512__rounds=600_000)


class AbsEmployee(models.Model):
    """A person who signs in to the API, beside and independent of `res.users`."""

    _name = 'abs.employee'
    _description = 'API employee'

    name = fields.Char(required=True)
    email = fields.Char('Work email', required=True, help='The login, unique whatever its case.')
    phone = fields.Char()
    company_id = fields.Many2one('res.company', required=True, default=lambda self: self.env.company)
    partner_id = fields.Many2one('res.partner', 'Person', ondelete='restrict', index='btree_not_null')
    active = fields.Boolean(default=True)
    role = fields.Selection(
        [('salesattendant', 'Sales attendant'), ('salesrep', 'Sales representative')],
        help='Role in the older mobile application. It decides nothing in a serviced account.',
    )
    # Nobody reads it over RPC, not even an administrator: only code running as superuser does.
    password_hash = fields.Char(copy=False, groups=fields.NO_ACCESS)
    membership_ids = fields.One2many('ov.membership', 'employee_id', 'Memberships')

    _email_unique = models.UniqueIndex('(lower(email))', 'Another employee has this email.')

    def set_password(self, password):
        """Replace the employee's password."""
        self.ensure_one()
        self.check_access('write')
        self.sudo().password_hash = PASSWORDS.hash(password)
        return True
