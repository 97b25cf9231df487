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
  /** The keys, where `requires` is nothing but keys of one type: the usual case, which needs no look at the tree. */
  readonly plainKeys: PlainKeys | null;
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

export interface PlainKeys {
  readonly typeName: string;
  readonly fields: readonly string[];
}

export type Step =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly Step[] }
  | { readonly kind: 'condition'; readonly variable: string; readonly whenTrue: Step | null; readonly whenFalse: Step | null }
  | { readonly kind: 'root'; readonly sending: Sending; readonly outputRewrites: readonly Rewrite[] }
  | { readonly kind: 'entities'; readonly sending: Sending; readonly targets: readonly EntityTarget[] };

export interface Plan {
  readonly step: Step;
  /**
   * Targets at or below whose places another fetch writes too. What completes several places of such a target must be copied, or
   * that other fetch would write into all of them at once.
   */
  readonly contested: ReadonlySet<EntityTarget>;
}

/** Turns a plan into steps that need no more interpretation: documents parsed, paths and rewrites in one shape. */
export function preparePlan({ node }: QueryPlan): Plan | null {
  if (!node) return null;
  const step = prepare(node);
  const targets = targetsOf(step);
  const isContested = (target: EntityTarget): boolean => targets.some((other) => other !== target && other.paths.some((path) => target.paths.some((own) => leadsThrough(path, own))));
  return { step, contested: new Set(targets.filter(isContested)) };
}

function targetsOf(step: Step | null): readonly EntityTarget[] {
  switch (step?.kind) {
    case 'sequence':
    case 'parallel':
      return step.steps.flatMap(targetsOf);
    case 'condition':
      return [...targetsOf(step.whenTrue), ...targetsOf(step.whenFalse)];
    case 'entities':
      return step.targets;
    default:
      return [];
  }
}

function leadsThrough(path: readonly PathStep[], way: readonly PathStep[]): boolean {
  const names = (steps: readonly PathStep[]): string[] => steps.flatMap((step) => (step.kind === 'field' ? [step.name] : []));
  const through = names(path);
  return names(way).every((name, index) => through[index] === name);
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
    plainKeys: plainKeysOf(inner.requires ?? []),
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
    plainKeys: plainKeysOf(alias.requires),
    inputRewrites: prepareRewrites(alias.inputRewrites),
    outputRewrites: prepareRewrites(alias.outputRewrites),
  };
}

function plainKeysOf(requires: readonly RequiresSelection[]): PlainKeys | null {
  const [only, ...more] = requires;
  if (only?.kind !== 'InlineFragment' || more.length > 0) return null;
  const fields = only.selections.flatMap((field) => (field.kind === 'Field' && !field.selections && !field.alias ? [field.name] : []));
  return fields.length === only.selections.length ? { typeName: only.typeCondition, fields: fields.filter((name) => name !== '__typename') } : null;
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
