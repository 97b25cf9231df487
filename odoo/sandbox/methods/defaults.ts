import { mayUseField } from '../access.ts';
import type { Env } from '../env.ts';
import { isStored, isX2many, type FieldDef, type ModelDef } from '../schema.ts';
import { defaultsOf } from '../write.ts';
import type { Call, Method } from './index.ts';

/** The attributes of a field as `fields_get` answers them. */
export function describe(name: string, def: FieldDef): Record<string, unknown> {
  const column = isStored(def) || (def.type === 'many2many' && def.inverse !== undefined);
  const stored = column || (def.type === 'one2many' && def.related === undefined);
  const reachable = def.related !== undefined && !isX2many(def);
  const aggregator = def.aggregator ?? (['integer', 'float', 'monetary'].includes(def.type) && column ? 'sum' : def.type === 'boolean' && column ? 'bool_or' : false);
  return {
    type: def.type,
    string: def.string,
    name,
    readonly: def.readonly === true,
    required: def.required === true,
    store: stored,
    searchable: stored || reachable || def.related !== undefined || def.searchable === true || name === 'display_name',
    sortable: (column && !isX2many(def)) || reachable || def.sortable === true,
    groupable: (column && def.type !== 'json' && def.type !== 'binary') || reachable || def.sortable === true,
    company_dependent: def.companyDependent === true,
    ...(['char', 'text', 'html'].includes(def.type) ? { translate: def.translate === true } : {}),
    ...(def.relation === undefined ? {} : { relation: def.relation }),
    ...(def.type === 'one2many' && def.inverse !== undefined ? { relation_field: def.inverse } : {}),
    ...(def.selection === undefined ? {} : { selection: def.selection }),
    ...(def.currency === undefined ? {} : { currency_field: def.currency }),
    ...(def.groups === undefined ? {} : { groups: def.groups === 'never' ? '.' : def.groups }),
    ...(aggregator === false ? {} : { aggregator }),
  };
}

function fieldsGet(model: ModelDef, only: unknown, attributes: unknown, env: Env): Record<string, unknown> {
  const wanted = Array.isArray(only) && only.length > 0 ? new Set<unknown>(only) : undefined;
  const shown = Array.isArray(attributes) ? new Set<unknown>(attributes) : undefined;
  const answer: Record<string, unknown> = {};
  for (const [name, def] of Object.entries(model.fields)) {
    if ((wanted !== undefined && !wanted.has(name)) || !mayUseField(def, env)) continue;
    answer[name] = Object.fromEntries(Object.entries(describe(name, def)).filter(([key]) => shown === undefined || shown.has(key)));
  }
  return answer;
}

function defaultGet({ model, args, env }: Call): unknown {
  const fields = (args['fields'] ?? args['fields_list'] ?? []) as readonly string[];
  return defaultsOf(model, fields.filter((name) => name in model.fields), env);
}

export const DEFAULT_METHODS: Readonly<Record<string, Method>> = {
  fields_get: {
    kind: 'model', params: ['allfields', 'attributes'], required: 0,
    run: ({ model, args, env }) => fieldsGet(model, args['allfields'], args['attributes'], env),
  },
  default_get: { kind: 'model', params: ['fields'], required: 1, run: defaultGet },
};
