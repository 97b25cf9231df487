import type { Operator, Scope } from './expressions.ts';
import { arrayOperators } from './operators/arrays.ts';
import { dateOperators } from './operators/dates.ts';
import { logicOperators } from './operators/logic.ts';
import { numberOperators } from './operators/numbers.ts';
import { textOperators } from './operators/texts.ts';
import { typeOperators } from './operators/types.ts';
import type { Doc } from './values.ts';

/** Every expression operator that the embedded store knows. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...logicOperators,
  ...numberOperators,
  ...textOperators,
  ...arrayOperators,
  ...dateOperators,
  ...typeOperators,
};

/** The scope of a command: `$$NOW`, one instant for all of it, and what the client passes in `let`. */
export function scopeOf(now: Date = new Date(), passed: Doc = {}): Scope {
  return { operators: OPERATORS, vars: { ...passed, NOW: now } };
}
