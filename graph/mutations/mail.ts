import { asId, asText } from '../../odoo/client/values.ts';
import { OdooFault } from '../../odoo/client/faults.ts';
import { toGraphError } from '../../odoo/client/graph-errors.ts';
import { and, EVERYTHING, where } from '../../odoo/domain/build.ts';
import type { OdooContext } from '../../odoo/port.ts';
import { userError } from '../../platform/user-errors.ts';
import type { UserErrorCode } from '../../platform/user-errors.ts';
import type { MutationContext } from './mutation.ts';

/** What became of a mail: `MailResult` of the SDL. */
export interface MailOutcome {
  readonly state: 'QUEUED' | 'SENT' | 'FAILED';
  readonly reason: string | null;
  readonly code: UserErrorCode | null;
  readonly remedy: string | null;
}

const NOTIFICATION = 'mail.notification';
const UNDER_WAY = new Set<unknown>(['ready', 'process', 'pending']);

/** Odoo's own words for what it gives as a reason only by a code. */
const FAILURES: Readonly<Record<string, string>> = {
  mail_smtp: 'Connection failed (outgoing mail server problem)',
  mail_email_missing: 'Missing email',
  mail_email_invalid: 'Invalid email address',
  mail_from_missing: 'Missing from address',
  mail_from_invalid: 'Invalid from address',
  mail_bl: 'Blacklisted address',
  mail_optout: 'Opted out',
  mail_dup: 'Duplicated email',
};

const failed = (reason: string, code: UserErrorCode = 'MAIL_FAILED'): MailOutcome => ({ state: 'FAILED', reason, code, remedy: userError(code).remedy });
const handled = (state: 'QUEUED' | 'SENT'): MailOutcome => ({ state, reason: null, code: null, remedy: null });

/** Is there any outgoing mail server? True where that cannot be told, as where the integration user may not look: the mail's outcome is known all the same. */
async function hasServer({ reader }: MutationContext): Promise<boolean> {
  try {
    return (await reader.count('ir.mail_server', EVERYTHING)) > 0;
  } catch (error) {
    if (error instanceof OdooFault) return true;
    throw error;
  }
}

async function latest(model: string, record: number, { reader }: MutationContext) {
  const about = and(where('mail_message_id.model', '=', model), where('mail_message_id.res_id', '=', record), where('notification_type', '=', 'email'));
  const specification = { notification_status: {}, failure_type: {}, failure_reason: {} };
  const { records } = await reader.search(NOTIFICATION, { domain: about, specification, order: 'id desc', limit: 1 });
  return records[0] ?? null;
}

/**
 * Sends what a button of Odoo's would: the button answers the dialogue, the dialogue writes the mail and hands it over. Answers what Odoo
 * says became of it; a document that cannot be printed is a failure with nothing sent.
 */
export async function sendByDialogue(model: string, record: number, button: string, odoo: OdooContext, context: MutationContext): Promise<MailOutcome> {
  const { reader, writer } = context;
  return outcomeOf(model, record, context, async () => {
    const action = await reader.call<{ readonly context?: OdooContext }>({ model, method: button, ids: [record], context: odoo, kind: 'read' });
    const dialogue = { ...odoo, ...action.context };
    const wizard = await writer.wizard('mail.compose.message', {}, dialogue);
    await writer.call('mail.compose.message', 'action_send_mail', { ids: [wizard], context: dialogue });
  });
}

/** Lets a mail about a record be sent, and answers what Odoo says became of it. */
export async function outcomeOf(model: string, record: number, context: MutationContext, send: () => Promise<void>): Promise<MailOutcome> {
  const before = asId((await latest(model, record, context))?.id) ?? 0;
  try {
    await send();
  } catch (error) {
    if (error instanceof OdooFault && !error.uncertain && error.kind === 'BUSINESS') return failed(toGraphError(error).message);
    throw error;
  }
  const told = await latest(model, record, context);
  if (told === null || (asId(told.id) ?? 0) <= before) return failed('Odoo made no mail: nobody was to be told.');
  if (told.notification_status === 'sent') return handled('SENT');
  if (UNDER_WAY.has(told.notification_status)) return handled('QUEUED');
  const code = asText(told.failure_type) ?? '';
  const reason = asText(told.failure_reason) ?? FAILURES[code] ?? (code === '' ? 'Odoo gives no reason.' : code);
  return failed(reason, code === 'mail_smtp' && !(await hasServer(context)) ? 'MAIL_NOT_CONFIGURED' : 'MAIL_FAILED');
}
