import {
  buildSchema,
  execute,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { splitOperation, type SplitOperation } from './root-fields.ts';
import type { ExecuteSubgraph, GraphRequest, SubgraphFetch } from './request.ts';

export interface Engine {
  /** The schema that clients see: without federation's own types and directives. */
  readonly schema: GraphQLSchema;
  /**
   * Executes a document that was validated against `schema`. Validation is not optional: the native planner aborts the
   * process on a cyclic fragment. Throws what `request.assertion` throws.
   */
  execute(operation: EngineOperation, request: GraphRequest): Promise<ExecutionResult>;
}

export interface EngineOperation {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** Plans and merges operations over the subgraphs of a supergraph. Plans are cached with their documents. */
export async function createEngine(supergraphSdl: string, executeSubgraph: ExecuteSubgraph): Promise<Engine> {
  const { unifiedGraphHandler } = await import('@graphql-hive/router-runtime');
  const router = await unifiedGraphHandler({
    unifiedGraph: buildSchema(supergraphSdl, { noLocation: true, assumeValid: true }),
    getUnifiedGraphSDL: () => supergraphSdl,
    onSubgraphExecute: (name, { document, variables, operationName, context }) => {
      const fetch: SubgraphFetch = { document, variables, operationName };
      return executeSubgraph(name, fetch, context as GraphRequest);
    },
  });
  const { unifiedGraph: schema, executor } = router;
  if (!executor) throw new Error('The router runtime made no executor for this supergraph.');
  const splits = new WeakMap<DocumentNode, Map<string | undefined, SplitOperation>>();

  const split = (document: DocumentNode, operationName: string | undefined): SplitOperation | null => {
    const byName = splits.get(document) ?? new Map<string | undefined, SplitOperation>();
    const known = byName.get(operationName);
    if (known) return known;
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    const made = splitOperation(document, operation);
    splits.set(document, byName.set(operationName, made));
    return made;
  };

  return {
    schema,
    async execute({ document, variables = {}, operationName }, request) {
      const operation = getOperationAST(document, operationName);
      const parts = split(document, operationName);
      if (!operation || !parts) return { errors: [new GraphQLError(missing(document, operationName))] };

      const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      if (errors) return { errors };

      const local = parts.local && (await execute({ schema, document: parts.local, variableValues: variables }));
      if (!parts.remote) return local ?? { data: null };
      await request.assertion();
      const remote = (await executor({
        document: parts.remote,
        variables: coerced,
        ...(operationName === undefined ? {} : { operationName }),
        context: request,
        signal: request.signal,
      })) as ExecutionResult;
      return local ? merge(local, remote, parts.keys) : remote;
    },
  };
}

function missing(document: DocumentNode, operationName: string | undefined): string {
  if (operationName !== undefined) return `Unknown operation named "${operationName}".`;
  const some = document.definitions.some(({ kind }) => kind === 'OperationDefinition');
  return some ? 'Must provide operation name if query contains multiple operations.' : 'Must provide an operation.';
}

function merge(local: ExecutionResult, remote: ExecutionResult, keys: readonly string[]): ExecutionResult {
  if (!remote.data) return remote;
  const data: Record<string, unknown> = { ...local.data, ...remote.data };
  const errors = [...(local.errors ?? []), ...(remote.errors ?? [])];
  return {
    data: Object.fromEntries(keys.filter((key) => key in data).map((key) => [key, data[key]])),
    ...(errors.length > 0 ? { errors } : {}),
  };
}
