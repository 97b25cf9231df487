import {
  boolean, char, datetime, html, integer, many2many, many2one, one2many, reference, selection,
  type ModelDef,
} from '../schema.ts';
import { now } from './defaults.ts';

const mailMessage: ModelDef = {
  name: 'mail.message',
  description: 'Message',
  order: 'id desc',
  recName: 'subject',
  parent: 'parent_id',
  readers: ['Role / Portal', 'Role / Public', 'Role / User'],
  fields: {
    subject: char('Subject'),
    date: datetime('Date', { default: now }),
    body: html('Contents', { default: '' }),
    parent_id: many2one('mail.message', 'Parent Message'),
    model: char('Related Document Model'),
    res_id: reference('Related Document ID'),
    message_type: selection([
        ['email', 'Incoming Email'], ['comment', 'Comment'], ['email_outgoing', 'Outgoing Email'],
        ['notification', 'System notification'], ['auto_comment', 'Automated Targeted Notification'],
        ['out_of_office', 'Out-of-office Message'], ['user_notification', 'User Specific Notification'],
      ], 'Type', { required: true, default: 'comment' }),
    author_id: many2one('res.partner', 'Author'),
    email_from: char('From'),
    message_id: char('Message-Id', { readonly: true, copy: false }),
    is_internal: boolean('Employee Only'),
    subtype_id: many2one('mail.message.subtype', 'Subtype'),
    child_ids: one2many('mail.message', 'parent_id', 'Child Messages'),
    record_name: char('Message Record Name', { readonly: true, virtual: true }),
    partner_ids: many2many('res.partner', 'Recipients'),
  },
};

const mailMessageSubtype: ModelDef = {
  name: 'mail.message.subtype',
  description: 'Message subtypes',
  order: 'sequence, id',
  readers: ['Role / Portal', 'Role / Public', 'Role / User'],
  fields: {
    name: char('Message Type', { required: true, translate: true }),
    internal: boolean('Internal Only'),
    sequence: integer('Sequence', { default: 1, aggregator: false }),
  },
};

export const MAIL: readonly ModelDef[] = [mailMessage, mailMessageSubtype];
