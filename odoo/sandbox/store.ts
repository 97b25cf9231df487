/** One stored record: columns by name, many2one as id or false, many2many as ids. What is absent is SQL's NULL. */
export interface Row {
  readonly id: number;
  readonly [field: string]: unknown;
}

type Index = Map<number, Set<number>>;

const targets = (value: unknown): readonly number[] => {
  if (typeof value === 'number') return [value];
  return Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
};

/** The rows of one model, by id and by what they point at. */
export class Table {
  readonly rows = new Map<number, Row>();
  readonly #indexes = new Map<string, Index>();
  readonly #journal: (undo: () => void) => void;
  #sequence = 0;

  constructor(journal: (undo: () => void) => void) {
    this.#journal = journal;
  }

  /** The id that the next record gets. */
  get nextId(): number {
    return this.#sequence + 1;
  }

  get(id: number): Row | undefined {
    return this.rows.get(id);
  }

  /** Adds a row; without an id it gets the next of the sequence. Answers the id. */
  insert(values: Readonly<Record<string, unknown>>, id: number = this.nextId): number {
    this.#set(id, { ...values, id });
    this.#sequence = Math.max(this.#sequence, id);
    this.#journal(() => this.#delete(id));
    return id;
  }

  update(id: number, patch: Readonly<Record<string, unknown>>): void {
    const before = this.rows.get(id);
    if (before === undefined) return;
    this.#set(id, { ...before, ...patch, id });
    this.#journal(() => this.#set(id, before));
  }

  delete(id: number): void {
    const before = this.rows.get(id);
    if (before === undefined) return;
    this.#delete(id);
    this.#journal(() => this.#set(id, before));
  }

  /** Ids of the rows whose many2one or many2many `field` holds `id`, ascending. */
  pointing(field: string, id: number): readonly number[] {
    const found = this.#index(field).get(id);
    return found === undefined ? [] : [...found].sort((left, right) => left - right);
  }

  #index(field: string): Index {
    const existing = this.#indexes.get(field);
    if (existing !== undefined) return existing;
    const index: Index = new Map();
    this.#indexes.set(field, index);
    for (const row of this.rows.values()) this.#link(index, row.id, row[field]);
    return index;
  }

  #set(id: number, row: Row): void {
    const before = this.rows.get(id);
    for (const [field, index] of this.#indexes) {
      if (before !== undefined && before[field] === row[field]) continue;
      if (before !== undefined) this.#unlink(index, id, before[field]);
      this.#link(index, id, row[field]);
    }
    this.rows.set(id, row);
  }

  #delete(id: number): void {
    const before = this.rows.get(id);
    if (before === undefined) return;
    for (const [field, index] of this.#indexes) this.#unlink(index, id, before[field]);
    this.rows.delete(id);
  }

  #link(index: Index, id: number, value: unknown): void {
    for (const target of targets(value)) {
      const set = index.get(target);
      if (set === undefined) index.set(target, new Set([id]));
      else set.add(id);
    }
  }

  #unlink(index: Index, id: number, value: unknown): void {
    for (const target of targets(value)) index.get(target)?.delete(id);
  }
}

/** All tables, with transactions: what throws leaves nothing behind. */
export class Store {
  readonly #tables = new Map<string, Table>();
  #undo: (() => void)[] | undefined;

  /** Every row of every table, to compare. */
  rows(): ReadonlyMap<string, ReadonlyMap<number, Row>> {
    return new Map([...this.#tables].map(([model, { rows }]) => [model, new Map(rows)]));
  }

  table(model: string): Table {
    const existing = this.#tables.get(model);
    if (existing !== undefined) return existing;
    const created = new Table((undo) => this.#undo?.push(undo));
    this.#tables.set(model, created);
    return created;
  }

  /** Everything from now on can be taken back: answers what does that. Between transactions, and one at a time. */
  checkpoint(): () => void {
    const undo: (() => void)[] = [];
    this.#undo = undo;
    return () => {
      this.#undo = undefined;
      for (const step of undo.splice(0).reverse()) step();
    };
  }

  /** One inside another is a savepoint: who catches its error goes on with what was before it. */
  transaction<T>(work: () => T): T {
    const outer = this.#undo;
    const undo = outer ?? [];
    const mark = undo.length;
    this.#undo = undo;
    try {
      return work();
    } catch (error) {
      this.#undo = undefined;
      for (const step of undo.splice(mark).reverse()) step();
      throw error;
    } finally {
      this.#undo = outer;
    }
  }
}
