from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    sale_approval_enabled = fields.Boolean('Sales order approval')
    sale_approval_minimum = fields.Monetary(
        'Minimum order amount', help='Orders above this amount need approval; an order of exactly this amount does not.')

    def _needs_approval(self, amount, currency, date):
        """Return whether an order of this amount and date needs approval before it is confirmed."""
        self.ensure_one()
        if not self.sale_approval_enabled:
            return False
        own = currency._convert(amount, self.currency_id, self, date)
        return self.currency_id.compare_amounts(own, self.sale_approval_minimum) > 0
