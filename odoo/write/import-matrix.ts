import type { FieldInfo } from '../port.ts';
import type { Vals } from './live-vals.ts';

/** What `load` takes: columns, and rows of texts. */
export interface ImportMatrix {
  readonly fields: readonly string[];
  readonly data: readonly (readonly string[])[];
}

type FieldOf = (model: string, field: string) => FieldInfo | null;
type Cells = Map<string, string>;

/**
 * A new record as a file that is imported, because `load` alone makes a record and its external id in one transaction, on every database.
 * Relations are given by database id; a record with several lines takes several rows, as in Odoo's import.
 */
export function importMatrix(externalId: string, model: string, vals: Vals, fieldOf: FieldOf): ImportMatrix {
  const rows = rowsOf(model, vals, '', fieldOf);
  rows[0]?.set('id', externalId);
  const fields = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { fields, data: rows.map((row) => fields.map((name) => row.get(name) ?? '')) };
}

function rowsOf(model: string, vals: Vals, prefix: string, fieldOf: FieldOf): Cells[] {
  const first: Cells = new Map();
  const rows = [first];
  for (const [name, value] of Object.entries(vals)) {
    if (value === false && fieldOf(model, name)?.type !== 'boolean') continue;
    if (value === null || value === undefined) continue;
    const info = fieldOf(model, name);
    const column = `${prefix}${name}`;
    switch (info?.type) {
      case 'many2one':
        first.set(`${column}/.id`, String(value));
        break;
      case 'many2many':
        first.set(`${column}/.id`, idsOf(value).join(','));
        break;
      case 'one2many':
        linesOf(value).forEach((line, index) => {
          const [own, ...more] = rowsOf(info.relation ?? '', line, `${column}/`, fieldOf);
          if (index > 0) rows.push(new Map());
          const target = index === 0 ? first : rows.at(-1);
          for (const [cell, content] of own ?? []) target?.set(cell, content);
          rows.push(...more);
        });
        break;
      case 'boolean':
        first.set(column, value === true ? '1' : '0');
        break;
      default:
        first.set(column, String(value));
    }
  }
  return rows;
}

/** `[6, 0, ids]`, or plain ids. */
function idsOf(value: unknown): readonly number[] {
  const list = value as readonly (number | readonly [number, number, readonly number[]])[];
  return list.flatMap((item) => (typeof item === 'number' ? [item] : item[2]));
}

/** The values of `[0, 0, vals]`. */
function linesOf(value: unknown): readonly Vals[] {
  return (value as readonly (readonly [number, number, Vals])[]).map(([, , vals]) => vals);
}
