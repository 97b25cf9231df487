import { asId } from '../odoo/client/values.ts';
import type { GraphContext } from './context.ts';

/** A path of relations as the live database calls them; null where it lacks one of them. */
export function livePath(model: string, canonical: string, { database }: Pick<GraphContext, 'database'>): string | null {
  let at = model;
  const path: string[] = [];
  for (const step of canonical.split('.')) {
    const live = database.resolve(at, step);
    if (live === null) return null;
    path.push(live);
    at = database.field(at, live)?.relation ?? '';
  }
  return path.join('.');
}

/** The ids at the end of a path through what was read, through lists as well. */
export function idsAlong(value: unknown, [step, ...rest]: readonly string[]): readonly number[] {
  if (Array.isArray(value)) return value.flatMap((item) => idsAlong(item, step === undefined ? [] : [step, ...rest]));
  if (step !== undefined) return typeof value === 'object' && value !== null ? idsAlong((value as Readonly<Record<string, unknown>>)[step], rest) : [];
  const id = asId(value);
  return id === null ? [] : [id];
}
