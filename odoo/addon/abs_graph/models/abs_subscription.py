from odoo import fields, models


class AbsSubscription(models.Model):
    """The subscription that the mobile applications use, beside Odoo's own recurring orders."""

    _name = 'abs.subscription'
    _description = 'ABS subscription'
    _rec_name = 'subscription_code'

    subscription_code = fields.Char(required=True)
    customer_id = fields.Many2one('res.partner', required=True, ondelete='restrict', index=True)
    product_id = fields.Many2one('product.product', required=True, ondelete='restrict')
    order_id = fields.Many2one('sale.order', 'Sales order', ondelete='restrict', index='btree_not_null')
    status = fields.Selection(
        [('active', 'Active'), ('paused', 'Paused'), ('expired', 'Expired'), ('cancelled', 'Cancelled')],
        required=True, default='active')
    active = fields.Boolean(default=True)
    start_date = fields.Date()
    next_cycle_date = fields.Date()
    company_id = fields.Many2one('res.company', required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one('res.currency', required=True, default=lambda self: self.env.company.currency_id)
    price_at_signup = fields.Monetary()
    cycle_interval = fields.Integer(required=True, default=1)
    cycle_unit = fields.Selection(
        [('day', 'Days'), ('week', 'Weeks'), ('month', 'Months'), ('year', 'Years')], required=True, default='month')

    _code_unique = models.Constraint('UNIQUE (subscription_code)', 'Another subscription has this code.')
    _cycle_positive = models.Constraint('CHECK (cycle_interval > 0)', 'A cycle is one unit at least.')
