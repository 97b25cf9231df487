from odoo import fields, models


class OvStamp(models.AbstractModel):
    """The serviced account and the actor of a record, on the record itself: the bridge from before the associations."""

    _name = 'ov.stamp'
    _description = 'Serviced account stamp'

    x_sa_id = fields.Many2one('ov.serviced_account', 'Serviced account', index='btree_not_null', copy=False)
    x_actor_id = fields.Many2one('res.partner', 'Actor', index='btree_not_null', copy=False)


class ResPartner(models.Model):
    _name = 'res.partner'
    _inherit = ['res.partner', 'ov.stamp']


class SaleOrder(models.Model):
    _name = 'sale.order'
    _inherit = ['sale.order', 'ov.stamp']


class HelpdeskTicket(models.Model):
    _name = 'helpdesk.ticket'
    _inherit = ['helpdesk.ticket', 'ov.stamp']


class StockPicking(models.Model):
    _name = 'stock.picking'
    _inherit = ['stock.picking', 'ov.stamp']


class OvAsset(models.Model):
    _name = 'ov.asset'
    _inherit = ['ov.asset', 'ov.stamp']
