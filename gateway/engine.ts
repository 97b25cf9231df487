import { execute, getVariableValues, GraphQLError, Kind, OperationTypeNode, print, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { apiSchema } from './api-schema.ts';
import { conditionVariables, operationOf, sendable, unconditional, type Operation, type Variables } from './operation.ts';
import { withForesight } from './foresight.ts';
import { executePlan } from './plan/execute.ts';
import type { TypeTest } from './plan/json.ts';
import { preparePlan, type Plan } from './plan/prepare.ts';
import { isTypeOf, projectionOf, type Projection } from './plan/project.ts';
import type { ExecuteSubgraph, GraphRequest } from './request.ts';
import { splitOperation } from './root-fields.ts';

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
  readonly variables?: Variables | undefined;
  readonly operationName?: string | undefined;
}

/** An operation of a document; kept as long as the document. */
interface Prepared {
  readonly operation: Operation;
  readonly conditions: readonly string[];
  readonly variants: Map<string, Variant>;
}

/** An operation for one set of answers to its `@skip` and `@include`. */
interface Variant {
  readonly local: DocumentNode | null;
  readonly remote: Planned | null;
  readonly keys: readonly string[];
}

interface Planned {
  readonly plan: () => Promise<Plan | null>;
  readonly project: Projection;
}

/** A client decides how many there can be; the oldest goes. */
const KEPT_VARIANTS = 32;

/** What is made of a supergraph before anything can be executed on it. */
export interface Planning {
  readonly planner: QueryPlanner;
  readonly schema: GraphQLSchema;
}

export function preparePlanning(supergraphSdl: string): Planning {
  return { planner: new QueryPlanner(supergraphSdl), schema: apiSchema(supergraphSdl) };
}

/** Plans operations over the subgraphs of a supergraph, carries the plans out, and makes one answer of it. */
export function createEngine({ planner, schema }: Planning, executeSubgraph: ExecuteSubgraph): Engine {
  const satisfies = typeTest(schema);
  const documents = new WeakMap<DocumentNode, Map<string | undefined, Prepared>>();

  const prepare = (document: DocumentNode, name: string | undefined): Prepared | null => {
    const byName = documents.get(document) ?? new Map<string | undefined, Prepared>();
    const known = byName.get(name);
    if (known) return known;
    const operation = operationOf(document, name);
    if (!operation) return null;
    const prepared: Prepared = { operation, conditions: conditionVariables(operation), variants: new Map() };
    documents.set(document, byName.set(name, prepared));
    return prepared;
  };

  const planned = (operation: Operation): Planned => {
    const plan = (): Promise<Plan | null> => planner.planAsync(print(sendable(operation)), operation.node.name?.value, new Set(), 0).then(preparePlan);
    let kept: Promise<Plan | null> | undefined;
    return {
      // A plan that failed is not kept: the next request tries again.
      plan: () =>
        (kept ??= plan().catch((error: unknown) => {
          kept = undefined;
          throw error;
        })),
      project: projectionOf(schema, operation),
    };
  };

  const variantOf = ({ operation, conditions, variants }: Prepared, variables: Variables): Variant => {
    const key = conditions.map((name) => variables[name] === true).join();
    const known = variants.get(key);
    if (known) return known;
    const { local, remote, keys } = splitOperation(unconditional(operation, variables));
    const variant: Variant = { local: local && sendable(local), remote: remote && planned(remote), keys };
    const [oldest] = variants.keys();
    if (oldest !== undefined && variants.size >= KEPT_VARIANTS) variants.delete(oldest);
    variants.set(key, variant);
    return variant;
  };

  const executeRemote = async ({ plan, project }: Planned, variables: Variables, request: GraphRequest): Promise<ExecutionResult> => {
    const found = await plan();
    if (!found) return { data: {} };
    const { data, errors } = await executePlan(found, {
      variables,
      satisfies,
      send: ({ subgraph, document, operationName }, given) => executeSubgraph(subgraph, { document, variables: given, operationName }, request),
    });
    return { ...(data ? { data: project(data) } : {}), ...(errors.length > 0 ? { errors } : {}) };
  };

  return {
    schema,
    async execute({ document, variables: given = {}, operationName }, request) {
      const prepared = prepare(document, operationName);
      if (!prepared) return { errors: [new GraphQLError(missing(document, operationName))] };
      const { operation: kind } = prepared.operation.node;
      if (!schema.getRootType(kind)) return { errors: [new GraphQLError(`This graph has no ${kind}s.`, { nodes: prepared.operation.node, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })] };

      const { errors, coerced: variables } = getVariableValues(schema, prepared.operation.node.variableDefinitions ?? [], given);
      if (errors) return { errors };

      const variant = variantOf(prepared, variables);
      const local = variant.local && (await execute({ schema, document: variant.local, variableValues: given }));
      if (!variant.remote) return local ?? { data: {} };
      const { remote: wanted } = variant;
      const run = (as: GraphRequest): Promise<ExecutionResult> => executeRemote(wanted, variables, as);
      const remote = await withForesight(request, run, { writes: kind !== OperationTypeNode.QUERY });
      return local ? merge(local, remote, variant.keys) : remote;
    },
  };
}

function typeTest(schema: GraphQLSchema): TypeTest {
  const known = new Map<string, boolean>();
  return (typeName, conditions) => {
    if (conditions.includes(typeName)) return true;
    const key = `${typeName} ${conditions.join(' ')}`;
    const answer = known.get(key) ?? isTypeOf(schema, typeName, conditions);
    known.set(key, answer);
    return answer;
  };
}

function missing(document: DocumentNode, operationName: string | undefined): string {
  if (operationName !== undefined) return `Unknown operation named "${operationName}".`;
  const some = document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
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
