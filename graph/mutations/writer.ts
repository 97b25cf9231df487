import { asId } from '../../odoo/client/values.ts';
import { OdooFault } from '../../odoo/client/faults.ts';
import type { LiveDatabase } from '../../odoo/database/live-database.ts';
import type { OdooContext } from '../../odoo/port.ts';
import type { Reader } from '../../odoo/read/records.ts';
import { type ImportedRecord, importMatrix } from '../../odoo/write/import-matrix.ts';
import { liveVals, type Vals } from '../../odoo/write/live-vals.ts';
import { GraphError } from '../../platform/errors.ts';

/** The module under which the external ids of idempotency keys stand. No addon has this name, so no upgrade cleans them up. */
const EXTERNAL = 'odoo_graph';

/** The external id of one of several records that a key made. */
const partOf = (tag: string, index: number): string => `${tag}_${index}`;

export interface WriteCall {
  readonly ids?: readonly number[];
  readonly args?: Readonly<Record<string, unknown>>;
  readonly context?: OdooContext;
}

interface Step {
  readonly name: string;
  readonly undo: (() => Promise<unknown>) | null;
}

/**
 * The way of a mutation to Odoo. Fields are named canonically, as in the SDL. Calls are never repeated, run under the request's deadline
 * and the caller's language and company, and are counted.
 */
export interface Writer {
  /** A method that changes something: `action_confirm`, a wizard's button. */
  call<T>(model: string, method: string, call?: WriteCall): Promise<T>;
  create(model: string, vals: Vals, context?: OdooContext): Promise<number>;
  /**
   * A new record that carries the idempotency key's tag as its external id, made with it in one transaction: there is never the one without
   * the other. Without a tag a plain `create`.
   */
  createOnce(model: string, vals: Vals, tag: string | null, context?: OdooContext): Promise<number>;
  /** As `createOnce`, several records at once: all of them or none. */
  createAllOnce(model: string, vals: readonly Vals[], tag: string | null): Promise<readonly number[]>;
  /** The records that `createAllOnce` made with this tag, in order; null when it made none. */
  findAllOnce(model: string, tag: string, count: number): Promise<readonly number[] | null>;
  /** Writes records that exist and makes new ones, in one transaction. What is not given of those that exist is emptied. Answers the ids in order. */
  importAll(model: string, records: readonly ImportedRecord[]): Promise<readonly number[]>;
  /** The record that `createOnce` made with this tag; null when there is none, or none any more. */
  findOnce(model: string, tag: string): Promise<number | null>;
  write(model: string, ids: readonly number[], vals: Vals, context?: OdooContext): Promise<void>;
  /** A call that leaves nothing that anybody would look for: it is nothing that was done. */
  aside<T>(model: string, method: string, call?: WriteCall): Promise<T>;
  /** A wizard's record, which is gone by itself: it is nothing that was done. Answers its id. */
  wizard(model: string, vals: Vals, context?: OdooContext): Promise<number>;
  /**
   * A step of a mutation that makes several. When a later one is refused, `undo` takes it back; a step without it stays, and the
   * caller is told that it is done (`name` reads on from "Done:": "the customer was created").
   */
  step<T>(name: string, make: () => Promise<T>, undo?: (made: T) => Promise<unknown>): Promise<T>;
  /** What stands: steps in order, and changes that belong to none. */
  readonly done: readonly string[];
  /** Calls so far. */
  readonly calls: number;
  /** Takes the steps back, the last one first, as far as that goes; answers whether all are gone. */
  undo(): Promise<boolean>;
}

interface Loaded {
  readonly ids: readonly number[] | false;
  readonly messages: readonly { readonly type: string; readonly message: string }[];
}

