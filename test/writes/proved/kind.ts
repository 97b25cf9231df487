import type { OdooCall, OdooPort, OdooRequest } from '../../../odoo/port.ts';
import type { PersonaName } from '../../../odoo/sandbox/data/personas.ts';

export type Input = Readonly<Record<string, unknown>>;
export type Domain = readonly unknown[];

/** A mutation that is to have one effect, however often its process dies. `mark` tells one attempt from all others. */
export interface Proved {
  readonly as: PersonaName;
  /** Takes `$input`; what it selects is the same at each repetition. */
  readonly query: string;
  input(mark: string): Input;
  /** Makes what the mutation works on; answers what the input says of it. */
  prepare?(mark: string, odoo: ProofOdoo): Promise<Input>;
  /** How often it was done: 1, or something is wrong. */
  count(mark: string, odoo: ProofOdoo): Promise<number>;
}

/** Odoo itself, past the graph. */
export interface ProofOdoo {
  count(model: string, domain: Domain): Promise<number>;
  ids(model: string, domain: Domain): Promise<readonly number[]>;
  /** One record; of relations the ids. */
  read(model: string, id: number, fields: readonly string[]): Promise<Input>;
  create(model: string, vals: Input, context?: Input): Promise<number>;
  /** Writes fields of one record, state columns too. */
  change(model: string, id: number, vals: Input): Promise<void>;
  press(model: string, method: string, id: number, context?: Input): Promise<void>;
}

export function proofOdoo(odoo: OdooPort, request: OdooRequest): ProofOdoo {
  const call = <T>(kind: OdooCall['kind'], model: string, method: string, more: Pick<OdooCall, 'ids' | 'args' | 'context'>): Promise<T> => odoo.call<T>({ model, method, kind, ...more }, request);
  return {
    count: (model, domain) => call('read', model, 'search_count', { args: { domain }, context: { active_test: false } }),
    ids: (model, domain) => call('read', model, 'search', { args: { domain, order: 'id' } }),
    async read(model, id, fields) {
      const [row = {}] = await call<readonly Input[]>('read', model, 'read', { ids: [id], args: { fields, load: null } });
      return row;
    },
    async create(model, vals, context = {}) {
      const [id = 0] = await call<readonly number[]>('write', model, 'create', { args: { vals_list: [vals] }, context });
      return id;
    },
    async change(model, id, vals) {
      await call('write', model, 'write', { ids: [id], args: { vals } });
    },
    async press(model, method, id, context = {}) {
      await call('write', model, method, { ids: [id], context });
    },
  };
}

/** Done once when each of its traces is there once. */
export async function once(counts: readonly (number | Promise<number>)[]): Promise<number> {
  const found = await Promise.all(counts);
  return found.every((count) => count === 1) ? 1 : Math.max(...found) > 1 ? 2 : 0;
}
