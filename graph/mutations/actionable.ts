import type { Row } from '../row.ts';
import { typeEntry } from '../table.ts';
import { requireAllowed } from './actions.ts';
import type { Guard } from './actions.ts';
import type { MutationContext } from './mutation.ts';
import { requireVisible } from './records.ts';
import type { InputPath } from './refusal.ts';

/** The record that a mutation is about, if the caller sees it and the guard lets it through: read as `availableActions` reads it, so that both decide alike. */
export async function requireActionable(context: MutationContext, type: string, id: unknown, path: InputPath, guard: Guard, more: readonly string[] = []): Promise<Row> {
  const reads = typeEntry(context.table, type).fields.get('availableActions')?.reads ?? [];
  const record = await requireVisible(context, type, id, path, [...reads, ...more]);
  await requireAllowed(guard, record, context);
  return record;
}
