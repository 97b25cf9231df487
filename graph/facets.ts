import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

/** Scalars that have a filter input of their own in schema/filters.graphql. */
const SCALAR_FILTERS: ReadonlyMap<string, string> = new Map([
  ['ID', 'IDFilter'],
  ['String', 'StringFilter'],
  ['Int', 'IntFilter'],
  ['Float', 'FloatFilter'],
  ['Boolean', 'BooleanFilter'],
  ['Date', 'DateFilter'],
  ['DateTime', 'DateTimeFilter'],
  ['Decimal', 'DecimalFilter'],
  ['Money', 'DecimalFilter'],
]);

const NUMBERS: ReadonlySet<string> = new Set(['Int', 'Float', 'Decimal', 'Money']);
const MOMENTS: ReadonlySet<string> = new Set(['Date', 'DateTime']);

/** A type that can be searched: stored in Odoo, and this subgraph generates its inputs. */
export function isSearchable(type: TypeEntry): boolean {
  return type.model !== null && type.owned && type.resolvable;
}

/** The filter input of a field, or null when it cannot be filtered. */
export function filterInput(table: GraphTable, field: FieldEntry): string | null {
  if (!field.stored) return null;
  switch (field.kind) {
    case 'stored':
      if (field.list) return null;
      return table.enums.has(field.typeName) ? `${field.typeName}Filter` : (SCALAR_FILTERS.get(field.typeName) ?? null);
    case 'one': {
      const target = table.types.get(field.typeName);
      return target && isSearchable(target) ? `${field.typeName}Filter` : 'IDFilter';
    }
    case 'children': {
      const target = table.types.get(field.typeName);
      return target && isSearchable(target) ? `${field.typeName}ListFilter` : null;
    }
    default:
      return null;
  }
}

/** Can lists be ordered by it? Everything with one stored value. */
export function isSortable(field: FieldEntry): boolean {
  return field.stored && !field.list && (field.kind === 'stored' || field.kind === 'one');
}

/** Can rows be grouped by it? */
export function isGroupable(table: GraphTable, field: FieldEntry): boolean {
  if (!field.stored || field.list) return false;
  if (field.kind === 'one') return true;
  return field.kind === 'stored' && (table.enums.has(field.typeName) || field.typeName === 'Boolean' || isMoment(field) || field.typeName === 'String');
}

/** Can it be summed and averaged? */
export function isMeasure(field: FieldEntry): boolean {
  return field.kind === 'stored' && field.stored && field.summed && !field.list && NUMBERS.has(field.typeName);
}

export function isMoment(field: FieldEntry): boolean {
  return field.kind === 'stored' && MOMENTS.has(field.typeName);
}

export function isMoney(field: FieldEntry): boolean {
  return field.typeName === 'Money';
}
