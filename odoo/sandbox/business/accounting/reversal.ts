import type { Env } from '../../env.ts';
import { OdooError, userError } from '../../errors.ts';
import type { Method } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { create, existing } from '../../write.ts';
import { records, set } from '../rows.ts';
import { linesOf } from './entry.ts';

type Vals = Readonly<Record<string, unknown>>;

export function prepareReversal(vals: Vals, env: Env): Vals {
  const entries = records(env, 'account.move', (env.context['active_ids'] ?? []) as readonly number[]);
  if (entries.some((entry) => entry.value('state') !== 'posted')) throw userError('To reverse a journal entry, it has to be posted first.');
  return { move_ids: [[6, 0, entries.map(({ id }) => id)]], date: vals['date'] ?? env.now().slice(0, 10), company_id: entries[0]?.value('company_id') };
}

/** A draft that takes back all lines of an invoice. */
function takeBack(entry: SandboxRecord, wizard: SandboxRecord): number {
  const { env } = entry;
  const reason = wizard.text('reason');
  const [id = 0] = create(
    entry.model,
    [{
      move_type: 'out_refund', company_id: entry.value('company_id'), partner_id: entry.value('partner_id'), partner_shipping_id: entry.value('partner_shipping_id'), currency_id: entry.value('currency_id'),
      journal_id: wizard.value('journal_id'), reversed_entry_id: entry.id, ref: `Reversal of: ${entry.text('name')}${reason === '' ? '' : `, ${reason}`}`, invoice_date: wizard.value('date'), date: wizard.value('date'),
      invoice_origin: entry.value('invoice_origin'), team_id: entry.value('team_id'), invoice_user_id: entry.value('invoice_user_id'), invoice_payment_term_id: false,
      invoice_line_ids: linesOf(entry, 'product', 'line_section', 'line_subsection', 'line_note').map((line) => [0, 0, copyOf(line)]),
    }],
    env,
  );
  return id;
}

const copyOf = (line: SandboxRecord): Vals => ({
  name: line.value('name'), display_type: line.value('display_type'), sequence: line.value('sequence'), product_id: line.value('product_id'), quantity: line.value('quantity'), price_unit: line.value('price_unit'),
  discount: line.value('discount'), product_uom_id: line.value('product_uom_id'), account_id: line.value('account_id'), tax_ids: [[6, 0, line.value('tax_ids')]], sale_line_ids: [[6, 0, line.value('sale_line_ids')]],
});

export const REVERSAL_METHODS: Readonly<Record<string, Method>> = {
  refund_moves: {
    kind: 'record', params: [], required: 0,
    run: ({ model, ids, env }) => {
      const [wizard] = existing(model, ids, env);
      if (wizard === undefined) return true;
      if (wizard.text('date') === '') throw new OdooError('builtins.TypeError', "'>' not supported between instances of 'bool' and 'datetime.date'", 500);
      const made = wizard.related('move_ids').map((entry) => takeBack(entry, wizard));
      set(wizard, { new_move_ids: made });
      return { name: 'Reverse Moves', type: 'ir.actions.act_window', res_model: 'account.move', context: { default_move_type: 'out_refund' }, view_mode: 'form', res_id: made[0] };
    },
  },
};
