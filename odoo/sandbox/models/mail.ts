import {
  boolean, char, datetime, html, many2one, reference, selection,
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
    is_internal: boolean('Employee Only'),
  },
};

export const MAIL: readonly ModelDef[] = [mailMessage];
