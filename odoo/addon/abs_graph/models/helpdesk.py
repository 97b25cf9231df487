from odoo import api, fields, models

# Stand-ins, under the same names, for the help desk of Odoo Enterprise: the fields that the graph reads and writes,
# and the life of a ticket (first stage on creation, closing date from folded stages).


class HelpdeskTag(models.Model):
    _name = 'helpdesk.tag'
    _description = 'Help desk tag'
    _order = 'name, id'

    name = fields.Char(required=True, translate=True)
    color = fields.Integer()

    _name_unique = models.Constraint('UNIQUE (name)', 'Another tag has this name.')


class HelpdeskTeam(models.Model):
    _name = 'helpdesk.team'
    _description = 'Help desk team'
    _order = 'sequence, name, id'

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one('res.company', required=True, default=lambda self: self.env.company)
    stage_ids = fields.Many2many('helpdesk.stage', 'helpdesk_stage_team_rel', 'team_id', 'stage_id', 'Stages')
    member_ids = fields.Many2many('res.users', string='Members')


class HelpdeskStage(models.Model):
    _name = 'helpdesk.stage'
    _description = 'Help desk stage'
    _order = 'sequence, id'

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    fold = fields.Boolean('Closed', help='A ticket in this stage is closed.')
    team_ids = fields.Many2many('helpdesk.team', 'helpdesk_stage_team_rel', 'stage_id', 'team_id', 'Teams')


class HelpdeskTicket(models.Model):
    _name = 'helpdesk.ticket'
    _description = 'Help desk ticket'
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'priority desc, id desc'

    name = fields.Char('Subject', required=True, tracking=True)
    description = fields.Html()
    active = fields.Boolean(default=True)
    priority = fields.Selection(
        [('0', 'Low'), ('1', 'Medium'), ('2', 'High'), ('3', 'Urgent')], required=True, default='0', tracking=True)
    team_id = fields.Many2one('helpdesk.team', 'Team', ondelete='restrict', index=True)
    stage_id = fields.Many2one(
        'helpdesk.stage', 'Stage', compute='_compute_stage_id', store=True, readonly=False, ondelete='restrict',
        index=True, tracking=True, copy=False)
    company_id = fields.Many2one('res.company', compute='_compute_company_id', store=True, readonly=False, index=True)
    user_id = fields.Many2one('res.users', 'Assigned to', tracking=True)
    partner_id = fields.Many2one('res.partner', 'Customer', index='btree_not_null', tracking=True)
    tag_ids = fields.Many2many('helpdesk.tag', string='Tags')
    close_date = fields.Datetime(copy=False)
    x_sale_order_id = fields.Many2one('sale.order', 'Sales order', index='btree_not_null')
    x_lot_id = fields.Many2one('stock.lot', 'Serial number', index='btree_not_null')

    @api.depends('team_id')
    def _compute_stage_id(self):
        for ticket in self:
            stages = ticket.team_id.stage_ids
            if ticket.stage_id not in stages:
                ticket.stage_id = stages.sorted()[:1]

    @api.depends('team_id')
    def _compute_company_id(self):
        for ticket in self:
            ticket.company_id = ticket.team_id.company_id or ticket.company_id or self.env.company

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        for ticket in tickets:
            if ticket.stage_id.fold and not ticket.close_date:
                ticket.close_date = fields.Datetime.now()
        return tickets

    def write(self, vals):
        if 'stage_id' not in vals or 'close_date' in vals:
            return super().write(vals)
        closes = self.env['helpdesk.stage'].browse(vals['stage_id']).fold
        # A closed ticket that moves to another closed stage keeps the date on which it was closed.
        turning = self.filtered(lambda ticket: ticket.stage_id.fold != closes)
        close_date = fields.Datetime.now() if closes else False
        super(HelpdeskTicket, turning).write({**vals, 'close_date': close_date})
        super(HelpdeskTicket, self - turning).write(vals)
        return True
