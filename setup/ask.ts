import { OdooFault } from '../odoo/client/faults.ts';
import type { LiveDatabase } from '../odoo/database/live-database.ts';
import { and, EVERYTHING, NOTHING, or, where } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';
import type { OdooRecord, Reader } from '../odoo/read/records.ts';
import type { Specification } from '../odoo/read/specification.ts';
import type { Names, Question } from './questions.ts';

/** What a question brought: rows by canonical field names and how many match in all, or why there is nothing to go by. */
export type Answer =
  | { readonly kind: 'rows'; readonly rows: readonly OdooRecord[]; readonly total: number }
  /** The database has no such model. */
  | { readonly kind: 'absent'; readonly model: string }
  /** Odoo's user may not ask it. */
  | { readonly kind: 'refused'; readonly model: string };

export interface Asking {
  readonly reader: Reader;
  readonly database: LiveDatabase;
  /** Companies that the caller looks at; null for all. */
  readonly companies: readonly number[] | null;
}

/** Only a missing right or model is an answer. Any other fault means that nothing at all is known. */
export function refusal(model: string, error: unknown): Answer {
  if (error instanceof OdooFault && error.kind === 'ACCESS') return { kind: 'refused', model };
  if (error instanceof OdooFault && error.kind === 'UNKNOWN_MODEL') return { kind: 'absent', model };
  throw error;
}

/** Models of which no field has to be known beforehand: their rows are only counted. */
const NOT_DESCRIBED: ReadonlySet<string> = new Set(['ir.mail_server']);

/** Asks one question: one call, or none where the database cannot hold an answer. */
export async function ask(question: Question, { reader, database, companies }: Asking): Promise<Answer> {
  const { model, fields, rows, company, limit } = question;
  const described = !NOT_DESCRIBED.has(model);
  if (described && !database.has(model)) return { kind: 'absent', model };
  const known = described ? fields : [];
  const matching = rows?.(namesOf(model, database)) ?? EVERYTHING;
  const domain = company === undefined ? matching : and(matching, ofCompanies(model, company, companies, database));
  try {
    const { records, length } = await reader.search(model, { domain, specification: specificationOf(model, known, database), limit, count: true });
    return { kind: 'rows', rows: records.map((record) => canonical(model, known, record, database)), total: length ?? records.length };
  } catch (error) {
    return refusal(model, error);
  }
}

/** A field of the model itself may be translated between versions; behind a dot stands another model's own name. */
function namesOf(model: string, database: LiveDatabase): Names {
  return {
    is(field, operator, value) {
      const [own = field, ...rest] = field.split('.');
      const virtual = database.virtual(model, own);
      if (virtual) return virtual.domain(operator === '!=' ? '!=' : '=', [value === false && virtual.type !== 'boolean' ? null : (value as string | boolean)]);
      const live = database.resolve(model, own);
      return live === null ? NOTHING : where([live, ...rest].join('.'), operator, value);
    },
  };
}

/** What no company owns is there for each of them. */
function ofCompanies(model: string, path: string, companies: readonly number[] | null, database: LiveDatabase): Domain {
  const live = path === 'id' ? 'id' : database.resolve(model, path);
  if (companies === null || live === null) return EVERYTHING;
  return or(where(live, 'in', companies), live === 'id' ? NOTHING : where(live, '=', false));
}

function specificationOf(model: string, fields: readonly string[], database: LiveDatabase): Specification {
  const live = fields.flatMap((field): readonly (string | null)[] => database.virtual(model, field)?.reads ?? [database.resolve(model, field)]);
  return Object.fromEntries(live.filter((name) => name !== null).map((name) => [name, {}]));
}

/** A field that the database lacks stays undefined, which no value of Odoo is. */
function canonical(model: string, fields: readonly string[], record: OdooRecord, database: LiveDatabase): OdooRecord {
  const values = fields.map((field): readonly [string, unknown] => {
    const virtual = database.virtual(model, field);
    if (virtual) return [field, virtual.decode(record)];
    const live = database.resolve(model, field);
    return [field, live === null ? undefined : record[live]];
  });
  return { ...Object.fromEntries(values), id: record['id'] };
}
