import { binary, char, integer, many2many, many2one, selection, text, type ModelDef } from '../schema.ts';

const composeMessage: ModelDef = {
  name: 'mail.compose.message',
  description: 'Email composition wizard',
  order: 'id',
  recName: null,
  readers: ['Role / User'],
  fields: {
    subject: char('Subject'),
    attachment_ids: many2many('ir.attachment', 'Attachments'),
  },
};

const attachment: ModelDef = {
  name: 'ir.attachment',
  description: 'Attachment',
  order: 'id desc',
  readers: ['Role / User'],
  fields: {
    name: char('Name', { required: true }),
    res_model: char('Resource Model'),
    res_id: integer('Resource ID'),
    mimetype: char('Mime Type', { readonly: true }),
    datas: binary('File Content (base64)'),
  },
};

const notification: ModelDef = {
  name: 'mail.notification',
  description: 'Message Notifications',
  order: 'id',
  recName: 'res_partner_id',
  readers: ['Role / Portal', 'Role / User'],
  fields: {
    mail_message_id: many2one('mail.message', 'Message', { required: true, ondelete: 'cascade' }),
    res_partner_id: many2one('res.partner', 'Recipient', { ondelete: 'cascade' }),
    notification_type: selection([['inbox', 'Inbox'], ['email', 'Email'], ['sms', 'SMS']], 'Notification Type', { required: true, default: 'inbox' }),
    notification_status: selection([
        ['ready', 'Ready to Send'], ['process', 'Processing'], ['pending', 'Sent'], ['sent', 'Delivered'], ['bounce', 'Bounced'], ['exception', 'Exception'],
        ['canceled', 'Cancelled'],
      ], 'Status', { default: 'ready' }),
    failure_type: selection([
        ['unknown', 'Unknown error'], ['mail_bounce', 'Bounce'], ['mail_spam', 'Detected As Spam'], ['mail_email_invalid', 'Invalid email address'],
        ['mail_email_missing', 'Missing email address'], ['mail_from_invalid', 'Invalid from address'], ['mail_from_missing', 'Missing from address'],
        ['mail_smtp', 'Connection failed (outgoing mail server problem)'],
      ], 'Failure type'),
    failure_reason: text('Failure reason', { copy: false }),
  },
};

/** How mail leaves Odoo. */
export const MAILING_MODELS: readonly ModelDef[] = [composeMessage, attachment, notification];
