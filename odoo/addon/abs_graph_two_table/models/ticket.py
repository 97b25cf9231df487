from odoo import fields, models


class OvSaTicketAssignment(models.Model):
    _name = 'ov.sa_ticket_assignment'
    _inherit = 'ov.sa_assignment'
    _description = 'Ticket of a serviced account'

    ticket_id = fields.Many2one('helpdesk.ticket', 'Ticket', required=True, ondelete='cascade', index=True)
    actor_assignment_ids = fields.One2many('ov.actor_sa_ticket_assignment', 'assignment_id', 'Actors')

    _one_active = models.UniqueIndex(
        "(ticket_id, account_id) WHERE state = 'active'", 'This record is associated with the account already.')


class OvActorSaTicketAssignment(models.Model):
    _name = 'ov.actor_sa_ticket_assignment'
    _inherit = 'ov.actor_sa_assignment'
    _description = 'Actor of a serviced account\'s ticket'

    assignment_id = fields.Many2one(
        'ov.sa_ticket_assignment', 'Association', required=True, ondelete='cascade', index=True)

    _one_active = models.UniqueIndex(
        "(assignment_id, actor_id) WHERE state = 'active'", 'This actor is assigned already.')


class HelpdeskTicket(models.Model):
    _inherit = 'helpdesk.ticket'

    ov_sa_assignment_ids = fields.One2many('ov.sa_ticket_assignment', 'ticket_id', 'Serviced account associations')
