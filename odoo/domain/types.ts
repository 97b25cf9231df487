/** The value on the right of a condition: a scalar, a list, or (for `any` / `not any`) a nested domain. */
export type DomainValue = string | number | boolean | null | readonly (string | number | boolean | null)[] | Domain;

/** One condition: a dotted field path, an Odoo operator, a value. */
export type Condition = readonly [path: string, operator: string, value: DomainValue];

/** An Odoo search domain in prefix (Polish) notation; neighbouring terms without an operator are joined by `&`. */
export type Domain = readonly ('&' | '|' | '!' | Condition)[];
