import type { Env } from '../../env.ts';
import { userError } from '../../errors.ts';
import type { Method } from '../../methods/index.ts';
import { create, existing } from '../../write.ts';
import { notify } from '../mail/compose.ts';
import { set } from '../rows.ts';

type Vals = Readonly<Record<string, unknown>>;

export function prepareSending(vals: Vals, env: Env): Vals {
  const [active] = (env.context['active_ids'] ?? []) as readonly number[];
  const entry = env.record('account.move', vals['move_id'] ?? active);
  if (entry !== undefined && entry.value('state') !== 'posted') throw userError("You can't generate invoices that are not posted.");
  return { move_id: entry?.id, sending_methods: vals['sending_methods'] ?? ['email'] };
}

/** Writes the mail with the invoice, and notes that it was sent. The sandbox always has a printer. */
export const SENDING_METHODS: Readonly<Record<string, Method>> = {
  action_send_and_print: {
    kind: 'record', params: [], required: 0, open: true,
    run: ({ model, ids, env }) => {
      for (const wizard of existing(model, ids, env)) {
        const entry = wizard.one('move_id');
        const customer = entry?.one('partner_id');
        const methods = wizard.value('sending_methods');
        if (entry === undefined) continue;
        set(entry, { is_move_sent: true });
        if (customer === undefined || !Array.isArray(methods) || !methods.includes('email')) continue;
        const author = env.record('res.users', env.uid)?.one('partner_id');
        const [message = 0] = create(
          env.model('mail.message'),
          [{
            model: entry.model.name, res_id: entry.id, message_type: 'comment', subject: `${entry.one('company_id')?.text('name') ?? ''} Invoice (Ref ${entry.text('name')})`, author_id: author?.id ?? false,
            email_from: author?.value('email') ?? false, partner_ids: [[6, 0, [customer.id]]], is_internal: false,
          }],
          env.sudo(),
        );
        notify(env.sudo(), message, customer);
      }
      return { type: 'ir.actions.act_window_close' };
    },
  },
};
