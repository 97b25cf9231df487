import type { WireAnswer, WireMethod } from '../wire-client.ts';

type Args = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>>;

/** Numbers that a sequence gave, and moments of the run: never equal on two servers. */
function withoutRun(value: unknown): unknown {
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) && Math.abs(Date.parse(`${value.replace(' ', 'T')}Z`) - Date.now()) < 86_400_000) return '<now>';
    return value.replace(/\bS\d{5}\b/g, 'S<n>').replace(/\b([A-Z]{2,3})\/(IN|OUT|INT|MO)\/\d{5}\b/g, '$1/$2/<n>');
  }
  if (Array.isArray(value)) return value.map(withoutRun);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutRun(item)]));
}

/**
 * Does business on an Odoo and keeps what it answered: two servers that tell the same have done the same.
 * Ids of records that the story made are told by the name that the story gave them.
 */
export class Teller {
  readonly told: (readonly [step: string, answer: unknown])[] = [];
  readonly #call: WireMethod;
  readonly #names = new Map<string, string>();

  constructor(call: WireMethod) {
    this.#call = call;
  }

  /** A call whose answer is part of the story. */
  async tell(step: string, model: string, method: string, args: Args): Promise<unknown> {
    const answer = await this.#call(model, method, args);
    this.told.push([step, this.#shown('value' in answer ? answer.value : answer)]);
    return 'value' in answer ? answer.value : undefined;
  }

  /** Creates a record and calls it by a name. */
  async make(name: string, model: string, vals: unknown, context: Args = {}): Promise<number> {
    const answer = await this.#call(model, 'create', { vals_list: [vals], context });
    if ('error' in answer) {
      this.told.push([`make ${name}`, answer]);
      return 0;
    }
    const [id = 0] = answer.value as readonly number[];
    this.call(name, model, id);
    return id;
  }

  /** Calls a record by a name from now on. */
  call(name: string, model: string, id: number): void {
    this.#names.set(`${model} ${id}`, name);
  }

  /** Finds records without telling of it. */
  async find(model: string, domain: unknown, order = 'id'): Promise<readonly number[]> {
    return value<readonly number[]>(await this.#call(model, 'search', { domain, order })) ?? [];
  }

  async read(model: string, ids: readonly number[], fields: readonly string[]): Promise<readonly Row[]> {
    return value<readonly Row[]>(await this.#call(model, 'read', { ids, fields, load: null })) ?? [];
  }

  /** Tells what records hold, by fields; `refs` says which model the ids in a field are of. */
  async look(step: string, model: string, ids: readonly number[], fields: readonly string[], refs: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
    const rows = await this.read(model, ids, fields);
    const shown = rows.map(({ id: _, ...row }) =>
      Object.fromEntries(Object.entries(row).map(([field, held]) => [field, refs[field] === undefined ? held : this.#named(refs[field], held)])),
    );
    this.told.push([step, withoutRun(shown)]);
    return rows;
  }

  #named(model: string, held: unknown): unknown {
    if (Array.isArray(held)) return held.map((id) => this.#named(model, id)).toSorted();
    return typeof held === 'number' ? (this.#names.get(`${model} ${held}`) ?? held) : held;
  }

  #shown(answer: unknown): unknown {
    if (typeof answer !== 'object' || answer === null || !('res_model' in answer)) return withoutRun(answer);
    // An action for the web client: what matters is where it leads.
    return { res_model: answer.res_model };
  }
}

function value<T>(answer: WireAnswer): T | undefined {
  if ('error' in answer) throw new Error(`${String(answer.error.name)}: ${String(answer.error.message)}`);
  return answer.value as T | undefined;
}
