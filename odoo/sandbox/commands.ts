import type { Env } from './env.ts';
import { valueError } from './errors.ts';
import type { FieldDef, ModelDef } from './schema.ts';

type Vals = Readonly<Record<string, unknown>>;

/** What commands do to the other side (write.ts). */
export interface Writer {
  create(model: ModelDef, list: readonly Vals[], env: Env): readonly number[];
  write(model: ModelDef, ids: readonly unknown[], vals: Vals, env: Env): true;
  unlink(model: ModelDef, ids: readonly unknown[], env: Env): true;
}

type Command = readonly [code: number, id?: unknown, value?: unknown];

/** Plain ids stand for "exactly these". */
function commandsOf(value: unknown): readonly Command[] {
  if (value === false || value === null || value === undefined) return [[5]];
  if (!Array.isArray(value)) throw valueError(`Wrong value for an x2many field: ${JSON.stringify(value)}`);
  if (value.every((item) => typeof item === 'number') && value.length > 0) return [[6, 0, value]];
  return value as readonly Command[];
}

/** Applies relational commands (0 create, 1 update, 2 delete, 3 unlink, 4 link, 5 clear, 6 replace) to one record's field. */
export function applyCommands(model: ModelDef, id: number, name: string, value: unknown, env: Env, writer: Writer): void {
  const def = model.fields[name] as FieldDef;
  const relation = def.type === 'one2many' ? new OwnedLines(model, id, def, env, writer) : new LinkedRecords(model, id, name, env, writer);
  for (const [code, target, payload] of commandsOf(value)) {
    switch (code) {
      case 0:
        relation.create(payload as Vals);
        break;
      case 1:
        writer.write(relation.target, [target as number], payload as Vals, env);
        break;
      case 2:
        relation.forget(target as number);
        writer.unlink(relation.target, [target as number], env);
        break;
      case 3:
        relation.unlink(target as number);
        break;
      case 4:
        relation.link(target as number);
        break;
      case 5:
        for (const current of relation.ids()) relation.unlink(current);
        break;
      case 6: {
        const wanted = payload as readonly number[];
        for (const current of relation.ids()) if (!wanted.includes(current)) relation.unlink(current);
        for (const next of wanted) relation.link(next);
        break;
      }
      default:
        throw valueError(`Wrong x2many command: ${JSON.stringify([code, target, payload])}`);
    }
  }
}

/** one2many: the other side's many2one is what changes; a line that cannot be without its owner is deleted with the link. */
class OwnedLines {
  readonly target: ModelDef;
  readonly #id: number;
  readonly #inverse: string;
  readonly #env: Env;
  readonly #writer: Writer;

  constructor(model: ModelDef, id: number, def: FieldDef, env: Env, writer: Writer) {
    if (def.inverse === undefined) throw valueError(`${model.name} cannot write through ${def.string}`);
    this.target = env.model(def.relation ?? '');
    this.#id = id;
    this.#inverse = def.inverse;
    this.#env = env;
    this.#writer = writer;
  }

  ids(): readonly number[] {
    return this.#env.store.table(this.target.name).pointing(this.#inverse, this.#id);
  }

  create(vals: Vals): void {
    this.#writer.create(this.target, [{ ...vals, [this.#inverse]: this.#id }], this.#env);
  }

  link(id: number): void {
    this.#writer.write(this.target, [id], { [this.#inverse]: this.#id }, this.#env);
  }

  /** Nothing to do: the line goes itself. */
  forget(_: number): void {}

  unlink(id: number): void {
    const inverse = this.target.fields[this.#inverse];
    if (inverse?.required === true || inverse?.ondelete === 'cascade') this.#writer.unlink(this.target, [id], this.#env);
    else this.#writer.write(this.target, [id], { [this.#inverse]: false }, this.#env);
  }
}

/** many2many: the ids stand on the side that has the column. */
class LinkedRecords {
  readonly target: ModelDef;
  readonly #model: ModelDef;
  readonly #id: number;
  readonly #name: string;
  readonly #inverse: string | undefined;
  readonly #env: Env;
  readonly #writer: Writer;

  constructor(model: ModelDef, id: number, name: string, env: Env, writer: Writer) {
    const def = model.fields[name] as FieldDef;
    this.target = env.model(def.relation ?? '');
    this.#model = model;
    this.#id = id;
    this.#name = name;
    this.#inverse = def.inverse;
    this.#env = env;
    this.#writer = writer;
  }

  ids(): readonly number[] {
    return (this.#env.record(this.#model.name, this.#id)?.value(this.#name) ?? []) as readonly number[];
  }

  create(vals: Vals): void {
    for (const id of this.#writer.create(this.target, [vals], this.#env)) this.link(id);
  }

  link(id: number): void {
    if (this.ids().includes(id)) return;
    this.#change(id, (ids, added) => [...ids, added]);
  }

  forget(id: number): void {
    this.unlink(id);
  }

  unlink(id: number): void {
    this.#change(id, (ids, removed) => ids.filter((item) => item !== removed));
  }

  #change(id: number, change: (ids: readonly number[], one: number) => readonly number[]): void {
    const [model, owner, field, one] =
      this.#inverse === undefined ? [this.#model.name, this.#id, this.#name, id] : [this.target.name, id, this.#inverse, this.#id];
    const table = this.#env.store.table(model);
    table.update(owner, { [field]: change((table.get(owner)?.[field] ?? []) as readonly number[], one) });
  }
}
