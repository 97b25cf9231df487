import { GraphQLError } from 'graphql';

/**
 * One error for each field path pattern (list positions generalised), code and message: a restricted field in a list of
 * a hundred rows is one refusal, not a hundred. The first path is kept; `extensions.pathPattern` (`orders.*.margin`) and
 * `extensions.count` tell of the rest. Errors outside lists stay as they are.
 */
export function foldErrors(errors: readonly GraphQLError[]): GraphQLError[] {
  const groups = Map.groupBy(errors, (error) => JSON.stringify([patternOf(error), error.extensions.code, error.message]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const pathPattern = patternOf(first);
    return pathPattern === null ? group : [folded(first, pathPattern, group.reduce((sum, error) => sum + countOf(error), 0))];
  });
}

/** null without a list in the path. */
function patternOf({ path }: GraphQLError): string | null {
  if (!path?.some((segment) => typeof segment === 'number')) return null;
  return path.map((segment) => (typeof segment === 'number' ? '*' : segment)).join('.');
}

/** A subgraph has folded its own errors before the gateway folds them again. */
function countOf({ extensions: { count } }: GraphQLError): number {
  return typeof count === 'number' ? count : 1;
}

function folded(error: GraphQLError, pathPattern: string, count: number): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    originalError: error.originalError,
    extensions: { ...error.extensions, pathPattern, count },
  });
}
