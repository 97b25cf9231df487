import { OdooError } from '../errors.ts';
import type { SandboxRecord } from '../record.ts';
import { isColumn, isX2many } from '../schema.ts';
import { create, existing, unlink, write, type Vals } from '../write.ts';
import type { Call, Method } from './index.ts';

function copy({ model, ids, args, env }: Call): readonly number[] {
  const overrides = (args['default'] ?? {}) as Vals;
  return existing(model, ids, env).flatMap((record) => {
    const vals = copiedValues(record);
    if (model.copyName === true) vals['name'] = `${record.text('name')} (copy)`;
    return create(model, [{ ...vals, ...overrides }], env);
  });
}

/** What a copy starts with: the columns that are not the record's alone, and the lines that are its content. */
function copiedValues(record: SandboxRecord): Record<string, unknown> {
  const vals: Record<string, unknown> = {};
  for (const [name, def] of Object.entries(record.model.fields)) {
    if (def.type === 'one2many' && def.copy === true) {
      vals[name] = record.related(name).map((line) => {
        const { [def.inverse ?? '']: _, ...rest } = copiedValues(line);
        return [0, 0, rest];
      });
    }
    if (name === 'id' || name === 'parent_path' || name.startsWith('create_') || name.startsWith('write_')) continue;
    if (!isColumn(def) || def.copy === false || def.stored === true || def.virtual === true) continue;
    vals[name] = isX2many(def) ? [[6, 0, record.value(name)]] : record.value(name);
  }
  return vals;
}

/** Odoo's archiving answers nothing, which the legacy interface shows as a reply without `result`. */
const archive = (active: boolean) => ({ model, ids, env }: Call): undefined => {
  if (model.fields['active'] === undefined) throw new OdooError('builtins.AssertionError', `No 'active' field on model ${model.name}`, 500);
  const changing = existing(model, ids, env).filter((record) => record.value('active') !== active);
  if (changing.length > 0) write(model, changing.map(({ id }) => id), { active }, env);
};

/** Whether a record has the values that it was read with. Calls are carried out one at a time here. */
export function isUnchanged(record: SandboxRecord, expected: Vals): boolean {
  return Object.entries(expected).every(([name, value]) => {
    const found = record.value(name) ?? false;
    return typeof found === 'number' && typeof value === 'number' ? Math.abs(found - value) < 1e-9 * Math.max(1, Math.abs(found)) : found === (value ?? false);
  });
}

/** Of the addon: writes while the record has the values that it was read with. */
export const writeIfUnchanged: Method = {
  kind: 'record', params: ['vals', 'expected'], required: 2,
  run({ model, ids, args, env }) {
    const [record] = existing(model, ids, env);
    return record !== undefined && isUnchanged(record, args['expected'] as Vals) && write(model, ids, args['vals'] as Vals, env);
  },
};

export const WRITE_METHODS: Readonly<Record<string, Method>> = {
  create: {
    kind: 'model', params: ['vals_list'], required: 1,
    run: ({ model, args, env }) => {
      const list = args['vals_list'];
      return create(model, (Array.isArray(list) ? list : [list]) as readonly Vals[], env);
    },
  },
  write: { kind: 'record', params: ['vals'], required: 1, run: ({ model, ids, args, env }) => write(model, ids, args['vals'] as Vals, env) },
  unlink: { kind: 'record', params: [], required: 0, run: ({ model, ids, env }) => unlink(model, ids, env) },
  copy: { kind: 'record', params: ['default'], required: 0, run: copy },
  action_archive: { kind: 'record', params: [], required: 0, run: archive(false) },
  action_unarchive: { kind: 'record', params: [], required: 0, run: archive(true) },
};
