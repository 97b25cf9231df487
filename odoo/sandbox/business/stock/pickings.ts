import type { Env } from '../../env.ts';
import { userError } from '../../errors.ts';
import type { Call, Method } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { create, existing } from '../../write.ts';
import type { Business } from '../types.ts';
import { fresh, isStorable, records, set } from '../rows.ts';
import { finishMoves } from './done.ts';
import { cancelMoves, confirmMoves, setQuantity, unreserveMoves } from './moves.ts';
import { settlePicking } from './picking-state.ts';
import { assignMoves } from './reserve.ts';

type Vals = Readonly<Record<string, unknown>>;

const OVER = new Set(['done', 'cancel']);

/** The next number of a kind of operation: warehouse, kind, five digits. */
function nextName(type: SandboxRecord): string {
  const prefix = `${type.one('warehouse_id')?.text('code') ?? ''}/${type.text('sequence_code')}/`;
  const used = type.env.records('stock.picking').map((picking) => picking.text('name')).filter((name) => name.startsWith(prefix));
  const last = Math.max(0, ...used.map((name) => Number(name.slice(prefix.length)) || 0));
  return `${prefix}${String(last + 1).padStart(5, '0')}`;
}

/** What a transfer takes from its kind of operation. */
function prepare(vals: Vals, env: Env): Vals {
  const type = env.record('stock.picking.type', vals['picking_type_id']);
  if (type === undefined) return { move_type: vals['move_type'] ?? 'direct' };
  return {
    ...(vals['name'] === undefined || vals['name'] === '/' ? { name: nextName(type) } : {}),
    location_id: vals['location_id'] ?? type.value('default_location_src_id'),
    location_dest_id: vals['location_dest_id'] ?? type.value('default_location_dest_id'),
    move_type: vals['move_type'] ?? 'direct',
    state: 'draft',
    is_locked: vals['is_locked'] ?? true,
  };
}

const onPickings = (run: (pickings: readonly SandboxRecord[], call: Call) => unknown): Method => ({
  kind: 'record', params: [], required: 0, run: (call) => run(existing(call.model, call.ids, call.env), call),
});

export const movesOf = (pickings: readonly SandboxRecord[]): readonly SandboxRecord[] => pickings.flatMap((picking) => fresh(picking).related('move_ids'));

function assign(pickings: readonly SandboxRecord[]): true {
  confirmMoves(movesOf(pickings.filter((picking) => picking.value('state') === 'draft')));
  const open = movesOf(pickings).filter((move) => !['draft', 'cancel', 'done'].includes(move.text('state')));
  if (open.length === 0) throw userError('Nothing to check the availability for.');
  const due = (move: SandboxRecord): string => move.text('date_deadline') || '9';
  assignMoves(open.toSorted((left, right) => due(left).localeCompare(due(right)) || left.text('date').localeCompare(right.text('date')) || left.id - right.id));
  return true;
}

/** Cancels transfers with all that they were to move. */
export function cancelPickings(pickings: readonly SandboxRecord[]): true {
  cancelMoves(movesOf(pickings));
  for (const picking of pickings) settlePicking(set(fresh(picking), { is_locked: true, ...(picking.related('move_ids').length === 0 ? { state: 'cancel' } : {}) }));
  return true;
}

function checkSane(pickings: readonly SandboxRecord[]): void {
  for (const picking of pickings) {
    const moves = fresh(picking).related('move_ids');
    if (moves.length === 0 && picking.related('move_line_ids').length === 0) {
      throw userError('You can’t validate an empty transfer. Please add some products to move before proceeding.');
    }
    const open = moves.filter((move) => !OVER.has(move.text('state')));
    const picked = open.some((move) => move.value('picked') === true);
    if (open.filter((move) => !picked || move.value('picked') === true).every((move) => move.number('quantity') === 0)) {
      throw userError(
        "Transfer trouble alert! Validating a zero quantity transfer? You're not moving invisible goods around are you?\n" +
          "Set some quantities and let's get moving!",
      );
    }
    checkLots(picking, open);
  }
}

/** Only what is picked already; the rest is looked at when it moves. */
function checkLots(picking: SandboxRecord, open: readonly SandboxRecord[]): void {
  const type = picking.one('picking_type_id');
  if (type?.value('use_create_lots') !== true && type?.value('use_existing_lots') !== true) return;
  const lines = open.flatMap((move) => move.related('move_line_ids')).filter((line) => line.number('quantity') > 0 && line.value('picked') === true);
  const bare = lines.filter((line) => line.one('product_id')?.value('tracking') !== 'none' && line.value('lot_id') === false && line.text('lot_name') === '');
  const names = [...new Set(bare.map((line) => line.one('product_id')?.displayName() || ''))];
  if (names.length > 0) throw userError(`You need to supply a Lot/Serial number for products ${names.join(', ')}.`);
}

function validate(asked: readonly SandboxRecord[], { env }: Call): unknown {
  const pickings = asked.filter((picking) => picking.value('state') !== 'done');
  const drafts = pickings.filter((picking) => picking.value('state') === 'draft');
  confirmMoves(movesOf(drafts));
  for (const move of movesOf(drafts)) if (move.number('quantity') === 0 && move.number('product_uom_qty') !== 0) setQuantity(move, move.number('product_uom_qty'));
  checkSane(pickings);
  for (const picking of pickings) pickEverything(fresh(picking));
  const asking = env.context['skip_backorder'] === true ? [] : pickings.filter(isShort);
  if (asking.length > 0) return backorderWizard(asking, pickings, env);
  const given = env.context['picking_ids_not_to_backorder'];
  const dropped = new Set(Array.isArray(given) ? (given as readonly unknown[]) : []);
  for (const picking of pickings) finishPicking(fresh(picking), kindOf(picking) === 'never' || (dropped.has(picking.id) && kindOf(picking) !== 'always'));
  return true;
}

