import { char, datetime, integer, many2one, type FieldDef, type ModelDef } from './schema.ts';
import { valueError } from './errors.ts';

/** Fields that every model has; the audit columns are kept by the engine. */
const COMMON: Readonly<Record<string, FieldDef>> = {
  display_name: char('Display Name', { readonly: true, compute: (record) => record.displayName() }),
  create_uid: many2one('res.users', 'Created by', { readonly: true, copy: false }),
  create_date: datetime('Created on', { readonly: true, copy: false }),
  write_uid: many2one('res.users', 'Last Updated by', { readonly: true, copy: false }),
  write_date: datetime('Last Updated on', { readonly: true, copy: false }),
};

const ID: Readonly<Record<string, FieldDef>> = { id: integer('ID', { readonly: true, aggregator: false, copy: false }) };

/** The models of one database. */
export class Registry {
  readonly #models: ReadonlyMap<string, ModelDef>;
  readonly #following = new Map<string, readonly (readonly [ModelDef, string])[]>();

  constructor(models: readonly ModelDef[]) {
    this.#models = new Map(models.map((model) => [model.name, { ...model, fields: { ...ID, ...COMMON, ...model.fields } }]));
  }

  find(name: string): ModelDef | undefined {
    return this.#models.get(name);
  }

  has(name: string): boolean {
    return this.#models.has(name);
  }

  get(name: string): ModelDef {
    const model = this.#models.get(name);
    if (model === undefined) throw valueError(`the sandbox has no model ${name}`);
    return model;
  }

  /** The many2one fields onto a model from whose record other stored values follow: the tree's parent, the root of a stored related field. */
  following(name: string): readonly (readonly [model: ModelDef, field: string])[] {
    let found = this.#following.get(name);
    if (found === undefined) this.#following.set(name, (found = this.#findFollowing(name)));
    return found;
  }

  #findFollowing(name: string): readonly (readonly [model: ModelDef, field: string])[] {
    return this.all().flatMap((model) => {
      const roots = Object.values(model.fields).flatMap((def) => (def.stored === true && def.related !== undefined ? [def.related.split('.')[0] ?? ''] : []));
      if (model.derive !== undefined || model.parentStore === true) roots.push(model.parent ?? 'parent_id', ...(model.derivesFrom ?? []));
      return [...new Set(roots)].filter((field) => model.fields[field]?.relation === name).map((field) => [model, field] as const);
    });
  }

  all(): readonly ModelDef[] {
    return [...this.#models.values()];
  }
}
