import { isNothing } from '../../odoo/domain/build.ts';
import { mergeSpecifications } from '../../odoo/read/specification.ts';
import type { Specification } from '../../odoo/read/specification.ts';
import { GraphError } from '../../platform/errors.ts';
import { parseId } from '../ids.ts';
import type { Row } from '../row.ts';
import { rowOf } from '../row.ts';
import { pathSpecification } from '../selection.ts';
import { typeEntry } from '../table.ts';
import { rowsOfType } from '../visibility.ts';
import type { MutationContext } from './mutation.ts';
import { refuse } from './refusal.ts';
import type { InputPath } from './refusal.ts';

/** The id as Odoo knows it. What is no id at all is refused like an unknown one, at its place in the input. */
function idOf(given: unknown, path: InputPath): number {
  try {
    return parseId(given) ?? refuse('NOT_FOUND', path);
  } catch (error) {
    if (error instanceof GraphError && error.code === 'BAD_USER_INPUT') return refuse('NOT_FOUND', path);
    throw error;
  }
}

/**
 * The record of a mapped type of this subgraph, with the fields of `reads` (canonical paths), if the caller sees it. Hidden and unknown ids
 * are refused alike, by as many calls.
 */
export async function requireVisible(context: MutationContext, type: string, id: unknown, path: InputPath, reads: readonly string[] = []): Promise<Row> {
  const [row] = await requireAllVisible(context, type, [{ id, path }], reads);
  return row ?? refuse('NOT_FOUND', path);
}

/** `requireVisible` for several records of one type, in one call; every one that is not visible is refused at its place. */
export async function requireAllVisible(
  context: MutationContext,
  type: string,
  wanted: readonly { readonly id: unknown; readonly path: InputPath }[],
  reads: readonly string[] = [],
): Promise<readonly Row[]> {
  const entry = typeEntry(context.table, type);
  const model = entry.model ?? '';
  const ids = wanted.map(({ id, path }) => idOf(id, path));
  const domain = await rowsOfType(context.table, entry, context);
  const specification = reads.reduce<Specification>((all, read) => mergeSpecifications(all, pathSpecification(context, model, read)), {});
  const records = isNothing(domain) ? [] : await context.reader.byIds(model, ids, domain, specification);
  return wanted.map(({ path }, index) => {
    const record = records[index];
    return record ? rowOf(record) : refuse('NOT_FOUND', path);
  });
}
