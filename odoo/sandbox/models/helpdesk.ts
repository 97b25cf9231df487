import {
  boolean, char, datetime, html, integer, many2many, many2one, one2many, selection,
  type ModelDef,
} from '../schema.ts';
import { callerCompany } from './defaults.ts';

const helpdeskTeam: ModelDef = {
  name: 'helpdesk.team',
  description: 'Help desk team',
  order: 'sequence, name, id',
  readers: ['Role / Administrator', 'Role / User'],
  fields: {
    name: char('Name', { required: true, translate: true }),
    sequence: integer('Sequence', { default: 10, aggregator: false }),
    active: boolean('Active', { default: true }),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
    stage_ids: many2many('helpdesk.stage', 'Stages', { inverse: 'team_ids' }),
    member_ids: many2many('res.users', 'Members'),
  },
};

const helpdeskStage: ModelDef = {
  name: 'helpdesk.stage',
  description: 'Help desk stage',
  order: 'sequence, id',
  readers: ['Role / Administrator', 'Role / User'],
  fields: {
    name: char('Name', { required: true, translate: true }),
    sequence: integer('Sequence', { default: 10, aggregator: false }),
    active: boolean('Active', { default: true }),
    fold: boolean('Closed'),
    team_ids: many2many('helpdesk.team', 'Teams'),
  },
};

const helpdeskTag: ModelDef = {
  name: 'helpdesk.tag',
  description: 'Help desk tag',
  order: 'name, id',
  readers: ['Role / Administrator', 'Role / User'],
  unique: [
    { fields: ['name'], message: 'Another tag has this name.' },
  ],
  fields: {
    name: char('Name', { required: true, translate: true }),
    color: integer('Color'),
  },
};

const helpdeskTicket: ModelDef = {
  name: 'helpdesk.ticket',
  thread: true,
  description: 'Help desk ticket',
  order: 'priority desc, id desc',
  readers: ['Role / Administrator', 'Role / User'],
  fields: {
    name: char('Subject', { required: true }),
    description: html('Description'),
    active: boolean('Active', { default: true }),
    priority: selection([['0', 'Low'], ['1', 'Medium'], ['2', 'High'], ['3', 'Urgent']], 'Priority', { required: true, default: '0' }),
    team_id: many2one('helpdesk.team', 'Team', { ondelete: 'restrict' }),
    stage_id: many2one('helpdesk.stage', 'Stage', { ondelete: 'restrict', copy: false }),
    company_id: many2one('res.company', 'Company'),
    user_id: many2one('res.users', 'Assigned to'),
    partner_id: many2one('res.partner', 'Customer'),
    tag_ids: many2many('helpdesk.tag', 'Tags'),
    close_date: datetime('Close Date', { copy: false }),
    x_sale_order_id: many2one('sale.order', 'Sales order'),
    x_lot_id: many2one('stock.lot', 'Serial number'),
    x_sa_id: many2one('ov.serviced_account', 'Serviced account', { copy: false }),
    x_actor_id: many2one('res.partner', 'Actor', { copy: false }),
    ov_sa_assignment_ids: one2many('ov.sa_ticket_assignment', 'ticket_id', 'Serviced account associations'),
  },
};

export const HELPDESK: readonly ModelDef[] = [helpdeskTeam, helpdeskStage, helpdeskTag, helpdeskTicket];
