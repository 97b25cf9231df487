import type { Domain } from '../odoo/domain/types.ts';
import type { OdooPort, OdooRequest } from '../odoo/port.ts';
import type { Specification } from '../odoo/read/specification.ts';

/** What of the connected database this folder has to know: which models and fields it has. `LiveDatabase` fits. */
export interface DatabaseShape {
  has(model: string): boolean;
  /** The live name of a model, or null where the database has none of its names. */
  model(canonical: string): string | null;
  field(model: string, name: string): { readonly type: string; readonly relation?: string } | null;
}

export type OdooRow = Readonly<Record<string, unknown>>;

/** The records that match, with what the specification asks for, in one call. Archived ones are left out: Odoo's `active_test` is what tells a deactivated caller from a live one. */
export async function searchRecords(
  odoo: OdooPort,
  request: OdooRequest,
  model: string,
  domain: Domain,
  specification: Specification,
): Promise<readonly OdooRow[]> {
  const { records } = await odoo.call<{ records: readonly OdooRow[] }>(
    { model, method: 'web_search_read', args: { domain, specification }, kind: 'read' },
    request,
  );
  return records;
}

/** The part of a specification that the database has: an older addon lacks some of the fields. */
export function available(database: DatabaseShape, model: string, specification: Specification): Specification {
  return Object.fromEntries(Object.entries(specification).filter(([field]) => database.field(model, field) !== null));
}

/** The id of a many2one, whether it came bare or with fields of its own; null when it is not set. */
export function idOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number' ? value.id : null;
}

/** A many2one that was read with fields; null when it is not set. */
export function rowOf(value: unknown): OdooRow | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as OdooRow) : null;
}

/** The rows of an x2many that was read with fields. */
export function rowsOf(value: unknown): readonly OdooRow[] {
  return Array.isArray(value) ? value.filter((item): item is OdooRow => typeof item === 'object' && item !== null) : [];
}

/** A text; null when it is not set. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
