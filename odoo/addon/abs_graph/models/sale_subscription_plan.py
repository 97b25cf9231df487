from odoo import fields, models


class SaleSubscriptionPlan(models.Model):
    """Stand-in, under the same name, for the recurrence plan of Odoo Enterprise."""

    _name = 'sale.subscription.plan'
    _description = 'Subscription plan'

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one('res.company')
    billing_period_value = fields.Integer('Billing period', required=True, default=1)
    billing_period_unit = fields.Selection(
        [('week', 'Weeks'), ('month', 'Months'), ('year', 'Years')], 'Unit', required=True, default='month')
    auto_close_limit = fields.Integer('Automatic closing', default=15, help='Days after which an unpaid subscription is closed.')
    auto_renew = fields.Boolean('Automatic renewal', default=True)

    _period = models.Constraint('CHECK (billing_period_value > 0)', 'A billing period is one unit at least.')
