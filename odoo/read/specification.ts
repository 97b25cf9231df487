import type { OdooContext } from '../port.ts';

/** What `web_read` is to answer for one field: nothing more for a value or bare ids, `fields` for the rows behind it. */
export interface FieldSpecification {
  readonly fields?: Specification;
  /** Of an x2many: rows beyond it come back as `{ id }` only. */
  readonly limit?: number;
  readonly order?: string;
  readonly context?: OdooContext;
}

/** Live field names to what is wanted of them, as Odoo's `web_read` and `web_search_read` take it (17+). */
export type Specification = { readonly [field: string]: FieldSpecification };

/**
 * A specification whose answer serves both. Of two limits the larger one wins, and no limit beats any, so that each
 * asker still has to cut its own rows. Where the orders differ there is no common limit, and the first order is kept.
 */
export function mergeSpecifications(a: Specification, b: Specification): Specification {
  const merged: Record<string, FieldSpecification> = { ...a };
  for (const [field, wanted] of Object.entries(b)) {
    const known = merged[field];
    merged[field] = known === undefined ? wanted : mergeFields(known, wanted);
  }
  return merged;
}

/** True when merging would change what one of them means: rows in another order or another context. */
export function specificationsConflict(a: Specification, b: Specification): boolean {
  return Object.entries(b).some(([field, wanted]) => {
    const known = a[field];
    if (known === undefined) return false;
    if (JSON.stringify(known.context) !== JSON.stringify(wanted.context)) return true;
    if (!isBare(known) && !isBare(wanted) && known.order !== wanted.order) return true;
    return specificationsConflict(known.fields ?? {}, wanted.fields ?? {});
  });
}

/** Asks for ids or a value only: any answer serves it. */
function isBare(field: FieldSpecification): boolean {
  return field.fields === undefined && field.limit === undefined && field.order === undefined;
}

function mergeFields(a: FieldSpecification, b: FieldSpecification): FieldSpecification {
  const fields = a.fields === undefined || b.fields === undefined ? (a.fields ?? b.fields) : mergeSpecifications(a.fields, b.fields);
  const sameOrder = isBare(a) || isBare(b) || a.order === b.order;
  const order = a.order ?? b.order;
  const limit = sameOrder ? largerLimit(a, b) : undefined;
  const context = a.context ?? b.context;
  return {
    ...(fields !== undefined && { fields }),
    ...(limit !== undefined && { limit }),
    ...(order !== undefined && { order }),
    ...(context !== undefined && { context }),
  };
}

/** Bare ids are all ids whatever the limit (`web_read` cuts rows, not ids), so they ask for no more than the other. */
function largerLimit(a: FieldSpecification, b: FieldSpecification): number | undefined {
  if (isBare(a)) return b.limit;
  if (isBare(b)) return a.limit;
  return a.limit === undefined || b.limit === undefined ? undefined : Math.max(a.limit, b.limit);
}
