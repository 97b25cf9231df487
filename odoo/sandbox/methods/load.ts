import type { Env } from '../env.ts';
import { OdooError } from '../errors.ts';
import { isX2many, type ModelDef } from '../schema.ts';
import { create, write } from '../write.ts';
import type { Call, Method } from './index.ts';

type Cells = ReadonlyMap<string, string>;
type Vals = Record<string, unknown>;

interface Message {
  readonly rows: { readonly from: number; readonly to: number };
  readonly type: 'error';
  readonly record: number;
  readonly message: string;
  readonly [extra: string]: unknown;
}

/** A cell that cannot be understood, told about the field of the record that holds it. */
class CellError extends Error {
  readonly field: string;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(message: string, field: string, extra: Readonly<Record<string, unknown>>) {
    super(message);
    this.field = field;
    this.extra = extra;
  }
}

/** Which of the names in front of `/` a cell belongs to. */
function below(cells: Cells, name: string): Cells {
  return new Map([...cells].flatMap(([path, value]) => (path.startsWith(`${name}/`) ? [[path.slice(name.length + 1), value] as const] : [])));
}

/** The rows of each line: one that says something of the line itself begins it, those that speak of its own lines alone go on with it. */
function grouped(rows: readonly Cells[], model: ModelDef): readonly (readonly Cells[])[] {
  const groups: Cells[][] = [];
  for (const cells of rows) {
    const said = [...cells].filter(([, value]) => value !== '');
    if (said.length === 0) continue;
    const begins = said.some(([path]) => model.fields[path.split('/')[0] ?? '']?.type !== 'one2many');
    const last = groups.at(-1);
    if (begins || last === undefined) groups.push([cells]);
    else last.push(cells);
  }
  return groups;
}

/** A record's values from its first row and the rows that go on with its lines. */
function valsOf(model: ModelDef, rows: readonly Cells[], labels: readonly string[], root: string, env: Env): Vals {
  const vals: Vals = {};
  const [first = new Map<string, string>()] = rows;
  const names = new Set([...first.keys()].map((path) => path.split('/')[0] ?? ''));
  for (const name of names) {
    if (name === 'id' || name === '.id') continue;
    const def = model.fields[name];
    if (def === undefined) continue;
    const label = [...labels, def.string];
    const field = root === '' ? name : root;
    const target = env.registry.find(def.relation ?? '');
    if (def.type === 'one2many' && target !== undefined) {
      const lines = grouped(rows.map((row) => below(row, name)), target);
      const known = ([cells]: readonly Cells[]): number => Number(cells?.get('.id') ?? '');
      vals[name] = lines.map((own) => [known(own) > 0 ? 1 : 0, known(own), valsOf(target, own, label, field, env)]);
      if (lines.length === 0 && (first.get('.id') ?? '') === '') delete vals[name];
      continue;
    }
    const text = first.get(isX2many(def) || def.type === 'many2one' ? `${name}/.id` : name) ?? '';
    // An empty cell empties the field of a record that exists.
    if (text === '') {
      if (root === '' && (first.get('.id') ?? '') !== '') vals[name] = false;
      continue;
    }
    if (target !== undefined) {
      const ids = text.split(',').map(Number);
      const missing = ids.find((id) => env.record(target.name, id) === undefined);
      if (missing !== undefined) throw unknownId(missing, label, field, target, root === '' ? def.string : (labels[0] ?? ''));
      vals[name] = def.type === 'many2one' ? ids[0] : [[6, 0, ids]];
    } else vals[name] = valueOf(def.type, text);
  }
  return vals;
}

function unknownId(id: number, label: readonly string[], field: string, target: ModelDef, fieldName: string): CellError {
  const moreinfo = {
    name: 'Possible Values', type: 'ir.actions.act_window', target: 'new', view_mode: 'list,form', views: [[false, 'list'], [false, 'form']],
    context: { create: false }, help: 'See all possible values', res_model: 'ir.model.data', domain: [['model', '=', target.name]],
  };
  return new CellError(`No matching record found for database id '${id}' in field '${label.join('/')}'`, field, { moreinfo, field_name: fieldName });
}

function valueOf(type: string, text: string): unknown {
  if (type === 'boolean') return text === '1';
  return type === 'integer' || type === 'float' || type === 'monetary' ? Number(text) : text;
}

const isBlank = (cells: Cells, model: ModelDef): boolean => [...cells].every(([path, value]) => value === '' || model.fields[path.split('/')[0] ?? '']?.type === 'one2many');

/** A record's rows: its own, and those after it that only go on with its lines. */
function spans(model: ModelDef, rows: readonly Cells[]): readonly (readonly Cells[])[] {
  const found: Cells[][] = [];
  for (const row of rows) {
    if (found.length > 0 && isBlank(row, model)) found.at(-1)?.push(row);
    else found.push([row]);
  }
  return found;
}

/** Imports one record: known by its database id or its external id it is written, else it is made. */
function loadOne(model: ModelDef, rows: readonly Cells[], env: Env): number {
  const vals = valsOf(model, rows, [], '', env);
  const externalId = rows[0]?.get('id') ?? '';
  const [module = '', name = ''] = externalId.split(/\.(.*)/);
  const data = env.sudo();
  const known = externalId === '' ? undefined : data.records('ir.model.data').find((row) => row.text('module') === module && row.text('name') === name);
  const old = env.record(model.name, known === undefined ? Number(rows[0]?.get('.id') ?? '') : known.value('res_id'));
  if (old !== undefined) write(model, [old.id], vals, env);
  const id = old?.id ?? create(model, [vals], env)[0] ?? 0;
  if (externalId !== '' && old === undefined) create(env.model('ir.model.data'), [{ module, name, model: model.name, res_id: id }], data);
  return id;
}

/** Imports records, with their lines in further rows: all of them, or none. Records that exist are written before others are made. */
function load({ model, args, env }: Call): unknown {
  const fields = args['fields'] as readonly string[];
  const rows = (args['data'] as readonly (readonly string[])[]).map((row) => new Map(fields.map((name, index) => [name, row[index] ?? ''])));
  const records = spans(model, rows);
  const exists = (record: readonly Cells[]): number => Number((record[0]?.get('.id') ?? '') !== '');
  let current: readonly Cells[] = records[0] ?? [];
  try {
    return env.store.transaction(() => {
      const ids = new Map<readonly Cells[], number>();
      for (const record of records.toSorted((a, b) => exists(b) - exists(a))) {
        current = record;
        ids.set(record, loadOne(model, record, env));
      }
      return { ids: records.map((record) => ids.get(record)), messages: [], nextrow: 0 };
    });
  } catch (error) {
    const from = rows.indexOf(current[0] as Map<string, string>);
    const message = messageOf(error, { rows: { from, to: from + current.length - 1 }, record: records.indexOf(current) });
    if (message === null) throw error;
    return { ids: false, messages: [message], nextrow: 0 };
  }
}

function messageOf(error: unknown, place: Pick<Message, 'rows' | 'record'>): Message | null {
  const told = { ...place, type: 'error' } as const;
  if (error instanceof CellError) return { ...told, field: error.field, message: error.message, ...error.extra };
  if (!(error instanceof OdooError) || error.status !== 422) return null;
  return { ...told, message: error.message.replace(/^The operation cannot be completed: /, '') };
}

export const LOAD_METHODS: Readonly<Record<string, Method>> = {
  load: { kind: 'model', params: ['fields', 'data'], required: 2, run: load },
};
