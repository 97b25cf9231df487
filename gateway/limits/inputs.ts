import { GraphError } from '../../platform/errors.ts';

const DEEPEST = 32;
const MOST_VALUES = 20_000;

/** Refuses variables that are nested so deep, or hold so much, that coercing them is work for an attack only. */
export function checkVariables(variables: unknown): void {
  let level: unknown[] = [variables];
  let count = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new GraphError('LIMIT_EXCEEDED', `Variables may be nested ${DEEPEST} deep.`, { limit: 'variableDepth', allowed: DEEPEST });
    count += level.length;
    if (count > MOST_VALUES) throw new GraphError('LIMIT_EXCEEDED', `Variables may hold ${MOST_VALUES} values.`, { limit: 'variables', allowed: MOST_VALUES });
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
}
