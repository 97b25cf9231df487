from odoo import fields, models


class ResPartner(models.Model):
    _inherit = 'res.partner'

    ov_membership_ids = fields.One2many('ov.membership', 'person_partner_id', 'Serviced account memberships')
