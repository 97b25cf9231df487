import type { Env } from '../env.ts';
import type { SandboxRecord } from '../record.ts';

type Patch = Readonly<Record<string, unknown>>;

/** Sets columns as Odoo's own computations do: no rights asked, no hooks run, no `write_date` moved. */
export function set(record: SandboxRecord, patch: Patch): SandboxRecord {
  const changed = Object.entries(patch).filter(([name, value]) => name in record.model.fields && record.row[name] !== value);
  if (changed.length > 0) record.env.store.table(record.model.name).update(record.id, Object.fromEntries(changed));
  return fresh(record);
}

/** A new row as Odoo's own computations make it: no rights asked, no hooks run. */
export function insert(env: Env, model: string, values: Patch): SandboxRecord {
  const { fields } = env.model(model);
  const known = Object.entries(values).filter(([name, value]) => name in fields && value !== undefined);
  const stamp = { create_uid: env.uid, create_date: env.now(), write_uid: env.uid, write_date: env.now() };
  const id = env.store.table(model).insert({ ...stamp, ...Object.fromEntries(known) });
  const record = env.record(model, id);
  if (record === undefined) throw new RangeError(`${model} ${id} was not kept`);
  return record;
}

/** The record as it is now. */
export function fresh(record: SandboxRecord): SandboxRecord {
  return record.env.record(record.model.name, record.id) ?? record;
}

/** The records of ids, those that are gone left out. */
export function records(env: Env, model: string, ids: readonly unknown[]): readonly SandboxRecord[] {
  return ids.map((id) => env.record(model, id)).filter((record) => record !== undefined);
}

/** The first of the names that the model has: fields are called differently by version. */
export function fieldOf(env: Env, model: string, ...names: readonly string[]): string {
  const { fields } = env.model(model);
  return names.find((name) => name in fields) ?? names[0] ?? '';
}

/** The value of the first of the fields that the record has. */
export const valueOf = (record: SandboxRecord, ...names: readonly string[]): unknown => record.value(fieldOf(record.env, record.model.name, ...names));

/** Quantities as Odoo keeps them: two decimals ("Product Unit"). */
export const quantity = (value: number): number => Math.round((value + Number.EPSILON) * 100) / 100;

/** Adds days to a date or a moment as Odoo writes it. */
export function addDays(text: string, days: number): string {
  const moment = text.length === 10 ? `${text}T00:00:00Z` : `${text.replace(' ', 'T')}Z`;
  return new Date(Date.parse(moment) + days * 86_400_000).toISOString().slice(0, text.length).replace('T', ' ');
}

/** Whether the product is counted in stock: a field of its own since 18, a type of its own before. */
export function isStorable(product: SandboxRecord | undefined): boolean {
  if (product === undefined) return false;
  return 'is_storable' in product.model.fields ? product.value('is_storable') === true : product.value('type') === 'product';
}

/** Whether the product is something that can be carried. */
export const isGoods = (product: SandboxRecord | undefined): boolean => ['consu', 'product'].includes(product?.text('type') ?? '');
