from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    # Open lists: what is sold differs between installations, and the sources disagree about the values.
    x_pu_category = fields.Char('PU category')
    x_pu_metric = fields.Char('PU metric')
    x_service_type = fields.Char('Service type')
    x_contract_type = fields.Char('Contract type')
    recurring_invoice = fields.Boolean('Subscription product')
    plan_id = fields.Many2one('sale.subscription.plan', 'Subscription plan', index='btree_not_null')
    bop_sheet_ids = fields.One2many('ov.bop.sheet', 'product_tmpl_id', 'Bills of products')
