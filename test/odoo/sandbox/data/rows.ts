import type { Dataset, Row, Value } from '../../../../odoo/sandbox/data/types.ts';
import { dataset } from '../../../../odoo/sandbox/data/dataset.ts';

export const DATA: Dataset = dataset();

/** All rows of a model of the two-table set. */
export function rows(model: string, data: Dataset = DATA): readonly Row[] {
  const found = data[model];
  if (found === undefined) throw new Error(`the data set has no ${model}`);
  return found;
}

/** The one row of a model with an id. */
export function row(model: string, id: Value, data: Dataset = DATA): Row {
  const found = rows(model, data).find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`the data set has no ${model} ${String(id)}`);
  return found;
}

/** Rows whose fields have these values. */
export function where(model: string, values: Readonly<Record<string, Value>>, data: Dataset = DATA): readonly Row[] {
  return rows(model, data).filter((candidate) => Object.entries(values).every(([field, value]) => candidate[field] === value));
}

/** How often each combination of the fields' values occurs. */
export function tally(list: readonly Row[], ...fields: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const candidate of list) {
    const key = fields.map((field) => String(candidate[field])).join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
