import type { Env } from '../../env.ts';
import type { Call, Method } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { existing } from '../../write.ts';
import type { Business } from '../types.ts';
import { PICKINGS } from './pickings.ts';

const idsOf = (value: unknown): readonly number[] => (Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : []);

/** Validates the transfers that the question was about, as `button_validate` was called. */
function answer(call: Call, context: (wizard: SandboxRecord) => Readonly<Record<string, unknown>>): unknown {
  const { env } = call;
  const asked = idsOf(env.context['button_validate_picking_ids']);
  const [wizard] = existing(call.model, call.ids, env);
  const validate = PICKINGS.methods?.['button_validate'];
  if (asked.length === 0 || wizard === undefined || validate === undefined) return true;
  return validate.run({ model: env.model('stock.picking'), ids: asked, args: {}, env: env.with({ skip_backorder: true, ...context(wizard) }) });
}

const method = (run: (call: Call) => unknown): Method => ({ kind: 'record', params: [], required: 0, run });

/** `pick_ids` as the context of the action names them, and a line for each, as the web client fills it in. */
function prepare(vals: Readonly<Record<string, unknown>>, env: Env): Readonly<Record<string, unknown>> {
  const given = vals['pick_ids'] ?? env.context['default_pick_ids'];
  return given === undefined ? {} : { pick_ids: given };
}

export const BACKORDER: Business = {
  prepare,
  methods: {
    process: method((call) =>
      answer(call, (wizard) => {
        const kept = wizard.related('backorder_confirmation_line_ids').filter((line) => line.value('to_backorder') !== true);
        return kept.length === 0 ? {} : { picking_ids_not_to_backorder: kept.map((line) => line.value('picking_id')) };
      }),
    ),
    process_cancel_backorder: method((call) => answer(call, (wizard) => ({ picking_ids_not_to_backorder: wizard.value('pick_ids') }))),
  },
};
