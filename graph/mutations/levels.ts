import DataLoader from 'dataloader';
import { isBoundByLevels, levelOfRow, reaches } from '../../access/levels.ts';
import type { AccessLevel } from '../../access/levels.ts';
import { layoutOf } from '../../access/storage/layout.ts';
import type { GovernedObject } from '../../access/storage/objects.ts';
import { asId } from '../../odoo/client/values.ts';
import { and, where } from '../../odoo/domain/build.ts';
import { userError } from '../../platform/user-errors.ts';
import type { UserError } from '../../platform/user-errors.ts';
import { once } from '../context.ts';
import type { GraphContext } from '../context.ts';
import { Refusal } from './refusal.ts';
import type { InputPath } from './refusal.ts';

interface Standing {
  /** The record has or had a row of its own, in whatever SA. */
  readonly own: boolean;
  /** The level of its active row in the SA in context. */
  readonly level: AccessLevel | null;
}

/** Where records stand towards the SA in context: one call for all that are asked about in a tick. */
function standings(object: GovernedObject, context: GraphContext): DataLoader<number, Standing> {
  return once(context, `levels:${object}`, () => {
    const { association } = layoutOf(object, context.database);
    const account = context.principal.serviceAccount?.id;
    return new DataLoader<number, Standing>(async (ids) => {
      // Stamps know no levels.
      if (association === null) return ids.map(() => ({ own: true, level: 'binding' as const }));
      const { model, native } = association;
      const leveled = context.database.field(model, 'access') !== null;
      const specification = { [native]: {}, account_id: {}, state: {}, ...(leveled && { access: {} }) };
      const { records } = await context.reader.search(model, { domain: and(where(native, 'in', ids)), specification });
      return ids.map((id) => {
        const rows = records.filter((row) => asId(row[native]) === id);
        const here = rows.find((row) => row.state === 'active' && asId(row.account_id) === account);
        return { own: rows.length > 0, level: here ? levelOfRow(here.access) : null };
      });
    });
  });
}

/**
 * The refusal of a write that needs more than the association with the SA in context gives; null when it may be done. A record that never
 * had a place of its own stands where its customer does (`customer`, a res.partner id); one that nobody governs is its company's own.
 */
export async function levelRefusal(context: GraphContext, object: GovernedObject, id: number, needs: AccessLevel, path: InputPath | null = null, customer: number | null = null): Promise<UserError | null> {
  if (!isBoundByLevels(context.principal)) return null;
  const own = await standings(object, context).load(id);
  const level = own.own || customer === null ? own.level : (await standings('customer', context).load(customer)).level;
  // The row's scope has let it through, so without a level it is the company's own.
  return level === null || reaches(level, needs) ? null : userError('ACCESS_TOO_LOW', path, { have: level, needs });
}

/** Ends the mutation unless the SA in context may do this to the record. */
export async function requireLevel(...args: Parameters<typeof levelRefusal>): Promise<void> {
  const refusal = await levelRefusal(...args);
  if (refusal) throw new Refusal([refusal]);
}
