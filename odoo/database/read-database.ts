import { OdooFault } from '../client/faults.ts';
import { asId, asInteger, asText } from '../client/values.ts';
import type { FieldInfo, OdooPort, OdooRequest } from '../port.ts';
import { createLiveDatabase } from './create.ts';
import { namesOfModel } from './lens.ts';
import type { CompanyInfo, CurrencyInfo, LanguageInfo, LiveDatabase } from './live-database.ts';

/** What of each field is worth its bytes: `fields_get` of everything is megabytes. */
const ATTRIBUTES = ['type', 'string', 'required', 'readonly', 'store', 'relation', 'relation_field', 'selection', 'currency_field', 'digits', 'sortable', 'searchable', 'groupable'];
/** More at once would keep others from the client while the gateway starts beside them. */
const AT_ONCE = 6;

/**
 * Reads what the database is: one `fields_get` per model (by its other names where the first is unknown), currencies,
 * companies, languages. A model that does not exist, or that the gateway's user may not see, is absent, not an error.
 *
 * @throws OdooFault when Odoo cannot be asked at all.
 */
export async function readDatabase(port: OdooPort, models: readonly string[], request: OdooRequest): Promise<LiveDatabase> {
  const [found, currencies, companies, languages] = await Promise.all([
    mapAtOnce([...new Set(models)], async (model) => [model, await readModel(port, model, request)] as const),
    readCurrencies(port, request),
    readCompanies(port, request),
    readLanguages(port, request),
  ]);
  const present = found.flatMap(([canonical, live]) => (live === null ? [] : [[canonical, live] as const]));
  return createLiveDatabase({ version: port.version, models: new Map(present), currencies, companies, languages });
}

async function readModel(port: OdooPort, canonical: string, request: OdooRequest): Promise<{ name: string; fields: Map<string, FieldInfo> } | null> {
  for (const name of namesOfModel(canonical)) {
    try {
      const fields = await port.call<Record<string, FieldInfo>>(
        { model: name, method: 'fields_get', args: { attributes: ATTRIBUTES }, kind: 'read' },
        request,
      );
      return { name, fields: new Map(Object.entries(fields)) };
    } catch (error) {
      if (!isAbsence(error)) throw error;
    }
  }
  return null;
}

function isAbsence(error: unknown): boolean {
  return error instanceof OdooFault && (error.kind === 'UNKNOWN_MODEL' || error.kind === 'ACCESS');
}

type Row = Record<string, unknown>;

async function readAll(port: OdooPort, model: string, fields: readonly string[], request: OdooRequest): Promise<readonly Row[]> {
  try {
    return await port.call<Row[]>(
      { model, method: 'search_read', args: { domain: [], fields, order: 'id' }, context: { active_test: false }, kind: 'read' },
      request,
    );
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}

async function readCurrencies(port: OdooPort, request: OdooRequest): Promise<readonly CurrencyInfo[]> {
  const rows = await readAll(port, 'res.currency', ['name', 'symbol', 'decimal_places'], request);
  return rows.map((row) => ({
    id: asId(row['id']) ?? 0,
    name: asText(row['name']) ?? '',
    symbol: asText(row['symbol']) ?? '',
    decimals: asInteger(row['decimal_places']) ?? 2,
  }));
}

async function readCompanies(port: OdooPort, request: OdooRequest): Promise<readonly CompanyInfo[]> {
  const rows = await readAll(port, 'res.company', ['name', 'currency_id'], request);
  return rows.map((row) => ({ id: asId(row['id']) ?? 0, name: asText(row['name']) ?? '', currencyId: asId(row['currency_id']) }));
}

async function readLanguages(port: OdooPort, request: OdooRequest): Promise<readonly LanguageInfo[]> {
  const rows = await readAll(port, 'res.lang', ['code', 'iso_code', 'name', 'active'], request);
  return rows
    .filter((row) => row['active'] === true)
    .map((row) => ({ code: asText(row['code']) ?? '', iso: asText(row['iso_code']) ?? '', name: asText(row['name']) ?? '' }));
}

async function mapAtOnce<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
