/** One record as a domain sees it: a row of the sandbox, or a row of a nested `web_read` answer. */
export interface RecordView {
  /** The stored value: a many2one gives its id, an x2many its ids, an empty field `false`. */
  value(field: string): unknown;
  /** The records of a relational field; a many2one gives none or one. */
  related(field: string): readonly RecordView[];
  /**
   * Odoo's type of the field, where it is known. Without it a null is never less or greater than anything, which is
   * right for all types but text (whose null is `''`).
   */
  kind?(field: string): string | undefined;
}

export type Predicate = (record: RecordView) => boolean;

export interface EvaluationOptions {
  /** Minutes east of UTC of the caller's time zone at that date: Odoo reads a bare date against a datetime in `context.tz`. */
  readonly offset?: (date: string) => number;
}
