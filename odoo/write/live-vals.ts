import type { LiveDatabase } from '../database/live-database.ts';
import { GraphError } from '../../platform/errors.ts';

export type Vals = Readonly<Record<string, unknown>>;

type Names = Pick<LiveDatabase, 'has' | 'resolve' | 'field'>;

const isVals = (value: unknown): value is Vals => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values under the names of the live database, those of lines (`[0, 0, vals]`, `[1, id, vals]`) too. Throws NOT_AVAILABLE for a field that it lacks. */
export function liveVals(database: Names, model: string, vals: Vals): Vals {
  // A wizard that the graph never reads is called the same everywhere.
  if (!database.has(model)) return vals;
  return Object.fromEntries(
    Object.entries(vals).map(([canonical, value]) => {
      const live = database.resolve(model, canonical);
      if (live === null) throw new GraphError('NOT_AVAILABLE', 'The connected Odoo has no place for one of the values.', { field: canonical });
      return [live, withLiveLines(database, database.field(model, live)?.relation, value)];
    }),
  );
}

function withLiveLines(database: Names, relation: string | undefined, value: unknown): unknown {
  if (relation === undefined || !Array.isArray(value)) return value;
  return value.map((command: unknown) => {
    if (!Array.isArray(command)) return command;
    const [code, id, vals] = command as readonly unknown[];
    return isVals(vals) ? [code, id, liveVals(database, relation, vals)] : command;
  });
}
