import { randomUUID } from 'node:crypto';
import { checkAccess } from '../access.ts';
import type { Env } from '../env.ts';
import { valueError } from '../errors.ts';
import { create, existing } from '../write.ts';
import type { Call, Method } from './index.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `mail.mt_note`, Odoo's default, and `mail.mt_comment`, by the names that every database has. */
const SUBTYPES: Readonly<Record<string, string>> = { 'mail.mt_comment': 'Discussions', 'mail.mt_note': 'Note' };

function subtype(env: Env, asked: unknown): number | false {
  const name = SUBTYPES[typeof asked === 'string' ? asked : 'mail.mt_note'];
  if (name === undefined) throw valueError(`External ID not found in the system: ${String(asked)}`);
  return env.records('mail.message.subtype').find((row) => row.text('name') === name)?.id ?? false;
}

/** Adds a message to a record's discussion; text is escaped, as Odoo escapes what is not marked up. */
function messagePost({ model, ids, args, env }: Call): unknown {
  const records = existing(model, ids, env);
  checkAccess(model, env, 'read', records);
  const author = env.record('res.partner', args['author_id']) ?? env.record('res.users', env.uid)?.one('partner_id');
  const email = author?.text('email') ?? '';
  const told = (args['partner_ids'] ?? []) as readonly number[];
  return records.map((record) => {
    const body = String(args['body'] ?? '');
    const [id] = create(
      env.model('mail.message'),
      [
        {
          model: model.name, res_id: record.id, body: body === '' ? '' : `<p>${escape(body)}</p>`,
          message_type: args['message_type'] ?? 'notification', subject: args['subject'] ?? (told.length > 0 && record.displayName()), subtype_id: subtype(env, args['subtype_xmlid']),
          author_id: author?.id ?? false, email_from: email === '' ? false : `"${author?.text('name') ?? ''}" <${email}>`, is_internal: false,
          record_name: record.displayName(), partner_ids: [[6, 0, told]],
          message_id: args['message_id'] ?? `<${randomUUID()}@sandbox>`,
        },
      ],
      env.sudo(),
    );
    return id;
  });
}

export const THREAD_METHODS: Readonly<Record<string, Method>> = {
  message_post: { kind: 'record', params: ['body', 'subject', 'message_type', 'subtype_xmlid'], required: 0, open: true, thread: true, run: messagePost },
};
