import { GraphQLError } from 'graphql';

/**
 * One error for each field path pattern (list positions generalised), code and message: a restricted field in a list of
 * a hundred rows is one refusal, not a hundred. The first path is kept; `extensions.pathPattern` (`orders.*.margin`) and
 * `extensions.count` tell of the rest. Errors outside lists stay as they are.
 */
export function foldErrors(errors: readonly GraphQLError[]): GraphQLError[] {
  const counts = new Map<string, number>();
  for (const error of errors) counts.set(keyOf(error), (counts.get(keyOf(error)) ?? 0) + countOf(error));
  const told = new Set<string>();
  return errors.flatMap((error) => {
    const pathPattern = patternOf(error);
    if (pathPattern === null) return [error];
    const key = keyOf(error);
    if (told.has(key)) return [];
    told.add(key);
    return [folded(error, pathPattern, counts.get(key) ?? 1)];
  });
}

/** null without a list in the path. */
function patternOf({ path }: GraphQLError): string | null {
  if (!path?.some((segment) => typeof segment === 'number')) return null;
  return path.map((segment) => (typeof segment === 'number' ? '*' : segment)).join('.');
}

function keyOf(error: GraphQLError): string {
  return JSON.stringify([patternOf(error), error.extensions.code, error.message]);
}

/** A subgraph has folded its own errors before the gateway folds them again. */
function countOf({ extensions: { count } }: GraphQLError): number {
  return typeof count === 'number' ? count : 1;
}

function folded({ message, nodes, source, positions, path, originalError, extensions }: GraphQLError, pathPattern: string, count: number): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    originalError: originalError ?? null,
    extensions: { ...extensions, pathPattern, count },
  });
}
