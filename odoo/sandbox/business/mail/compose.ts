import type { Env } from '../../env.ts';
import type { Call } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { create, existing, write } from '../../write.ts';
import { pdfOf } from '../../pdf.ts';
import type { BusinessTable } from '../types.ts';

type Vals = Readonly<Record<string, unknown>>;

const idsOf = (value: unknown): readonly number[] => (Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : []);

/** Hands a message over to the mail server, if there is one (the believable company has none); what became of it stands on the notification. */
export function notify(env: Env, message: number, partner: SandboxRecord): void {
  const email = partner.text('email');
  const reachable = env.records('ir.mail_server').some((server) => server.value('active') === true);
  const failure = email === '' ? 'mail_email_missing' : /^[^\s@]+@[^\s@]+$/.test(email) ? (reachable ? false : 'mail_smtp') : 'mail_email_invalid';
  create(
    env.model('mail.notification'),
    [{ mail_message_id: message, res_partner_id: partner.id, notification_type: 'email', notification_status: failure === false ? 'sent' : 'exception', failure_type: failure }],
    env,
  );
}

/** A dialogue with a template prints its report as it is opened; the file belongs to no record until the mail is sent. */
function attach(vals: Vals, env: Env): Vals {
  const [id] = idsOf(env.context['default_res_ids']);
  const order = env.context['default_model'] === 'sale.order' && env.context['default_template_id'] !== undefined ? env.record('sale.order', id) : undefined;
  if (order === undefined) return {};
  const title = env.context['proforma'] === true ? 'PRO-FORMA' : order.value('state') === 'sale' ? 'Order' : 'Quotation';
  const heading = `${title === 'PRO-FORMA' ? 'Pro-Forma Invoice' : title} # ${order.text('name')}`;
  const datas = pdfOf([heading, `Total ${String(order.value('amount_total'))}`, 'Printed by the sandbox.']).toString('base64');
  const file = { name: `${title} - ${order.text('name')}.pdf`, res_model: 'mail.compose.message', res_id: 0, mimetype: 'application/pdf', datas };
  // What the context gives a new dialogue is not meant for its file.
  return { ...vals, attachment_ids: [[6, 0, create(env.model('ir.attachment'), [file], env.with({ default_model: undefined, default_res_ids: undefined }))]] };
}

/** Writes the message on each record, and to its customer; a quotation that was sent says so. */
function send({ model, ids, env }: Call): unknown {
  existing(model, ids, env);
  const sudo = env.sudo();
  const about = String(env.context['default_model'] ?? '');
  const partner = env.record('res.users', env.uid)?.one('partner_id');
  for (const record of existing(env.model(about), idsOf(env.context['default_res_ids']), env)) {
    const customer = record.one('partner_id');
    const what = env.context['proforma'] === true ? 'Proforma' : 'Quotation';
    const [message = 0] = create(
      env.model('mail.message'),
      [
        {
          model: about, res_id: record.id, message_type: 'comment', subject: `${record.one('company_id')?.text('name') ?? ''} ${what} (Ref ${record.text('name')})`,
          author_id: partner?.id ?? false, email_from: partner?.value('email') ?? false, partner_ids: customer === undefined ? [] : [[6, 0, [customer.id]]], is_internal: false,
        },
      ],
      sudo,
    );
    if (customer !== undefined) notify(sudo, message, customer);
    if (env.context['mark_so_as_sent'] === true && record.value('state') === 'draft') write(record.model, [record.id], { state: 'sent' }, env);
  }
  return { type: 'ir.actions.act_window_close' };
}


export const MAILING: BusinessTable = {
  'mail.compose.message': { prepare: attach, methods: { action_send_mail: { kind: 'record', params: ['auto_commit'], required: 0, run: send } } },
};
