import type { RecordView } from '../domain/record-view.ts';
import { datePart } from './dates.ts';
import type { Env } from './env.ts';
import { valueError } from './errors.ts';
import { isColumn, type FieldDef, type ModelDef } from './schema.ts';
import type { Row } from './store.ts';
import { toLocal } from './zone.ts';

/** The value of a column that holds nothing, as Odoo answers it. */
export function emptyValue(def: FieldDef): unknown {
  switch (def.type) {
    case 'integer':
    case 'many2one_reference':
    case 'float':
    case 'monetary':
      return 0;
    case 'one2many':
    case 'many2many':
      return [];
    default:
      return false;
  }
}

/** One record as the engine sees it: all values, whoever asks, archived relations included. Access is checked elsewhere. */
export class SandboxRecord implements RecordView {
  readonly env: Env;
  readonly model: ModelDef;
  readonly row: Row;

  constructor(env: Env, model: ModelDef, row: Row) {
    this.env = env;
    this.model = model;
    this.row = row;
  }

  get id(): number {
    return this.row.id;
  }

  field(name: string): FieldDef {
    const def = this.model.fields[name];
    if (def === undefined) throw valueError(`Invalid field '${name}' on '${this.model.name}'`);
    return def;
  }

  kind(name: string): string {
    return name.includes(':') ? 'integer' : this.field(name).type;
  }

  /** The value; a many2one gives its id or false, an x2many all of its ids. */
  value(name: string): unknown {
    if (name === 'id') return this.row.id;
    if (name.includes(':')) return this.#datePart(name);
    const def = this.field(name);
    if (isColumn(def)) return this.#column(name, def);
    if (def.related !== undefined) return this.#follow(def.related, def);
    if (def.compute !== undefined) return def.compute(this);
    if (def.inverse === undefined || def.relation === undefined) return [];
    const pointing = this.env.store.table(def.relation).pointing(def.inverse, this.id);
    const { only, relation } = def;
    return only === undefined ? pointing : pointing.filter((id) => only.values.includes(this.env.record(relation, id)?.text(only.field) ?? ''));
  }

  /** Whether the column holds SQL's NULL, which aggregates leave out even where a read says 0. */
  isNull(name: string): boolean {
    const def = this.field(name);
    if (def.related !== undefined && !isColumn(def)) {
      const [last, records] = endOf(this, def.related);
      return records === undefined || records.isNull(last);
    }
    const kept = isColumn(def) ? this.row[name] : this.value(name);
    const value = def.companyDependent === true && kept !== undefined ? this.value(name) : kept;
    return value === undefined || value === null || (value === false && def.type !== 'boolean');
  }

  related(name: string): readonly SandboxRecord[] {
    const def = this.field(name);
    if (def.relation === undefined) return [];
    const value = this.value(name);
    const ids = Array.isArray(value) ? value : [value];
    const found: SandboxRecord[] = [];
    for (const id of ids) {
      const record = this.env.record(def.relation, id);
      if (record !== undefined) found.push(record);
    }
    return found;
  }

  one(name: string): SandboxRecord | undefined {
    return this.related(name)[0];
  }

  text(name: string): string {
    const value = this.value(name);
    return typeof value === 'string' ? value : '';
  }

  number(name: string): number {
    const value = this.value(name);
    return typeof value === 'number' ? value : 0;
  }

  displayName(): string | false {
    const { displayName, recName, name } = this.model;
    if (displayName !== undefined) return displayName(this) || false;
    if (recName === null) return `${name},${this.id}`;
    const naming = recName ?? 'name';
    if (this.model.fields[naming]?.type === 'many2one') return this.one(naming)?.displayName() ?? false;
    return this.text(naming) || false;
  }

  #column(name: string, def: FieldDef): unknown {
    const value = this.row[name];
    if (value === undefined || value === null) return emptyValue(def);
    if (typeof value === 'object' && !Array.isArray(value)) return this.#variant(value as Record<string, unknown>, def);
    return value;
  }

  /** One of the values that a translated or company-dependent column holds; a language without its own shows the English one. */
  #variant(values: Readonly<Record<string, unknown>>, def: FieldDef): unknown {
    if (def.companyDependent === true) return values[String(this.env.company)] ?? values['*'] ?? emptyValue(def);
    if (def.translate === true) return values[this.env.lang] ?? values['en_US'] ?? emptyValue(def);
    return values;
  }

  /** `date_order:month_number`: a number out of a date, on the caller's clock. */
  #datePart(name: string): unknown {
    const [field = '', part = ''] = name.split(':');
    const value = this.value(field);
    if (typeof value !== 'string') return false;
    const { tz } = this.env;
    return datePart(tz !== undefined && this.kind(field) === 'datetime' ? toLocal(value, tz) : value, part) ?? false;
  }

  #follow(path: string, def: FieldDef): unknown {
    const [last, record] = endOf(this, path);
    return record === undefined ? emptyValue(def) : record.value(last);
  }
}

/** The record and the field that a path over many2one fields ends at. */
function endOf(record: SandboxRecord, path: string): [last: string, owner: SandboxRecord | undefined] {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  return [last, steps.reduce<SandboxRecord | undefined>((owner, step) => owner?.one(step), record)];
}
