from odoo import models
from odoo.tools import SQL


class ConditionalWrite(models.AbstractModel):
    _name = 'abs.conditional.write'
    _description = 'Writing on a condition'

    def write_if_unchanged(self, vals, expected):
        """Writes the values if the record still has the expected ones, and says whether it did."""
        return self._is_unchanged(expected) and self.write(vals)

    def _is_unchanged(self, expected):
        """Whether the record has the expected values, which it keeps until the end of the transaction.

        Odoo's `write` overwrites whatever somebody else has written since the caller read the record. The rows are locked
        first: whoever wrote them since this transaction began makes it fail with a serialization error, and Odoo runs it
        anew, on what is there then.
        """
        self.ensure_one()
        self.check_access('write')
        for record in (self, *(self[field] for field in self._inherits.values())):
            self.env.cr.execute(SQL('SELECT id FROM %s WHERE id = %s FOR UPDATE', SQL.identifier(record._table), record.id))
        self.invalidate_recordset()
        current = self.read(list(expected), load=None)[0]
        return all(self._stored_value(name, current[name]) == self._stored_value(name, value) for name, value in expected.items())

    def _stored_value(self, name, value):
        """As the field keeps it: times parsed, numbers rounded to the field's digits, nothing as None."""
        cached = self._fields[name].convert_to_cache(value, self, validate=False)
        return None if cached is False and self._fields[name].type != 'boolean' else cached


class MrpProduction(models.Model):
    _name = 'mrp.production'
    _inherit = ['mrp.production', 'abs.conditional.write']

    def change_quantity_if_unchanged(self, quantity, expected):
        """Changes the quantity of a confirmed order, with its components, on the same condition."""
        if not self._is_unchanged(expected):
            return False
        self.env['change.production.qty'].create({'mo_id': self.id, 'product_qty': quantity}).change_prod_qty()
        return True


class ProductProduct(models.Model):
    _name = 'product.product'
    _inherit = ['product.product', 'abs.conditional.write']
