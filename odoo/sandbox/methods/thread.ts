import { checkAccess } from '../access.ts';
import { create, existing } from '../write.ts';
import type { Call, Method } from './index.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Adds a message to a record's discussion; text is escaped, as Odoo escapes what is not marked up. */
function messagePost({ model, ids, args, env }: Call): unknown {
  const records = existing(model, ids, env);
  checkAccess(model, env, 'read', records);
  const author = env.record('res.users', env.uid)?.one('partner_id');
  return records.map((record) => {
    const body = String(args['body'] ?? '');
    const [id] = create(
      env.model('mail.message'),
      [
        {
          model: model.name, res_id: record.id, body: body === '' ? '' : `<p>${escape(body)}</p>`,
          message_type: args['message_type'] ?? 'notification', subject: args['subject'] ?? false,
          author_id: author?.id ?? false, email_from: author?.value('email') ?? false, is_internal: true,
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
