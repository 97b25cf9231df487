import type { Domain, DomainValue } from '../domain/types.ts';
import type { Env } from './env.ts';
import type { Method } from './methods/index.ts';
import type { SandboxRecord } from './record.ts';
import type { Row } from './store.ts';

export type FieldType =
  | 'char' | 'text' | 'html' | 'integer' | 'float' | 'monetary' | 'boolean' | 'date' | 'datetime' | 'selection'
  | 'many2one' | 'many2one_reference' | 'one2many' | 'many2many' | 'binary' | 'json';

export type Selection = readonly (readonly [value: string, label: string])[];

export type Default = string | number | boolean | readonly number[] | ((env: Env) => unknown);

/** What a field may say beyond its type and label. */
export interface FieldOptions {
  readonly required?: boolean;
  readonly readonly?: boolean;
  /** Where the value lives otherwise: a path over many2one fields. Not stored unless `stored`. */
  readonly related?: string;
  /** How the value comes about otherwise. Not stored, not searchable. */
  readonly compute?: (record: SandboxRecord) => unknown;
  /** A computed value that domains may name all the same (Odoo's `search=`). */
  readonly searchable?: boolean;
  /** A computed value that records are sorted and grouped by all the same (Odoo's `_field_to_sql`). */
  readonly sortable?: boolean;
  /** Odoo computes it on reading; the sandbox keeps what its data set says. Not stored for all who ask. */
  readonly virtual?: boolean;
  /** A related or computed value that Odoo keeps in a column. */
  readonly stored?: boolean;
  /** One value for each company (`ir.property` of old), kept as `{ [companyId]: value }`, or one plain value for all. */
  readonly companyDependent?: boolean;
  /** One value for each language, kept as `{ [lang]: value }`, or one plain value for all. */
  readonly translate?: boolean;
  /** Given to a new record that does not say. Functions see the caller's company and moment. */
  readonly default?: Default;
  /** What becomes of a row when the record that it points at is deleted. Odoo: restrict when required, else set null. */
  readonly ondelete?: 'cascade' | 'restrict' | 'set null';
  /** How `read_group` sums a column up when it is not told. */
  readonly aggregator?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'bool_and' | 'bool_or' | false;
  /** Whether a copy of the record has it. Default: columns yes, lines (one2many) no. */
  readonly copy?: boolean;
  /** Who may read it: `never`, or groups by their external names. */
  readonly groups?: string;
  /** An x2many that shows archived records too. */
  readonly showArchived?: boolean;
  /** A one2many that leads to those alone whose field has one of these values (Odoo's `domain=`). */
  readonly only?: { readonly field: string; readonly values: readonly string[] };
}

export interface FieldDef extends FieldOptions {
  readonly type: FieldType;
  readonly string: string;
  readonly relation?: string;
  /** one2many: the many2one on the other side. many2many: the field of the other side that holds the same pairs. */
  readonly inverse?: string;
  readonly selection?: Selection;
  readonly currency?: string;
}

