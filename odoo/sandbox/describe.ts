import { isStored, isX2many, type FieldDef, type ModelDef } from './schema.ts';
import type { Registry } from './registry.ts';

/** What may be done with a field in a search. */
interface Uses {
  readonly searchable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
}

const NONE: Uses = { searchable: false, sortable: false, groupable: false };

/** A related field can do what every step of its path can; a computed one only what it is made to. */
function usesOf(model: ModelDef, name: string, def: FieldDef, registry: Registry): Uses {
  if (name === 'display_name') return { ...NONE, searchable: true };
  if (isStored(def) || (def.type === 'many2many' && def.inverse !== undefined)) {
    const plain = def.type !== 'json' && def.type !== 'binary';
    return { searchable: true, sortable: plain && !isX2many(def), groupable: plain };
  }
  if (def.related !== undefined) return usesOfPath(model, def.related, registry);
  if (def.type === 'one2many') return { ...NONE, searchable: true };
  return { searchable: def.searchable === true, sortable: def.sortable === true, groupable: def.sortable === true };
}

function usesOfPath(model: ModelDef, path: string, registry: Registry): Uses {
  let owner: ModelDef | undefined = model;
  let uses: Uses = { searchable: true, sortable: true, groupable: true };
  for (const step of path.split('.')) {
    const def: FieldDef | undefined = owner?.fields[step];
    if (owner === undefined || def === undefined) return NONE;
    const own = usesOf(owner, step, def, registry);
    uses = { searchable: uses.searchable && own.searchable, sortable: uses.sortable && own.sortable, groupable: uses.groupable && own.groupable };
    owner = def.relation === undefined ? undefined : registry.find(def.relation);
  }
  return uses;
}

const SUMMED = new Set(['integer', 'float', 'monetary']);
const TEXT = new Set(['char', 'text', 'html']);

/** The attributes of a field as `fields_get` answers them. */
export function describeField(model: ModelDef, name: string, def: FieldDef, registry: Registry): Record<string, unknown> {
  const uses = usesOf(model, name, def, registry);
  const stored = isStored(def) || (def.related === undefined && def.compute === undefined && isX2many(def) && def.virtual !== true);
  const aggregator = aggregatorOf(name, lender(model, def, registry) ?? def);
  return {
    type: def.type,
    string: def.string,
    name,
    readonly: def.readonly === true,
    required: def.required === true,
    store: stored,
    ...uses,
    company_dependent: def.companyDependent === true,
    ...(TEXT.has(def.type) ? { translate: def.translate === true } : {}),
    ...(def.relation === undefined ? {} : { relation: def.relation }),
    ...(def.type === 'one2many' && def.inverse !== undefined ? { relation_field: def.inverse } : {}),
    ...(def.selection === undefined ? {} : { selection: def.selection }),
    ...(def.currency === undefined ? {} : { currency_field: def.currency }),
    ...(def.groups === undefined ? {} : { groups: def.groups === 'never' ? '.' : def.groups }),
    ...(aggregator === false ? {} : { aggregator }),
  };
}

/** How `read_group` sums the column up when it is not told. */
export function aggregatorOf(name: string, def: FieldDef): FieldDef['aggregator'] {
  return def.aggregator ?? (SUMMED.has(def.type) && isStored(def) && name !== 'id' ? 'sum' : false);
}

/** The field that the record inherited from (`_inherits`) lends. */
function lender(model: ModelDef, def: FieldDef, registry: Registry): FieldDef | undefined {
  const [root, name, ...rest] = def.related?.split('.') ?? [];
  if (model.delegate === undefined || root !== model.delegate.field || name === undefined || rest.length > 0) return undefined;
  return registry.get(model.delegate.model).fields[name];
}
