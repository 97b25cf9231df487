import type { WireAnswer, WireMethod } from '../wire-client.ts';

type Row = Readonly<Record<string, unknown>>;

/** Calls Odoo's methods one after the other and writes down what came of it, without what no two servers have in common. */
export interface Story {
  /** Calls a method and tells its answer. */
  readonly act: (step: string, model: string, method: string, args: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Creates records and tells how many came; their ids are answered, not told. */
  readonly made: (step: string, model: string, vals: Row | readonly Row[], context?: Row) => Promise<readonly number[]>;
  /** Tells what records hold; `refs` says of which model the ids in a field are, so that those that the story named are told by name. */
  readonly look: (step: string, model: string, ids: readonly number[], fields: readonly string[], refs?: Readonly<Record<string, string>>) => Promise<readonly Row[]>;
  /** Calls a record, whose id differs between servers, by a name from now on. */
  readonly named: (name: string, model: string, id: number) => void;
  /** Finds ids without telling of it. */
  readonly ids: (model: string, domain: readonly unknown[], order?: string) => Promise<readonly number[]>;
  /** Tells what is found, in the given order. */
  readonly find: (step: string, model: string, domain: readonly unknown[], fields: readonly string[], order?: string) => Promise<readonly Row[]>;
  readonly told: readonly (readonly [step: string, answer: unknown])[];
}

const MOMENT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
/** What Odoo adds to an action for its own screens. */
const OF_SCREENS = new Set(['id', 'views', 'view_id', 'search_view_id', 'group_ids', 'embedded_action_ids', 'mobile_view_mode', 'cache', 'binding_model_id', 'help', 'display_name', 'path', 'usage', 'flags']);

/** Numbers from sequences go on from what each server has given out. */
const withoutNumbers = (text: string): string => (MOMENT.test(text) ? 'a moment' : text.replaceAll(/\/\d{5}/g, '/#####').replaceAll(/\bS\d{5}\b/g, 'S#####'));

function told(value: unknown): unknown {
  if (typeof value === 'string') return withoutNumbers(value);
  if (typeof value === 'number') return Number(value.toFixed(6));
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, told(item)]));
}

/** Methods that answer the ids of what they made. */
const MAKING = new Set(['message_post']);

/** An action as far as a client needs it: which dialogue, with which context. Ids of the records in question differ. */
function action(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('type' in value)) return value;
  const { context, res_id: _, domain: __, ...rest } = Object.fromEntries(Object.entries(value).filter(([key]) => !OF_SCREENS.has(key))) as Record<string, unknown>;
  // The next screen is none of a client's business beyond what it shows.
  if (rest['target'] !== 'new') return { type: rest['type'], res_model: rest['res_model'] };
  return { ...rest, context: typeof context === 'object' && context !== null ? Object.keys(context).sort() : context };
}

export function storyOf(call: WireMethod): Story {
  const lines: [string, unknown][] = [];
  const note = (step: string, answer: unknown): void => void lines.push([step, told(answer)]);
  const names = new Map<string, string>();
  const nameOf = (model: string, held: unknown): unknown => {
    if (Array.isArray(held)) return held.map((id) => nameOf(model, id)).toSorted();
    return names.get(`${model} ${String(held)}`) ?? held;
  };
  const rowsOf = (step: string, answer: WireAnswer, refs: Readonly<Record<string, string>> = {}): readonly Row[] => {
    const rows = 'value' in answer ? (answer.value as readonly Row[]) : [];
    const shown = ([field, held]: readonly [string, unknown]): readonly [string, unknown] => [field, refs[field] === undefined ? held : nameOf(refs[field], held)];
    note(step, 'value' in answer ? rows.map(({ id: _, ...row }) => Object.fromEntries(Object.entries(row).map(shown))) : answer);
    return rows;
  };
  return {
    told: lines,
    async act(step, model, method, args) {
      const answer = await call(model, method, args);
      const value = 'value' in answer && MAKING.has(method) ? (answer.value as readonly unknown[]).length : 'value' in answer ? action(answer.value) : answer;
      note(step, value);
      return 'value' in answer ? answer.value : undefined;
    },
    async made(step, model, vals, context = {}) {
      const answer = await call(model, 'create', { vals_list: Array.isArray(vals) ? vals : [vals], context });
      const ids = 'value' in answer ? ([answer.value].flat() as readonly number[]) : [];
      note(step, 'value' in answer ? ids.length : answer);
      return ids;
    },
    look: async (step, model, ids, fields, refs) => rowsOf(step, await call(model, 'read', { ids, fields, load: null }), refs),
    named: (name, model, id) => void names.set(`${model} ${id}`, name),
    async ids(model, domain, order = 'id') {
      const answer = await call(model, 'search', { domain, order });
      return 'value' in answer ? (answer.value as readonly number[]) : [];
    },
    find: async (step, model, domain, fields, order = 'id') => rowsOf(step, await call(model, 'search_read', { domain, fields, order, load: null })),
  };
}
