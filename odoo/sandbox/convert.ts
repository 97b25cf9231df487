import type { Env } from './env.ts';
import { OdooError, python, valueError } from './errors.ts';
import type { FieldDef, ModelDef } from './schema.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})/;

/** A value from outside as the column keeps it, refused in Odoo's words when it does not fit. x2many values are commands: see commands.ts. */
export function toColumn(name: string, value: unknown, def: FieldDef, model: ModelDef): unknown {
  if (value === null || value === undefined || value === false) return def.type === 'boolean' ? false : undefined;
  switch (def.type) {
    case 'boolean':
      return Boolean(value);
    case 'integer':
      return toNumber(value, 'invalid literal for int() with base 10');
    case 'float':
    case 'monetary':
      return toNumber(value, 'could not convert string to float');
    case 'selection':
      if (!def.selection?.some(([key]) => key === value)) throw valueError(`Wrong value for ${model.name}.${name}: ${python(value)}`);
      return value;
    case 'date':
      return toDate(value);
    case 'datetime':
      return toDatetime(value);
    case 'many2one':
      return toReference(value);
    case 'char':
    case 'text':
    case 'html':
      return value === '' ? undefined : String(value);
    default:
      return value;
  }
}

function toNumber(value: unknown, complaint: string): number {
  const number = Number(value);
  if (Number.isNaN(number)) throw valueError(`${complaint}: ${python(value)}`);
  return number;
}

function toDate(value: unknown): string {
  const text = String(value);
  if (DATE.test(text)) return text;
  const [, day] = DATETIME.exec(text) ?? [];
  if (day === undefined) throw valueError(`time data ${python(text)} does not match format '%Y-%m-%d'`);
  return day;
}

function toDatetime(value: unknown): string {
  const text = String(value);
  if (DATE.test(text)) return `${text} 00:00:00`;
  const [, day, time] = DATETIME.exec(text) ?? [];
  if (day === undefined) throw valueError(`time data ${python(text)} does not match format '%Y-%m-%d %H:%M:%S'`);
  return `${day} ${time}`;
}

/** A many2one is written as id; `[id, name]`, as `read` answers it, is taken too. */
function toReference(value: unknown): number {
  const id = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  if (typeof id === 'number') return id;
  if (typeof id === 'string' && /^\d+$/.test(id)) return Number(id);
  throw new OdooError('psycopg2.errors.InvalidTextRepresentation', `invalid input syntax for type integer: ${JSON.stringify(id)}\n`, 500);
}

/** What a translated or company-dependent column becomes when one of its values changes. */
export function withVariant(before: unknown, value: unknown, def: FieldDef, env: Env): unknown {
  const key = def.companyDependent === true ? String(env.company) : def.translate === true ? env.lang : undefined;
  if (key === undefined) return value;
  const isObject = typeof before === 'object' && before !== null;
  if (def.translate === true && key === 'en_US' && !isObject) return value;
  const others = isObject ? before : def.translate === true ? { en_US: before } : before === undefined ? {} : { '*': before };
  return { ...others, [key]: value };
}
