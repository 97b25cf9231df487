import { Env, type Context, type SandboxUser } from './env.ts';
import { accessError, OdooError, userError } from './errors.ts';
import { load, type Dataset } from './load.ts';
import { methodOf, type Method } from './methods/index.ts';
import type { Args } from './methods/signature.ts';
import type { Registry } from './registry.ts';
import type { ModelDef } from './schema.ts';
import { Store, type Table } from './store.ts';

const MOST_CALLS = 10_000;

/** A call that reached the engine, for tests that count. */
export interface CallRecord {
  readonly interface: 'jsonrpc' | 'json2';
  readonly model: string;
  readonly method: string;
  readonly ids: readonly unknown[];
  readonly args: Args;
  readonly context: Context;
}

/** A call whose arguments are bound to the method's parameters. */
export interface BoundCall {
  readonly model: ModelDef;
  readonly method: Method;
  readonly ids: readonly unknown[];
  readonly args: Args;
  readonly context: Context;
}

/** One database of one Odoo version: its models, its rows, its users. */
export class Database {
  readonly name: string;
  readonly version: number;
  readonly registry: Registry;
  readonly users: readonly SandboxUser[];
  readonly calls: CallRecord[] = [];
  readonly #store = new Store();
  readonly #clock: () => Date;

  constructor(options: {
    readonly name: string;
    readonly version: number;
    readonly registry: Registry;
    readonly users: readonly SandboxUser[];
    readonly dataset: Dataset;
    readonly clock: () => Date;
  }) {
    this.name = options.name;
    this.version = options.version;
    this.registry = options.registry;
    this.users = options.users;
    this.#clock = options.clock;
    const [service] = this.users;
    if (service === undefined) throw new RangeError('a sandbox database needs its service user first');
    load(options.dataset, this.#env(service, {}).sudo());
  }

  table(model: string): Table {
    this.registry.get(model);
    return this.#store.table(model);
  }

  /** See `Store`. */
  checkpoint(): () => void {
    return this.#store.checkpoint();
  }

  rows(): ReturnType<Store['rows']> {
    return this.#store.rows();
  }

  userByKey(key: string): SandboxUser | undefined {
    return this.users.find((user) => user.apiKey === key);
  }

  /** The user of a login with his password or, in its place, his API key. */
  userByLogin(login: unknown, secret: unknown): SandboxUser | undefined {
    return this.users.find((user) => user.login === login && (user.password === secret || user.apiKey === secret));
  }

  /** The method, or Odoo's refusal to let it be called from outside. */
  method(model: ModelDef, name: string): Method {
    const found = methodOf(model, name, this.version);
    if (found === 'private') throw accessError(`Private methods (such as '${model.name}.${name}') cannot be called remotely.`);
    if (found === undefined) throw new OdooError('builtins.AttributeError', `The method '${model.name}.${name}' does not exist`, 404);
    return found;
  }

  modelOrRefuse(name: string): ModelDef {
    const model = this.registry.find(name);
    if (model === undefined) throw userError(`Object ${name} doesn't exist`);
    return model;
  }

  /** Runs a call as one transaction and notes it. */
  run(via: CallRecord['interface'], user: SandboxUser, call: BoundCall, methodName: string): unknown {
    // Counting is for tests: a sandbox that serves for days keeps the latest only.
    if (this.calls.length >= MOST_CALLS) this.calls.splice(0, MOST_CALLS / 2);
    this.calls.push({ interface: via, model: call.model.name, method: methodName, ids: call.ids, args: call.args, context: call.context });
    const env = this.#env(user, call.context);
    return this.#store.transaction(() => call.method.run({ model: call.model, ids: call.ids, args: call.args, env }));
  }

  #env(user: SandboxUser, context: Context): Env {
    return new Env({ store: this.#store, registry: this.registry, user, clock: this.#clock }, context);
  }
}
