import type { FieldInfo } from '../port.ts';
import type { Vals } from './live-vals.ts';

/** What `load` takes: columns, and rows of texts. */
export interface ImportMatrix {
  readonly fields: readonly string[];
  readonly data: readonly (readonly string[])[];
}

/** A record to import: a new one, with an external id or without, or one that exists (`id`), of which whatever is not given is emptied. */
export interface ImportedRecord {
  readonly externalId?: string;
  readonly id?: number;
  readonly vals: Vals;
}

type FieldOf = (model: string, field: string) => FieldInfo | null;
type Cells = Map<string, string>;

/**
 * Records as a file that is imported. `load` is the one method of every database that makes a record and its external id, or writes one
 * record and makes another, in one transaction. Relations are given by database id; a record with several lines takes several rows.
 */
export function importMatrix(model: string, records: readonly ImportedRecord[], fieldOf: FieldOf): ImportMatrix {
  const rows = records.flatMap(({ externalId, id, vals }) => {
    const own = rowsOf(model, vals, '', fieldOf);
    if (externalId !== undefined) own[0]?.set('id', externalId);
    if (id !== undefined) own[0]?.set('.id', String(id));
    return own;
  });
  const fields = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { fields, data: rows.map((row) => fields.map((name) => row.get(name) ?? '')) };
}

function rowsOf(model: string, vals: Vals, prefix: string, fieldOf: FieldOf): Cells[] {
  const first: Cells = new Map();
  const rows = [first];
  for (const [name, value] of Object.entries(vals)) {
    const info = fieldOf(model, name);
    if (value === null || value === undefined || (value === false && info?.type !== 'boolean')) continue;
    const column = `${prefix}${name}`;
    switch (info?.type) {
      case 'many2one':
        first.set(`${column}/.id`, String(value));
        break;
      case 'many2many':
        first.set(`${column}/.id`, idsOf(value).join(','));
        break;
      case 'one2many':
        linesOf(value).forEach(([, id, line], index) => {
          const [own = new Map<string, string>(), ...more] = rowsOf(info.relation ?? '', line, `${column}/`, fieldOf);
          if (id !== 0) own.set(`${column}/.id`, String(id));
          const target = index === 0 ? first : own;
          if (index === 0) for (const [cell, content] of own) target.set(cell, content);
          else rows.push(own);
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

/** `[0, 0, vals]` for new lines, `[1, id, vals]` for those that exist. */
function linesOf(value: unknown): readonly (readonly [number, number, Vals])[] {
  return value as readonly (readonly [number, number, Vals])[];
}
