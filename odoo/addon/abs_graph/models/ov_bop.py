from odoo import api, fields, models
from odoo.exceptions import ValidationError


class OvBopSheet(models.Model):
    """Bill of products: what a bundle is made of. Not a bill of materials: nothing is manufactured."""

    _name = 'ov.bop.sheet'
    _description = 'Bill of products'

    name = fields.Char(required=True)
    product_tmpl_id = fields.Many2one('product.template', 'Bundle', required=True, ondelete='cascade', index=True)
    company_id = fields.Many2one('res.company')
    active = fields.Boolean(default=True)
    line_ids = fields.One2many('ov.bop.line', 'sheet_id', 'Components', copy=True)

    def _check_no_cycle(self):
        """Refuse a bundle that contains itself, directly or through bundles inside it."""
        for sheet in self:
            bundle = sheet.product_tmpl_id
            seen = layer = sheet.line_ids.product_id.product_tmpl_id
            while layer and bundle not in seen:
                layer = layer.bop_sheet_ids.line_ids.product_id.product_tmpl_id - seen
                seen |= layer
            if bundle in seen:
                raise ValidationError(self.env._('%s contains itself.', bundle.display_name))

    @api.constrains('product_tmpl_id')
    def _check_bundle(self):
        self._check_no_cycle()


class OvBopLine(models.Model):
    _name = 'ov.bop.line'
    _description = 'Component of a bill of products'
    _order = 'sequence, id'

    sheet_id = fields.Many2one('ov.bop.sheet', 'Bill of products', required=True, ondelete='cascade', index=True)
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one('product.product', 'Component', required=True, ondelete='restrict', index=True)
    quantity = fields.Float(required=True, default=1.0, digits='Product Unit')
    substitutable = fields.Boolean()

    _quantity_positive = models.Constraint('CHECK (quantity > 0)', 'The quantity of a component is greater than zero.')

    @api.constrains('sheet_id', 'product_id')
    def _check_component(self):
        self.sheet_id._check_no_cycle()