const kindOf = (picking: SandboxRecord): string => picking.one('picking_type_id')?.text('create_backorder') ?? 'ask';

/** Where nobody said what was picked, everything that is held was. */
function pickEverything(picking: SandboxRecord): void {
  const moves = picking.related('move_ids');
  if (moves.some((move) => move.value('picked') === true) || !moves.some((move) => move.number('quantity') > 0)) return;
  for (const move of moves) {
    for (const line of move.related('move_line_ids')) set(line, { picked: true });
    set(move, { picked: true });
  }
}

function isShort(of: SandboxRecord): boolean {
  const picking = fresh(of);
  if (kindOf(picking) !== 'ask') return false;
  return picking
    .related('move_ids')
    .filter((move) => move.value('state') !== 'cancel')
    .some((move) => (move.number('product_uom_qty') !== 0 && move.value('picked') !== true) || pickedOf(move) < move.number('product_uom_qty'));
}

const pickedOf = (move: SandboxRecord): number =>
  move.value('picked') === true
    ? move.related('move_line_ids').filter((line) => line.value('picked') === true).reduce((sum, line) => sum + line.number('quantity'), 0)
    : move.number('quantity');

/** The question that Odoo's web client would put. */
function backorderWizard(asking: readonly SandboxRecord[], all: readonly SandboxRecord[], env: Env): unknown {
  return {
    name: 'Create Backorder?',
    type: 'ir.actions.act_window',
    view_mode: 'form',
    res_model: 'stock.backorder.confirmation',
    target: 'new',
    context: { ...env.context, button_validate_picking_ids: all.map(({ id }) => id), default_show_transfers: false, default_pick_ids: asking.map(({ id }) => [4, id]) },
  };
}

function finishPicking(picking: SandboxRecord, giveUpRest: boolean): void {
  const { env } = picking;
  finishMoves(picking.related('move_ids').filter((move) => !OVER.has(move.text('state'))), giveUpRest);
  settlePicking(set(fresh(picking), { date_done: env.now(), priority: '0' }));
  const rest = fresh(picking).related('move_ids').filter((move) => !OVER.has(move.text('state')));
  if (!giveUpRest && rest.length > 0) createBackorder(fresh(picking), rest);
  const arrived = ['incoming', 'internal'].includes(picking.text('picking_type_code'));
  if (arrived) assignWaiting(fresh(picking));
}

/** What is still owed waits in a transfer of its own. */
function createBackorder(picking: SandboxRecord, rest: readonly SandboxRecord[]): void {
  const { env } = picking;
  const kept = ['origin', 'note', 'move_type', 'location_id', 'location_dest_id', 'picking_type_id', 'partner_id', 'sale_id', 'return_id', 'owner_id'];
  const vals = Object.fromEntries(kept.map((name) => [name, picking.value(name)]));
  const [id = 0] = create(env.model('stock.picking'), [{ ...vals, backorder_id: picking.id, user_id: false, scheduled_date: picking.value('scheduled_date') }], env.sudo());
  const [backorder] = records(env, 'stock.picking', [id]);
  if (backorder === undefined) return;
  for (const move of rest) {
    set(move, { picking_id: id, picked: false, reference: backorder.value('name') });
    for (const line of fresh(move).related('move_line_ids')) set(line, { picking_id: id, reference: backorder.value('name'), picked: false });
  }
  settlePicking(picking);
  settlePicking(backorder);
  if (backorder.one('picking_type_id')?.value('reservation_method') === 'at_confirm') assignMoves(movesOf([backorder]));
}

/** What arrived goes to the transfers that wait for it in that place, the urgent first, then the oldest. */
function assignWaiting(picking: SandboxRecord): void {
  const { env } = picking;
  const spot = (move: SandboxRecord, place: string): string => `${String(move.value('product_id'))} ${String(move.value(place))}`;
  const done = picking.related('move_ids').filter((move) => move.value('state') === 'done' && isStorable(move.one('product_id')));
  const arrived = new Set(done.map((move) => spot(move, 'location_dest_id')));
  const waiting = env.records('stock.move').filter((move) => arrived.has(spot(move, 'location_id')) && isDue(move));
  assignMoves(
    waiting.sort(
      (left, right) =>
        right.text('priority').localeCompare(left.text('priority')) || left.text('date').localeCompare(right.text('date')) || left.id - right.id,
    ),
  );
}

function isDue(move: SandboxRecord): boolean {
  if (!['confirmed', 'partially_available'].includes(move.text('state')) || move.value('procure_method') !== 'make_to_stock') return false;
  const day = move.text('reservation_date');
  return (day !== '' && day <= move.env.now().slice(0, 10)) || move.one('picking_type_id')?.value('reservation_method') === 'at_confirm';
}

export const PICKINGS: Business = {
  prepare,
  created: (picking) => void settlePicking(picking),
  methods: {
    action_confirm: onPickings((pickings) => (confirmMoves(movesOf(pickings)), true)),
    action_assign: onPickings(assign),
    action_cancel: onPickings(cancelPickings),
    do_unreserve: onPickings((pickings) => unreserveMoves(movesOf(pickings))),
    button_validate: onPickings(validate),
  },
};
