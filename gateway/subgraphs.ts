import { GraphQLError } from 'graphql';
import type { Metrics } from '../platform/metrics.ts';
import type { ExecuteSubgraph } from './request.ts';

/**
 * Sends each fetch to the subgraph it names and keeps the promise of ExecuteSubgraph: whatever is thrown becomes an
 * error of the result, with the thrown error as its cause, so that one failing subgraph leaves the others' answers alone.
 */
export function routeSubgraphs(routes: ReadonlyMap<string, ExecuteSubgraph>, metrics: Metrics): ExecuteSubgraph {
  return async (name, fetch, request) => {
    const started = performance.now();
    let outcome: 'ok' | 'errors' = 'errors';
    try {
      const route = routes.get(name);
      if (!route) throw new Error(`The supergraph names a subgraph "${name}" that is not served.`);
      const result = await route(name, fetch, request);
      if (!result.errors?.length) outcome = 'ok';
      return result;
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      return { errors: [cause instanceof GraphQLError ? cause : new GraphQLError(cause.message, { originalError: cause })] };
    } finally {
      metrics.subgraph({ subgraph: name, outcome, milliseconds: performance.now() - started });
    }
  };
}
