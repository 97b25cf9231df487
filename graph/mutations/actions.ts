import { denialOf } from '../../access/verdict.ts';
import type { UserError } from '../../platform/user-errors.ts';
import type { GraphContext } from '../context.ts';
import type { CodeResolver } from '../engine.ts';
import type { Row } from '../row.ts';
import { mutationRule } from '../rules.ts';
import { typeEntry } from '../table.ts';
import { Refusal } from './refusal.ts';

/**
 * Why a mutation would not be done to a record, or null. Asked by the mutation itself and by `availableActions`, so that they agree; it
 * decides from the record's data (what `reads` of the field brings) and the context, and never from the input.
 */
export type Guard = (record: Row, context: GraphContext) => UserError | null | Promise<UserError | null>;

/** Guards by the name of their mutation. */
export type Guards = Readonly<Record<string, Guard>>;

/** What a mutation asks before it begins: refuses when its guard does. */
export async function requireAllowed(guard: Guard, record: Row, context: GraphContext): Promise<void> {
  const refusal = await guard(record, context);
  if (refusal) throw new Refusal([refusal]);
}

/** The resolver of `availableActions`: for each mutation what the role says, then what its guard says. Codes and reasons are those of the mutation. */
export function availableActions(guards: Guards): CodeResolver {
  return (record, _args, context) =>
    Promise.all(
      Object.entries(guards).map(async ([action, guard]) => {
        const field = typeEntry(context.table, 'Mutation').fields.get(action);
        if (!field?.mutation) throw new Error(`availableActions names ${action}, which is no mutation of ${context.table.subgraph}.`);
        const denial = denialOf(mutationRule(field), context.principal);
        if (denial) return { action, allowed: false, code: null, reason: denial.message };
        const refusal = await guard(record, context);
        return { action, allowed: refusal === null, code: refusal?.code ?? null, reason: refusal?.message ?? null };
      }),
    );
}
