/** A stored value as Odoo's `read` answers it with `load: null`: many2one as bare id, many2many as ids, `false` for empty. */
export type Value = string | number | boolean | readonly number[];

/** One record. Only fields whose value both servers agree on; what is missing is empty. */
export interface Row {
  readonly id: number;
  readonly [field: string]: Value;
}

export interface Dataset {
  readonly [model: string]: readonly Row[];
}

/** How governance is stored: two association tables (18.0.1.3.0 on), one (18.0.1.1.2 to 1.1.4), or columns on the records alone. */
export const GENERATIONS = ['two-table', 'one-table', 'stamps'] as const;
export type Generation = (typeof GENERATIONS)[number];

/** Several models' rows at once, as each domain's file contributes them. */
export type Rows = Readonly<Record<string, readonly Row[]>>;
