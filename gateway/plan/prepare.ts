import { parse, type DocumentNode } from 'graphql';
import type { EntityBatchAlias, FetchNode, FlattenNodePathSegment, PlanNode, QueryPlan, RequiresSelection } from '@graphql-hive/router-query-planner';
import { prepareRewrites, type Rewrite } from './rewrites.ts';

/** One step of the way to the entities of a fetch. */
export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'types'; readonly names: readonly string[] };

/** The operation that is sent, parsed once. */
export interface Sending {
  readonly subgraph: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: readonly string[];
}

/** Entities that a fetch completes: where they are, what identifies them, what to do with the answer. */
export interface EntityTarget {
  /** The answer’s field: `_entities`, or its alias in a batch. */
  readonly key: string;
  /** The variable that takes the representations; aliases may share one. */
  readonly variable: string;
  readonly paths: readonly (readonly PathStep[])[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

export type Step =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly Step[] }
  | { readonly kind: 'condition'; readonly variable: string; readonly whenTrue: Step | null; readonly whenFalse: Step | null }
  | { readonly kind: 'root'; readonly sending: Sending; readonly outputRewrites: readonly Rewrite[] }
  | { readonly kind: 'entities'; readonly sending: Sending; readonly targets: readonly EntityTarget[] };

/** Turns a plan into steps that need no more interpretation: documents parsed, paths and rewrites in one shape. */
export function preparePlan({ node }: QueryPlan): Step | null {
  return node ? prepare(node) : null;
}

function prepare(node: PlanNode): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map(prepare) };
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map(prepare) };
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        whenTrue: node.ifClause ? prepare(node.ifClause) : null,
        whenFalse: node.elseClause ? prepare(node.elseClause) : null,
      };
    case 'Fetch':
      return { kind: 'root', sending: sendingOf(node), outputRewrites: prepareRewrites(node.outputRewrites) };
    case 'Flatten':
      return prepareFlatten(node.path, node.node);
    case 'BatchFetch':
      return { kind: 'entities', sending: sendingOf(node), targets: node.entityBatch.aliases.map(targetOf) };
    default:
      throw new Error(`The plan has a ${node.kind} node, which is not offered here.`);
  }
}

function prepareFlatten(path: readonly FlattenNodePathSegment[], inner: PlanNode): Step {
  if (inner.kind !== 'Fetch') throw new Error(`The plan has a ${inner.kind} node below Flatten, which is not offered here.`);
  const target: EntityTarget = {
    key: '_entities',
    variable: 'representations',
    paths: [path.map(stepOf)],
    requires: inner.requires ?? [],
    inputRewrites: prepareRewrites(inner.inputRewrites),
    outputRewrites: prepareRewrites(inner.outputRewrites),
  };
  return { kind: 'entities', sending: sendingOf(inner), targets: [target] };
}

function targetOf(alias: EntityBatchAlias): EntityTarget {
  return {
    key: alias.alias,
    variable: alias.representationsVariableName,
    paths: alias.paths.map((path) => path.map(stepOf)),
    requires: alias.requires,
    inputRewrites: prepareRewrites(alias.inputRewrites),
    outputRewrites: prepareRewrites(alias.outputRewrites),
  };
}

function sendingOf(node: Pick<FetchNode, 'serviceName' | 'operation' | 'operationName' | 'variableUsages'>): Sending {
  return {
    subgraph: node.serviceName,
    document: parse(node.operation, { noLocation: true }),
    operationName: node.operationName,
    variables: node.variableUsages ?? [],
  };
}

function stepOf(segment: FlattenNodePathSegment): PathStep {
  if (segment === '@') return { kind: 'list' };
  if ('Field' in segment) return { kind: 'field', name: segment.Field };
  return { kind: 'types', names: segment.TypeCondition };
}
