import { derived, derives } from './derive.ts';
import type { Env } from './env.ts';
import { isColumn, type ModelDef } from './schema.ts';
import type { Row } from './store.ts';

export type Dataset = Readonly<Record<string, readonly Row[]>>;

/**
 * Fills the tables. Values that Odoo computes itself are not taken from the rows; those that it keeps in a column are, and
 * are computed where a row does not say. Rows of unknown models and unknown fields are refused, so that no typo passes silently.
 */
export function load(dataset: Dataset, env: Env): void {
  const links: { readonly relation: string; readonly field: string; readonly owner: number; readonly ids: readonly number[] }[] = [];
  for (const [name, rows] of Object.entries(dataset)) {
    const model = env.registry.find(name);
    if (model === undefined) throw new Error(`the data set has rows of ${name}, which the sandbox does not know`);
    const start = implied(model);
    for (const row of rows) {
      env.store.table(name).insert(columns(model, row, start), row.id);
      for (const [field, value] of Object.entries(row)) {
        const def = model.fields[field];
        if (def?.type !== 'many2many' || def.inverse === undefined || def.relation === undefined) continue;
        links.push({ relation: def.relation, field: def.inverse, owner: row.id, ids: value as readonly number[] });
      }
    }
  }
  for (const { relation, field, owner, ids } of links) {
    const table = env.store.table(relation);
    for (const id of ids) {
      const current = (table.get(id)?.[field] ?? []) as readonly number[];
      if (!current.includes(owner)) table.update(id, { [field]: [...current, owner] });
    }
  }
  for (const name of Object.keys(dataset)) complete(env.model(name), env);
}

function columns(model: ModelDef, row: Row, start: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = { ...start };
  for (const [field, value] of Object.entries(row)) {
    const def = model.fields[field];
    if (def === undefined) throw new Error(`the data set gives ${model.name} ${row.id} the field ${field}, which the sandbox does not know`);
    if (isColumn(def)) kept[field] = value;
  }
  return kept;
}

/** What a row has that does not say: it is active, and required columns hold their default. */
function implied(model: ModelDef): Record<string, unknown> {
  const values: Record<string, unknown> = model.fields['active'] === undefined ? {} : { active: true };
  for (const [name, def] of Object.entries(model.fields)) {
    if (def.required === true && isColumn(def) && def.default !== undefined && typeof def.default !== 'function') values[name] = def.default;
  }
  return values;
}

/** Computes what the rows leave out of the columns that Odoo derives. */
function complete(model: ModelDef, env: Env): void {
  if (!derives(model)) return;
  const table = env.store.table(model.name);
  for (const id of table.rows.keys()) {
    const record = env.record(model.name, id);
    if (record === undefined) continue;
    const missing = Object.entries(derived(record)).filter(([field]) => record.row[field] === undefined);
    if (missing.length > 0) table.update(id, Object.fromEntries(missing));
  }
}
