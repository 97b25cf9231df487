from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    approval_status = fields.Selection(
        [('none', 'None'), ('pending', 'Pending'), ('approved', 'Approved'), ('rejected', 'Rejected')],
        'Approval', required=True, default='none', copy=False)
    approval_submitted_by_id = fields.Many2one('res.partner', 'Submitted for approval by', copy=False)
    approval_submitted_date = fields.Datetime('Submitted for approval on', copy=False)
    approved_by_id = fields.Many2one('res.partner', 'Approval decided by', copy=False)
    approval_date = fields.Datetime('Approval decided on', copy=False)
    approval_notes = fields.Text(copy=False)

    x_channel_partner_id = fields.Many2one('res.partner', 'Channel partner')
    x_sales_rep_id = fields.Many2one('res.partner', 'Sales representative')
    x_outlet_id = fields.Many2one('ov.outlet', 'Outlet', index='btree_not_null')
    x_session_state = fields.Selection(
        [('active', 'Active'), ('paused', 'Paused'), ('completed', 'Completed'), ('cancelled', 'Cancelled')],
        'Retail session', copy=False)

    # Stand-ins, under the same names, for the subscription fields of Odoo Enterprise.
    plan_id = fields.Many2one('sale.subscription.plan', 'Recurring plan', index='btree_not_null')
    is_subscription = fields.Boolean('Recurring', compute='_compute_is_subscription', store=True, readonly=False)
    subscription_state = fields.Selection([
        ('1_draft', 'Quotation'),
        ('2_renewal', 'Renewal quotation'),
        ('3_progress', 'In progress'),
        ('4_paused', 'Paused'),
        ('5_renewed', 'Renewed'),
        ('6_churn', 'Churned'),
        ('7_upsell', 'Upsell'),
    ], 'Subscription status', compute='_compute_subscription_state', store=True, readonly=False, copy=False)
    start_date = fields.Date(copy=False)
    next_invoice_date = fields.Date(copy=False)
    end_date = fields.Date(copy=False)

    @api.depends('plan_id')
    def _compute_is_subscription(self):
        for order in self:
            order.is_subscription = bool(order.plan_id)

    @api.depends('is_subscription')
    def _compute_subscription_state(self):
        for order in self:
            if not order.is_subscription:
                order.subscription_state = False
            elif not order.subscription_state:
                order.subscription_state = '1_draft'

    def _confirmation_error_message(self):
        return super()._confirmation_error_message() or self._approval_error_message()

    def _approval_error_message(self):
        """Return why the order may not be confirmed yet, or False."""
        date = (self.date_order or fields.Datetime.now()).date()
        if self.approval_status == 'approved' or not self.company_id._needs_approval(
                self.amount_total, self.currency_id, date):
            return False
        return self.env._('%s is above the minimum order amount and has to be approved before it is confirmed.', self.name)

    def _action_confirm(self):
        for order in self.filtered(lambda o: o.is_subscription and o.subscription_state in ('1_draft', '2_renewal')):
            start = order.start_date or fields.Date.context_today(order)
            order.write({
                'subscription_state': '3_progress',
                'start_date': start,
                'next_invoice_date': order.next_invoice_date or start,
            })
        return super()._action_confirm()