/** A unique index; `where` makes it partial. */
export interface UniqueDef {
  readonly fields: readonly string[];
  readonly where?: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A rule over one record; answers the message of the refusal, or nothing. */
export interface CheckDef {
  readonly fields: readonly string[];
  readonly refuse: (record: SandboxRecord) => string | undefined;
}

export type CompanyRule = 'same' | 'same or none' | 'parent' | 'parent or none' | 'partner' | 'companies' | 'users' | 'shared';

export interface ModelDef {
  readonly name: string;
  /** What messages call it: `ir.model.name`. */
  readonly description: string;
  readonly order: string;
  /** The field that names a record; `null`: Odoo shows `model,id`. */
  readonly recName?: string | null;
  /** The fields that a search by display name looks at, when not the naming one. */
  readonly searchNames?: readonly string[];
  readonly fields: Readonly<Record<string, FieldDef>>;
  readonly displayName?: (record: SandboxRecord) => string;
  /** What a search by display name means, where it is more than a look at `searchNames`. Positive operators only. */
  readonly searchByName?: (operator: string, value: DomainValue) => Domain;
  /** The many2one that makes the tree; with `parentStore` also the column `parent_path`. */
  readonly parent?: string;
  readonly parentStore?: boolean;
  readonly unique?: readonly UniqueDef[];
  readonly checks?: readonly CheckDef[];
  /** Stored values that Odoo computes whenever the record changes. */
  readonly derive?: (record: SandboxRecord) => Readonly<Record<string, unknown>>;
  /** Values that Odoo computes for a new record before it is stored. */
  readonly prepare?: (vals: Readonly<Record<string, unknown>>, env: Env) => Readonly<Record<string, unknown>>;
  /** What Odoo creates along with a new record. */
  readonly created?: (record: SandboxRecord, env: Env) => void;
  /** Business methods (`action_confirm` and the like), by name. */
  readonly methods?: Readonly<Record<string, Method>>;
  /** Why Odoo will not let the values be written, if so. */
  readonly refuseWrite?: (record: SandboxRecord, vals: Readonly<Record<string, unknown>>) => string | undefined;
  /** What Odoo writes besides, from what is being written. */
  readonly prepareWrite?: (record: SandboxRecord, vals: Readonly<Record<string, unknown>>, env: Env) => Readonly<Record<string, unknown>>;
  /** What follows in other records from a write; `before` is the row as it was. */
  readonly written?: (record: SandboxRecord, vals: Readonly<Record<string, unknown>>, before: Row, env: Env) => void;
  /** What follows in other records from the deletion; `row` is what was there. */
  readonly unlinked?: (row: Row, env: Env) => void;
  /** Why Odoo will not delete the record, if so. */
  readonly refuseUnlink?: (record: SandboxRecord) => string | undefined;
  /** A copy is called "Name (copy)". */
  readonly copyName?: boolean;
  /** Further many2one fields whose records `derive` reads. */
  readonly derivesFrom?: readonly string[];
  /** Odoo's multi-company record rule. */
  readonly companyRule?: CompanyRule;
  /** Groups whose members may read, as refusals list them. */
  readonly readers?: readonly string[];
  /** `_inherits`: the many2one whose record lends its fields. */
  readonly delegate?: { readonly field: string; readonly model: string };
  /** Keeps messages (`mail.thread`). */
  readonly thread?: boolean;
}

const field = (type: FieldType, string: string, options: FieldOptions = {}): FieldDef => ({ type, string, ...options });

export const char = (string: string, options?: FieldOptions): FieldDef => field('char', string, options);
export const text = (string: string, options?: FieldOptions): FieldDef => field('text', string, options);
export const html = (string: string, options?: FieldOptions): FieldDef => field('html', string, options);
export const integer = (string: string, options?: FieldOptions): FieldDef => field('integer', string, options);
export const float = (string: string, options?: FieldOptions): FieldDef => field('float', string, options);
export const boolean = (string: string, options?: FieldOptions): FieldDef => field('boolean', string, options);
export const date = (string: string, options?: FieldOptions): FieldDef => field('date', string, options);
export const datetime = (string: string, options?: FieldOptions): FieldDef => field('datetime', string, options);
export const binary = (string: string, options?: FieldOptions): FieldDef => field('binary', string, options);
export const json = (string: string, options?: FieldOptions): FieldDef => field('json', string, options);

export const monetary = (string: string, currency: string, options?: FieldOptions): FieldDef => ({ ...field('monetary', string, options), currency });

/** The id of a record whose model another field names. */
export const reference = (string: string, options?: FieldOptions): FieldDef => field('many2one_reference', string, options);

export const selection = (choices: Selection, string: string, options?: FieldOptions): FieldDef => ({
  ...field('selection', string, options),
  selection: choices,
});

export const many2one = (relation: string, string: string, options?: FieldOptions): FieldDef => ({ ...field('many2one', string, options), relation });

/** Without an inverse it is another model's, reached by `related`. */
export const one2many = (relation: string, inverse: string | undefined, string: string, options?: FieldOptions): FieldDef => ({
  ...field('one2many', string, options),
  relation,
  ...(inverse === undefined ? {} : { inverse }),
});

export const many2many = (relation: string, string: string, options?: FieldOptions & { readonly inverse?: string }): FieldDef => ({
  ...field('many2many', string, options),
  relation,
});

export const isX2many = (def: FieldDef): boolean => def.type === 'one2many' || def.type === 'many2many';
export const isRelational = (def: FieldDef): boolean => def.type === 'many2one' || isX2many(def);
/** Whether Odoo has a column for it, that searches can use. */
export const isStored = (def: FieldDef): boolean => isColumn(def) && def.virtual !== true;
/** Whether the value is kept in the record's own row. */
export const isColumn = (def: FieldDef): boolean =>
  def.type !== 'one2many' &&
  !(def.type === 'many2many' && def.inverse !== undefined) &&
  ((def.related === undefined && def.compute === undefined) || def.stored === true);
