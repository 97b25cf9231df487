import { OdooFault } from '../odoo/client/faults.ts';
import { asId, asInteger, asText } from '../odoo/client/values.ts';
import type { Domain } from '../odoo/domain/types.ts';
import type { OdooContext, OdooPort, OdooRequest } from '../odoo/port.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Ids are small: the sweep asks for many at once. */
const SWEEP_PAGE = 1_000;

/** Methods of the addon that the database of a connection lacks: found out by the first call, until the process ends. */
const UNCONDITIONAL = new WeakMap<OdooPort, Set<string>>();

export interface OdooRecordsOptions {
  readonly port: OdooPort;
  readonly request: OdooRequest;
  /** Companies whose records are synchronised; the first is where a record is made that names none. Empty for Odoo's default. */
  readonly companies: readonly number[];
}

/** The few ways in which the synchronisation speaks to Odoo. One method, one call, unless it says otherwise. */
export class OdooRecords {
  readonly #options: OdooRecordsOptions;

  constructor(options: OdooRecordsOptions) {
    this.#options = options;
  }

  get companies(): readonly number[] {
    return this.#options.companies;
  }

  get version(): number {
    return this.#options.port.version.major;
  }

  /** Newest write among the records of the domain, or null where there are none. */
  async newest(model: string, domain: Domain): Promise<string | null> {
    const [first] = await this.#search(model, domain, ['write_date'], 1, 'write_date desc');
    return first === undefined ? null : asText(first['write_date']);
  }

  /** A page in the order of ids; archived records included. */
  page(model: string, domain: Domain, fields: readonly string[], limit: number): Promise<readonly Raw[]> {
    return this.#search(model, domain, fields, limit, 'id');
  }

  /** Those of the records that still exist. */
  async existing(model: string, ids: readonly number[]): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (let at = 0; at < ids.length; at += SWEEP_PAGE) {
      const some = await this.#call<readonly number[]>({ model, method: 'search', args: { domain: [['id', 'in', ids.slice(at, at + SWEEP_PAGE)]] }, kind: 'read' });
      for (const id of some) found.add(id);
    }
    return found;
  }

  /** Makes a record; in a company, its defaults (operation type, locations) are that company's. */
  async create(model: string, values: Raw, companyId: number | null = null): Promise<number> {
    const [id] = await this.createMany(model, [values], companyId);
    if (id === undefined) throw new TypeError(`${model}.create answered no id.`);
    return id;
  }

  /** Makes many in one transaction, all or none; answers their ids in the order of the values. */
  async createMany(model: string, values: readonly Raw[], companyId: number | null = null): Promise<readonly number[]> {
    const made = await this.#call<unknown>({ model, method: 'create', args: { vals_list: values }, kind: 'write' }, companyId);
    const ids = (Array.isArray(made) ? made : [made]).map((id) => asId(id));
    if (ids.length !== values.length || ids.includes(null)) throw new TypeError(`${model}.create answered ${ids.length} ids for ${values.length} records.`);
    return ids.filter((id) => id !== null);
  }

  async write(model: string, id: number, values: Raw): Promise<void> {
    await this.#call({ model, method: 'write', ids: [id], args: { vals: values }, kind: 'write' });
  }

  /**
   * Writes if the record still has the values that it was read with, in one transaction; false when it has not. Where the database lacks the
   * addon's method, it writes in any case.
   */
  writeIfUnchanged(model: string, id: number, values: Raw, expected: Raw): Promise<boolean> {
    return this.#ifUnchanged(model, 'write_if_unchanged', id, { vals: values, expected }, () => this.write(model, id, values));
  }

  /** Changes the quantity of a confirmed manufacturing order, with its components and finished products, on the same condition. */
  changeQuantityIfUnchanged(id: number, quantity: number, expected: Raw): Promise<boolean> {
    return this.#ifUnchanged('mrp.production', 'change_quantity_if_unchanged', id, { quantity, expected }, async () => {
      await this.do('change.production.qty', 'change_prod_qty', await this.create('change.production.qty', { mo_id: id, product_qty: quantity }));
    });
  }

  async #ifUnchanged(model: string, method: string, id: number, args: Raw, otherwise: () => Promise<void>): Promise<boolean> {
    const { port } = this.#options;
    const without = UNCONDITIONAL.get(port) ?? new Set();
    if (!without.has(method)) {
      try {
        return (await this.#call({ model, method, ids: [id], args, kind: 'write' })) === true;
      } catch (error) {
        if (!(error instanceof OdooFault && error.kind === 'UNKNOWN_METHOD')) throw error;
        UNCONDITIONAL.set(port, without.add(method));
      }
    }
    await otherwise();
    return true;
  }

  async unlink(model: string, id: number): Promise<void> {
    await this.#call({ model, method: 'unlink', ids: [id], kind: 'write' });
  }

  /** A business method of one record. */
  do(model: string, method: string, id: number, context?: OdooContext): Promise<unknown> {
    return this.#call({ model, method, ids: [id], kind: 'write', ...(context && { context }) });
  }

  /** A business method of many records in one transaction, all or none. */
  async doMany(model: string, method: string, ids: readonly number[]): Promise<void> {
    await this.#call({ model, method, ids, kind: 'write' });
  }

  /** The integration user's id. */
  async ownId(): Promise<number | null> {
    return asInteger((await this.#call<Raw>({ model: 'res.users', method: 'context_get', kind: 'read' }))['uid']);
  }

  #search(model: string, domain: Domain, fields: readonly string[], limit: number, order: string): Promise<readonly Raw[]> {
    return this.#call({ model, method: 'search_read', args: { domain, fields, limit, order }, kind: 'read' });
  }

  #call<T>(call: { model: string; method: string; ids?: readonly number[]; args?: Raw; kind: 'read' | 'write'; context?: OdooContext }, first: number | null = null): Promise<T> {
    const { port, request, companies } = this.#options;
    const ordered = first === null ? companies : [first, ...companies.filter((id) => id !== first)];
    const company = ordered.length === 0 ? {} : { allowed_company_ids: ordered };
    return port.call<T>({ ...call, context: { active_test: false, ...company, ...call.context } }, request);
  }
}
