import { accessError, userError } from './errors.ts';
import { SandboxRecord } from './record.ts';
import type { Registry } from './registry.ts';
import type { ModelDef } from './schema.ts';
import type { Store } from './store.ts';

export interface Context {
  readonly [key: string]: unknown;
}

/** A user of the sandbox: who may log in and what groups say about the rest. */
export interface SandboxUser {
  readonly uid: number;
  readonly login: string;
  readonly password: string;
  readonly apiKey: string;
  /** `all`: every right on every model, as the service user has. Otherwise the groups that model rights name. */
  readonly groups: 'all' | readonly string[];
}

interface EnvParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly user: SandboxUser;
  readonly clock: () => Date;
  readonly sudo?: boolean;
}

/** What a call happens in: the data, the caller, his context. Odoo's `self.env`. */
export class Env {
  readonly store: Store;
  readonly registry: Registry;
  readonly user: SandboxUser;
  readonly context: Context;
  readonly su: boolean;
  readonly #parts: EnvParts;
  readonly #records = new Map<string, Map<number, SandboxRecord>>();
  #companies: readonly number[] | undefined;

  constructor(parts: EnvParts, context: Context) {
    this.#parts = parts;
    this.store = parts.store;
    this.registry = parts.registry;
    this.user = parts.user;
    this.context = context;
    this.su = parts.sudo === true;
  }

  with(patch: Context): Env {
    return new Env(this.#parts, { ...this.context, ...patch });
  }

  without(key: string): Env {
    if (!(key in this.context)) return this;
    const { [key]: _, ...rest } = this.context;
    return new Env(this.#parts, rest);
  }

  sudo(): Env {
    return this.su ? this : new Env({ ...this.#parts, sudo: true }, this.context);
  }

  get uid(): number {
    return this.user.uid;
  }

  /** The companies that the call may see: those of the context, which must be the user's, else all of his. */
  get companies(): readonly number[] {
    this.#companies ??= this.#resolveCompanies();
    return this.#companies;
  }

  get company(): number {
    const [first] = Array.isArray(this.context['allowed_company_ids']) ? this.companies : [];
    return first ?? this.#userRecord().one('company_id')?.id ?? 1;
  }

  /** The language of translated values. One that is not installed is refused, as Odoo does, once it is looked at. */
  get lang(): string {
    const asked = this.context['lang'];
    if (typeof asked !== 'string' || asked === '' || asked === 'en_US') return 'en_US';
    if (!this.#isInstalled(asked)) throw userError(`Invalid language code: ${asked}`);
    return asked;
  }

  /** The language of labels, which falls back to English in silence. */
  get labelLang(): string {
    const asked = this.context['lang'];
    return typeof asked === 'string' && this.#isInstalled(asked) ? asked : 'en_US';
  }

  /** The caller's time zone, or undefined when there is none that exists. */
  get tz(): string | undefined {
    const zone = this.context['tz'];
    return typeof zone === 'string' && isTimeZone(zone) ? zone : undefined;
  }

  get activeTest(): boolean {
    return this.context['active_test'] !== false;
  }

  now(): string {
    return this.#parts.clock().toISOString().slice(0, 19).replace('T', ' ');
  }

  model(name: string): ModelDef {
    return this.registry.get(name);
  }

  /** The record, or undefined when there is none with this id. */
  record(model: string, id: unknown): SandboxRecord | undefined {
    if (typeof id !== 'number') return undefined;
    let known = this.#records.get(model);
    if (known === undefined) this.#records.set(model, (known = new Map()));
    const cached = known.get(id);
    const row = this.store.table(model).get(id);
    if (row === undefined) return undefined;
    if (cached?.row === row) return cached;
    const record = new SandboxRecord(this, this.model(model), row);
    known.set(id, record);
    return record;
  }

  records(model: string): SandboxRecord[] {
    const found: SandboxRecord[] = [];
    for (const id of this.store.table(model).rows.keys()) {
      const record = this.record(model, id);
      if (record !== undefined) found.push(record);
    }
    return found;
  }

  #isInstalled(code: string): boolean {
    return [...this.store.table('res.lang').rows.values()].some((row) => row['code'] === code && row['active'] === true);
  }

  #userRecord(): SandboxRecord {
    const record = this.record('res.users', this.uid);
    if (record === undefined) throw new Error(`the sandbox has no res.users row for uid ${this.uid}`);
    return record;
  }

  #resolveCompanies(): readonly number[] {
    const own = this.#userRecord().related('company_ids').map((company) => company.id);
    const asked = this.context['allowed_company_ids'];
    if (!Array.isArray(asked) || asked.length === 0) return own;
    if (!this.su && asked.some((id) => !own.includes(id as number))) throw accessError('Access to unauthorized or invalid companies.');
    return asked as number[];
  }
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
