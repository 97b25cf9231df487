import type { Row, Rows, Value } from '../../odoo/sandbox/data/types.ts';
import { authored } from '../../odoo/sandbox/data/dataset.ts';
import { modelsOf } from '../../odoo/sandbox/models/index.ts';
import { Registry } from '../../odoo/sandbox/registry.ts';
import { isColumn, type FieldDef } from '../../odoo/sandbox/schema.ts';
import { CAPTURED_MODELS, CHANGED_FIELDS, RANDOM_FIELDS } from './captured-models.ts';
import type { Call } from './calls.ts';

const REGISTRY = new Registry(modelsOf({ generation: 'two-table', inverseFields: true, approval: true, stamps: false }));
/** Who did it is the loader, on every record. */
const LEFT_OUT = new Set(['id', 'create_uid', 'write_uid']);

/** Reads from a real server what Odoo made of the data set, in the form in which the sandbox loads it. */
export async function captureRows(call: Call): Promise<Rows> {
  const companies = (await call('res.company', 'search', { domain: [], order: 'id' })) as readonly number[];
  const context = { active_test: false, allowed_company_ids: companies, lang: 'en_US' };
  const result: Record<string, readonly Row[]> = {};
  for (const [model, domain] of Object.entries(CAPTURED_MODELS)) {
    const fields = keptFields(model);
    const names = Object.keys(fields);
    const rows = (await call(model, 'search_read', { domain, fields: names, order: 'id', load: null, context })) as readonly Row[];
    const own = Object.keys(fields).filter((name) => fields[name]?.companyDependent === true);
    const perCompany = await valuesByCompany(call, model, rows.map(({ id }) => id), own, companies);
    result[model] = rows.map((row) => compact({ ...row, ...perCompany.get(row.id) }, fields));
  }
  for (const [model, names] of Object.entries(CHANGED_FIELDS)) {
    const written = authored()[model] ?? [];
    const found = (await call(model, 'read', { ids: written.map(({ id }) => id), fields: names, load: null, context })) as readonly Row[];
    result[model] = written.flatMap((row, index) => changes(row, found[index], names));
  }
  return result;
}

/** The fields whose values the sandbox keeps instead of computing them. */
function keptFields(model: string): Readonly<Record<string, FieldDef>> {
  const { fields } = REGISTRY.get(model);
  return Object.fromEntries(Object.entries(fields).filter(([name, def]) => isColumn(def) && !LEFT_OUT.has(name) && RANDOM_FIELDS[model]?.includes(name) !== true));
}

/** What the companies say differently, as the sandbox keeps it: `{ companyId: value }`. */
async function valuesByCompany(
  call: Call, model: string, ids: readonly number[], names: readonly string[], companies: readonly number[],
): Promise<ReadonlyMap<number, Record<string, unknown>>> {
  const found = new Map<number, Record<string, Record<string, unknown>>>();
  for (const company of names.length === 0 ? [] : companies) {
    const context = { active_test: false, allowed_company_ids: [company, ...companies.filter((other) => other !== company)] };
    const rows = (await call(model, 'read', { ids, fields: names, load: null, context })) as readonly Row[];
    for (const row of rows) {
      const values = found.get(row.id) ?? {};
      for (const name of names) if (row[name] !== false) values[name] = { ...values[name], [company]: row[name] };
      found.set(row.id, values);
    }
  }
  return found;
}

/** Without what is empty: a row says only what it has. */
function compact(row: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, FieldDef>>): Row {
  const entries = Object.entries(row).filter(([name, value]) => {
    const implied = name === 'active' ? true : fields[name]?.default;
    return name === 'id' || implied !== undefined || !(value === false || (Array.isArray(value) && value.length === 0));
  });
  return Object.fromEntries(entries) as Row;
}

function changes(written: Row, found: Row | undefined, names: readonly string[]): readonly Row[] {
  if (found === undefined) return [];
  const changed = names.filter((name) => JSON.stringify(found[name]) !== JSON.stringify(written[name] ?? empty(found[name])));
  return changed.length === 0 ? [] : [{ id: written.id, ...Object.fromEntries(changed.map((name) => [name, found[name] as Value])) }];
}

function empty(value: Value | undefined): Value {
  if (Array.isArray(value)) return [];
  return typeof value === 'number' ? 0 : false;
}
