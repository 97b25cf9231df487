import type { FieldInfo, OdooVersion } from '../port.ts';
import { explainAbsence } from './absences.ts';
import { namesOfField } from './lens.ts';
import type { CompanyInfo, CurrencyInfo, DatabaseWarning, LanguageInfo, LiveDatabase } from './live-database.ts';
import { buildVirtual, type VirtualField } from './virtual-fields.ts';

export interface DatabaseFacts {
  readonly version: OdooVersion;
  /** Canonical model → its live name and fields. */
  readonly models: ReadonlyMap<string, { readonly name: string; readonly fields: ReadonlyMap<string, FieldInfo> }>;
  readonly currencies: readonly CurrencyInfo[];
  readonly companies: readonly CompanyInfo[];
  readonly languages: readonly LanguageInfo[];
}

const NO_FIELDS: ReadonlyMap<string, FieldInfo> = new Map();

/** A live database out of what was read of it. Pure: the same facts give the same database. */
export function createLiveDatabase(facts: DatabaseFacts): LiveDatabase {
  const { version, models } = facts;
  const canonicalOf = new Map([...models].map(([canonical, { name }]) => [name, canonical]));
  const currencies = new Map(facts.currencies.map((currency) => [currency.id, currency]));
  const companies = new Map(facts.companies.map((company) => [company.id, company]));
  const warnings = new Map<string, DatabaseWarning>();
  const virtuals = new Map<string, VirtualField | null>();

  const canonicalModel = (model: string): string => (models.has(model) ? model : (canonicalOf.get(model) ?? model));
  const fieldsOf = (model: string): ReadonlyMap<string, FieldInfo> => models.get(canonicalModel(model))?.fields ?? NO_FIELDS;

  function warn(model: string, field: string | null): null {
    const key = `${model} ${field ?? ''}`;
    if (!warnings.has(key)) warnings.set(key, explainAbsence(model, field, version));
    return null;
  }

  function resolve(model: string, canonical: string): string | null {
    const own = canonicalModel(model);
    if (!models.has(own)) return warn(own, null);
    const fields = fieldsOf(own);
    return namesOfField(own, canonical).find((name) => fields.has(name)) ?? warn(own, canonical);
  }

  return {
    version,
    has: (model) => models.has(canonicalModel(model)),
    model: (canonical) => models.get(canonicalModel(canonical))?.name ?? null,
    fields: fieldsOf,
    field: (model, liveName) => fieldsOf(model).get(liveName) ?? null,
    resolve,
    virtual(model, canonical) {
      const own = canonicalModel(model);
      const key = `${own}.${canonical}`;
      const known = virtuals.get(key);
      if (known !== undefined) return known;
      const built = buildVirtual(own, canonical, fieldsOf(own));
      virtuals.set(key, built);
      return built;
    },
    selection(model, canonical) {
      const live = resolve(model, canonical);
      return live === null ? null : (fieldsOf(model).get(live)?.selection ?? null);
    },
    currency: (id) => currencies.get(id) ?? null,
    company: (id) => companies.get(id) ?? null,
    companies: facts.companies,
    languages: facts.languages,
    get warnings() {
      return [...warnings.values()];
    },
  };
}
