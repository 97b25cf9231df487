import { asId } from '../odoo/client/values.ts';
import type { LiveDatabase } from '../odoo/database/live-database.ts';
import type { Domain } from '../odoo/domain/types.ts';
import { and, not, where } from '../odoo/domain/build.ts';
import { ask, refusal, type Answer, type Asking } from './ask.ts';
import { QUESTIONS, type QuestionName } from './questions.ts';
import type { SyncAnswer } from './types.ts';

export interface Company {
  readonly id: number;
  readonly name: string;
}

/** Everything that the lines of the checklist are judged by. */
export interface Facts {
  readonly database: LiveDatabase;
  readonly answers: Readonly<Record<QuestionName, Answer>>;
  /** Switches of Odoo's settings by their technical names; null where Odoo's user may not see them. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  /** Model → whether Odoo's user may write it, of the models that the database has. */
  readonly rights: ReadonlyMap<string, boolean>;
  /** Companies that sell: those of active Service Accounts at the end of the tree; all where there is no governance. */
  readonly selling: readonly Company[];
  /** Company → its product categories with their income account. */
  readonly categories: ReadonlyMap<number, Answer>;
  /** Customers that stand in no Service Account. */
  readonly ungoverned: Answer;
  readonly sync: SyncAnswer;
  readonly now: Date;
}

export interface FactSources extends Asking {
  /** Which customers stand in some Service Account. */
  readonly governedCustomers: () => Promise<Domain>;
  /** Asks the synchronisation of the dashboard how it stands. */
  readonly sync: () => Promise<SyncAnswer>;
  readonly now: Date;
}

/** Settings that live in groups of Odoo; the module that brings each is named by a model of it. */
const SETTINGS: readonly (readonly [name: string, model: string])[] = [
  ['group_stock_multi_locations', 'stock.picking'],
  ['group_stock_production_lot', 'stock.picking'],
  ['group_proforma_sales', 'sale.order'],
  ['group_auto_done_setting', 'sale.order'],
];

async function readSettings({ reader, database }: Asking): Promise<Facts['settings']> {
  const fields = SETTINGS.filter(([, model]) => database.has(model)).map(([name]) => name);
  if (fields.length === 0) return {};
  try {
    return await reader.call({ model: 'res.config.settings', method: 'default_get', args: { fields }, kind: 'read' });
  } catch (error) {
    refusal('res.config.settings', error);
    return null;
  }
}

/** What the graph's mutations and the dashboard write (seed 004 names the groups for it). */
const WRITTEN = ['mrp.production', 'stock.picking', 'sale.order'] as const;

async function readRights({ reader, database }: Asking): Promise<Facts['rights']> {
  const isCurrent = database.version.major >= 18;
  const rights = WRITTEN.filter((model) => database.has(model)).map(async (model) => {
    const may = await reader.call<boolean>(
      isCurrent
        ? { model, method: 'has_access', ids: [], args: { operation: 'write' }, kind: 'read' }
        : { model, method: 'check_access_rights', args: { operation: 'write', raise_exception: false }, kind: 'read' },
    );
    return [model, may] as const;
  });
  return new Map(await Promise.all(rights));
}

async function readUngoverned({ reader, governedCustomers, companies }: FactSources): Promise<Answer> {
  const model = 'res.partner';
  try {
    const narrowed = companies === null ? [] : where('company_id', 'in', [...companies, false]);
    const rows = and(where('customer_rank', '>=', 1), where('name', '!=', false), narrowed, not(await governedCustomers()));
    return { kind: 'rows', rows: [], total: await reader.count(model, rows) };
  } catch (error) {
    return refusal(model, error);
  }
}

/** Income accounts are kept for each company apart, so each is asked in its own context. */
async function readCategories(company: Company, { reader, database }: Asking): Promise<Answer> {
  const model = 'product.category';
  const field = 'property_account_income_categ_id';
  if (!database.has(model) || database.field(model, field) === null) return { kind: 'absent', model };
  try {
    const { records } = await reader.search(model, { domain: [], specification: { complete_name: {}, [field]: {} }, context: { allowed_company_ids: [company.id] } });
    return { kind: 'rows', rows: records, total: records.length };
  } catch (error) {
    return refusal(model, error);
  }
}

const rowsOf = (answer: Answer): readonly Readonly<Record<string, unknown>>[] => (answer.kind === 'rows' ? answer.rows : []);

/** The Service Accounts without others below them that are in use: where people sell. */
export function leavesOf(accounts: Answer): readonly Readonly<Record<string, unknown>>[] {
  const rows = rowsOf(accounts);
  const parents = new Set(rows.map((row) => asId(row['parent_id'])));
  return rows.filter((row) => row['state'] === 'active' && asId(row['company_id']) !== null && !parents.has(asId(row['id'])));
}

function sellingCompanies(companies: Answer, accounts: Answer): readonly Company[] {
  const all = rowsOf(companies).map((row): Company => ({ id: Number(row['id']), name: String(row['name']) }));
  const withAccounts = new Set(leavesOf(accounts).map((row) => asId(row['company_id'])));
  return withAccounts.size === 0 ? all : all.filter(({ id }) => withAccounts.has(id));
}

/** Asks Odoo all that the checklist needs: one call for each question, and one for each company that sells. */
export async function gatherFacts(sources: FactSources): Promise<Facts> {
  const names = Object.keys(QUESTIONS) as QuestionName[];
  const [answers, settings, rights, ungoverned, sync] = await Promise.all([
    Promise.all(names.map(async (name) => [name, await ask(QUESTIONS[name], sources)] as const)),
    readSettings(sources),
    readRights(sources),
    readUngoverned(sources),
    sources.sync(),
  ]);
  const known = Object.fromEntries(answers) as Record<QuestionName, Answer>;
  const selling = sellingCompanies(known.companies, known.serviceAccounts);
  const categories = await Promise.all(selling.map(async (company) => [company.id, await readCategories(company, sources)] as const));
  return { database: sources.database, answers: known, settings, rights, ungoverned, sync, selling, categories: new Map(categories), now: sources.now };
}
