import { layoutOf } from '../../../access/storage/layout.ts';
import type { GovernedObject } from '../../../access/storage/objects.ts';
import { place } from '../../../access/storage/place.ts';
import { assignmentOf, isGuardedByIndex, promote, reassign } from '../../../access/storage/reassign.ts';
import type { Assignment } from '../../../access/storage/reassign.ts';
import { isGiven } from '../../../graph/mutations/input.ts';
import { withLock } from '../../../graph/mutations/lock.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { OdooFault } from '../../../odoo/client/faults.ts';
import type { AssignActorInput, AssignActorPayload, PromoteActorInput, PromoteActorPayload, UnassignActorInput, UnassignActorPayload } from '../generated.ts';
import { accountOf, requireActor, requireGoverned, requireOne } from './governed.ts';
import type { GovernedTarget, Named } from './governed.ts';

const currentOf = (context: MutationContext, { object, id }: GovernedTarget, account: number): Promise<Assignment | null> => assignmentOf(object, id, account, context.database, context.reader);

/** The table of actors, where they have rows of their own. */
function actorTable(object: GovernedObject, context: MutationContext): string | null {
  const { association } = layoutOf(object, context.database);
  return association?.actors.kind === 'rows' ? association.actors.model : null;
}

/** Makes what the caller wants of an assignment that they read; CONFLICT when somebody else changed it in between. */
async function unlessChanged(context: MutationContext, target: GovernedTarget, account: number, before: Assignment | null, change: () => Promise<void>): Promise<void> {
  try {
    await withLock(context, `assign ${target.object} ${target.id} ${account}`, async () => {
      // What no index guards, as a stamp that is written over, has to be what was read.
      if (before !== null && !isGuardedByIndex(target.object, before, context.database)) {
        const now = await currentOf(context, target, account);
        if (JSON.stringify(now?.actors) !== JSON.stringify(before.actors)) refuse('CONFLICT', ['input', 'id']);
      }
      await change();
    });
  } catch (error) {
    if (!(error instanceof OdooFault) || error.uncertain) throw error;
    const now = await currentOf(context, target, account);
    if (now?.row?.id !== before?.row?.id) refuse('CONFLICT', ['input', 'id']);
    throw error;
  }
}

/** `assignActor`. */
export const assignActor = mutation<AssignActorInput, AssignActorPayload>({
  async run(input, context) {
    const { principal, database, writer } = context;
    const target = await requireGoverned(context, input.record, input.id, 'assignment');
    const account = await accountOf(context, target);
    const actor = (await requireActor(context, account, input)) ?? 0;
    const answer = { [target.field]: target.id };
    const by = principal.partnerId;
    const current = await currentOf(context, target, account);
    const expected = input.expectedActorIds?.toSorted().join();
    if (expected !== undefined && expected !== (current?.actors ?? []).map(({ actor: acting }) => String(acting)).toSorted().join()) refuse('CONFLICT', ['input', 'expectedActorIds']);
    const already = current?.actors.some((one) => one.actor === actor) ?? false;
    const add = input.mode === 'ADD' && current !== null && current.actors.length > 0;
    if (already && (add || current?.actors.length === 1)) return answer;
    await unlessChanged(context, target, account, current, async () => {
      if (current === null) return place(target.object, target.id, { account, actor, by }, database, writer);
      if (!add) return reassign(target.object, target.id, current, actor, by, database, writer);
      const table = actorTable(target.object, context);
      if (table === null) return refuse('ONE_ACTOR_ONLY', ['input', 'mode']);
      await writer.create(table, { assignment_id: Number(current.row?.id), actor_id: actor, is_primary: input.isPrimary ?? true });
    });
    return answer;
  },
});

/** `unassignActor`. */
export const unassignActor = mutation<UnassignActorInput, UnassignActorPayload>({
  async run(input, context) {
    const { principal, database, writer } = context;
    const target = await requireGoverned(context, input.record, input.id, 'assignment');
    const account = await accountOf(context, target);
    const current = await currentOf(context, target, account);
    const actor = namedAmong(current, input, await employeePartner(context, input));
    await unlessChanged(context, target, account, current, async () => {
      const table = actorTable(target.object, context);
      if (current === null) return;
      if (table === null || actor.id === null) return reassign(target.object, target.id, current, null, principal.partnerId, database, writer);
      await writer.write(table, [actor.id], { state: 'expired', date_to: new Date().toISOString().slice(0, 19).replace('T', ' ') });
    });
    return { [target.field]: target.id };
  },
});

/** `promoteActor`. Where a record has one actor only, that one is the first already. */
export const promoteActor = mutation<PromoteActorInput, PromoteActorPayload>({
  async run(input, context) {
    const target = await requireGoverned(context, input.record, input.id, 'assignment');
    const account = await accountOf(context, target);
    const current = await currentOf(context, target, account);
    const actor = namedAmong(current, input, await employeePartner(context, input));
    const { id, isPrimary } = actor;
    if (current !== null && id !== null && !isPrimary) {
      await unlessChanged(context, target, account, current, () => promote(target.object, current, id, context.database, context.writer));
    }
    return { [target.field]: target.id };
  },
});

/** Somebody who left may still be unassigned, so membership is not asked for. */
async function employeePartner(context: MutationContext, { employeeId }: Named): Promise<string | null> {
  if (!isGiven(employeeId) || !/^[1-9]\d{0,9}$/.test(employeeId)) return null;
  const [row] = await context.reader.byIds('abs.employee', [Number(employeeId)], [], { partner_id: {} });
  return typeof row?.partner_id === 'number' ? String(row.partner_id) : null;
}

function namedAmong(current: Assignment | null, { actorId, employeeId }: Named, partner: string | null): Assignment['actors'][number] {
  requireOne({ actorId, employeeId });
  const wanted = actorId ?? partner;
  if (wanted === null && !isGiven(employeeId)) refuse('REQUIRED', ['input', 'actorId']);
  return current?.actors.find(({ actor }) => String(actor) === wanted) ?? refuse('NOT_ASSIGNED', ['input', isGiven(actorId) ? 'actorId' : 'employeeId']);
}