export function createWriter(reader: Pick<Reader, 'call'>, database: LiveDatabase): Writer {
  const steps: Step[] = [];
  let calls = 0;
  /** Changes that no step covers. */
  let loose = 0;

  const send = <T>(model: string, method: string, { ids, args, context }: WriteCall): Promise<T> => {
    calls += 1;
    return reader.call<T>({ model, method, kind: 'write', ...(ids && { ids }), ...(args && { args }), ...(context && { context }) });
  };

  const call = async <T>(model: string, method: string, given: WriteCall = {}): Promise<T> => {
    const answer = await send<T>(model, method, given);
    loose += 1;
    return answer;
  };

  const create = async (by: typeof send, model: string, vals: Vals, context: OdooContext | undefined): Promise<number> => {
    const made = await by<unknown>(model, 'create', { args: { vals_list: [liveVals(database, model, vals)] }, ...(context && { context }) });
    const id = asId(Array.isArray(made) ? made[0] : made);
    if (id === null) throw new GraphError('UPSTREAM_ERROR', 'Odoo did not say which record it created.');
    return id;
  };

  const importAll = async (model: string, records: readonly ImportedRecord[], context?: OdooContext): Promise<readonly number[]> => {
    const matrix = importMatrix(model, records, (of, field) => database.field(of, field));
    const { ids, messages } = await send<Loaded>(model, 'load', { args: { ...matrix }, context: { ...context, tz: 'UTC' } });
    if (ids === false || ids.some((id) => asId(id) === null)) throw notLoaded(model, messages.find(({ type }) => type === 'error')?.message ?? '');
    loose += 1;
    return ids;
  };

  return {
    call,
    aside: (model, method, given = {}) => send(model, method, given),
    importAll: (model, records) => importAll(model, records.map((record) => ({ ...record, vals: liveVals(database, model, record.vals) }))),
    create: (model, vals, context) => create(call, model, vals, context),
    async createOnce(model, vals, tag, context) {
      if (tag === null) return create(call, model, vals, context);
      const [id = 0] = await importAll(model, [{ externalId: `${EXTERNAL}.${tag}`, vals: liveVals(database, model, vals) }], context);
      return id;
    },
    async createAllOnce(model, list, tag) {
      const records = list.map((vals) => liveVals(database, model, vals));
      if (tag !== null) return importAll(model, records.map((vals, index) => ({ externalId: `${EXTERNAL}.${partOf(tag, index)}`, vals })));
      const made = await call<readonly unknown[]>(model, 'create', { args: { vals_list: records } });
      return made.map((id) => asId(id) ?? 0);
    },
    async findAllOnce(model, tag, count) {
      const names = Array.from({ length: count }, (_, index) => partOf(tag, index));
      const domain = [['module', '=', EXTERNAL], ['name', 'in', names], ['model', '=', database.model(model) ?? model]];
      const found = await reader.call<readonly { readonly name: unknown; readonly res_id: unknown }[]>({ model: 'ir.model.data', method: 'search_read', args: { domain, fields: ['name', 'res_id'] }, kind: 'read' });
      const ids = names.flatMap((name) => asId(found.find((row) => row.name === name)?.res_id) ?? []);
      return ids.length === count && count > 0 ? ids : null;
    },
    async findOnce(model, tag) {
      const domain = [['module', '=', EXTERNAL], ['name', '=', tag], ['model', '=', database.model(model) ?? model]];
      const found = await reader.call<readonly { readonly res_id: unknown }[]>({ model: 'ir.model.data', method: 'search_read', args: { domain, fields: ['res_id'] }, kind: 'read' });
      const id = asId(found[0]?.res_id);
      if (id === null) return null;
      const kept = await reader.call<number>({ model, method: 'search_count', args: { domain: [['id', '=', id]] }, context: { active_test: false }, kind: 'read' });
      return kept > 0 ? id : null;
    },
    wizard: (model, vals, context) => create(send, model, vals, context),
    async write(model, ids, vals, context) {
      await call(model, 'write', { ids, args: { vals: liveVals(database, model, vals) }, ...(context && { context }) });
    },
    async step(name, make, undo) {
      const before = loose;
      const made = await make();
      loose = before;
      steps.push({ name, undo: undo ? () => undo(made) : null });
      return made;
    },
    get done() {
      return [...steps.map(({ name }) => name), ...(loose > 0 ? [`${loose === 1 ? 'a change' : `${loose} changes`} in Odoo`] : [])];
    },
    get calls() {
      return calls;
    },
    async undo() {
      for (let last = steps.at(-1); last !== undefined; last = steps.at(-1)) {
        if (last.undo === null) return false;
        const before = loose;
        try {
          await last.undo();
        } catch {
          return false;
        } finally {
          loose = before;
        }
        steps.pop();
      }
      return loose === 0;
    },
  };
}

/** `load` tells instead of raising: its words are those of the refusal it met. */
function notLoaded(model: string, said: string): OdooFault {
  const kind = /could not serialize|deadlock detected/.test(said) ? 'CONFLICT' : /No matching record found for database id/.test(said) ? 'BAD_REFERENCE' : 'VALIDATION';
  return new OdooFault(kind, { model, method: 'load', said });
}
