import {
  getNamedType,
  getVariableValues,
  isEnumType,
  Kind,
  NoDeprecatedCustomRule,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { FieldRule } from '../../access/field-rules.ts';
import type { Principal } from '../../access/principal.ts';
import { denialOf } from '../../access/verdict.ts';
import { callCosts } from '../../graph/call-costs.ts';
import { fieldRules } from '../../graph/rules.ts';
import { constantCase, type GraphTable } from '../../graph/table.ts';
import type { ManifestOperation } from '../../partners/manifest.ts';
import type { Limits } from '../../platform/limits.ts';
import { checkCost, staticCost, type FieldCalls, type StaticCost } from '../limits/cost.ts';
import { createDocumentCheck } from '../limits/documents.ts';
import { operationOf } from '../operation.ts';
import { sampleVariables } from './sample-variables.ts';

/** A field that the partner will not get, and the rule that says so. */
export interface Denied {
  readonly field: string;
  readonly because: string;
}

/** What is known of an operation before the partner runs it. */
export interface OperationReport {
  readonly id: string;
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription' | null;
  /** Why it cannot be published; none for a good one. */
  readonly mistakes: readonly string[];
  /** Selected fields that will be null. */
  readonly nulls: readonly Denied[];
  /** Filters, orders, groups and mutations that will be refused. */
  readonly refused: readonly Denied[];
  readonly deprecated: readonly string[];
  /** At most, with full pages; null for one that is not valid. */
  readonly cost: Pick<StaticCost, 'points' | 'odooCalls'> | null;
}

/** Judges operations against the schema, and against what a partner with this role and these limits may see and spend. */
export interface ManifestCheck {
  check(operation: ManifestOperation, partner: Principal | null, limits: Limits): OperationReport;
}

/** Reads rules and costs off the tables once. */
export function createManifestCheck(schema: GraphQLSchema, tables: readonly GraphTable[]): ManifestCheck {
  const rules = rulesOf(schema, tables);
  const calls = callCosts(tables);
  const documents = createDocumentCheck();
  return {
    check({ id, name, text }, partner, limits) {
      const report = (facts: Partial<OperationReport>): OperationReport => ({
        id, name: name ?? id.slice(0, 12), kind: null, mistakes: [], nulls: [], refused: [], deprecated: [], cost: null, ...facts,
      });
      let document: DocumentNode;
      try {
        documents.check(text, limits);
        document = parse(text);
      } catch (error) {
        return report({ mistakes: [messageOf(error)] });
      }
      const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      const [operation] = operations;
      if (!operation || operations.length > 1) return report({ mistakes: [`It has ${operations.length} operations; a published text has one.`] });
      const called = { name: name ?? operation.name?.value ?? id.slice(0, 12), kind: operation.operation };
      const mistakes = validate(schema, document).map(({ message }) => message);
      if (mistakes.length > 0) return report({ ...called, mistakes });
      const { nulls, refused } = partner ? deniedIn(schema, document, rules, partner) : { nulls: [], refused: [] };
      const deprecated = validate(schema, document, [NoDeprecatedCustomRule]).map(({ message }) => message);
      return report({ ...called, nulls, refused, deprecated, ...costOf(schema, document, operation, calls, limits) });
    },
  };
}

function costOf(schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode, calls: FieldCalls, limits: Limits): Pick<OperationReport, 'cost' | 'mistakes'> {
  const operation = operationOf(document, node.name?.value);
  const { coerced } = getVariableValues(schema, node.variableDefinitions ?? [], sampleVariables(schema, node, limits.pageSize));
  if (!operation || !coerced) return { cost: null, mistakes: [] };
  const cost = staticCost(schema, operation, coerced, calls);
  try {
    checkCost(cost, limits);
    return { cost, mistakes: [] };
  } catch (error) {
    return { cost, mistakes: [messageOf(error)] };
  }
}

/** The rules of every field by `Type.field`. A subgraph that does not declare a field knows no restriction of it: one that does decides. */
function rulesOf(schema: GraphQLSchema, tables: readonly GraphTable[]): ReadonlyMap<string, FieldRule> {
  const rules = new Map<string, FieldRule>();
  for (const table of tables) {
    for (const rule of fieldRules(table, schema)) {
      const key = `${rule.type}.${rule.field}`;
      if (rule.roles !== null || rule.open === true || rule.withoutScope || !rules.has(key)) rules.set(key, rule);
    }
  }
  return rules;
}

const INPUTS = /^(.+?)(Filter|ListFilter|OrderBy|MeasureFilter|MeasureOrder|KeyOrder)$/;

function deniedIn(schema: GraphQLSchema, document: DocumentNode, rules: ReadonlyMap<string, FieldRule>, partner: Principal): Pick<OperationReport, 'nulls' | 'refused'> {
  const nulls = new Map<string, Denied>();
  const refused = new Map<string, Denied>();
  const types = new TypeInfo(schema);
  const judge = (into: Map<string, Denied>, type: string, field: string): void => {
    const rule = rules.get(`${type}.${field}`);
    const denial = rule ? denialOf(rule, partner) : null;
    if (denial) into.set(`${type}.${field}`, { field: `${type}.${field}`, because: denial.message });
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const type = types.getParentType()?.name ?? '';
        judge(type === schema.getMutationType()?.name ? refused : nulls, type, node.name.value);
      },
      ObjectField(node) {
        const parent = types.getParentInputType();
        const base = parent ? INPUTS.exec(getNamedType(parent).name)?.[1] : undefined;
        if (base !== undefined) judge(refused, base, node.name.value);
      },
      EnumValue(node) {
        const input = getNamedType(types.getInputType());
        const base = isEnumType(input) ? /^(.+)GroupField$/.exec(input.name)?.[1] : undefined;
        const field = base === undefined ? undefined : [...rules.values()].find((rule) => rule.type === base && constantCase(rule.field) === node.value)?.field;
        if (base !== undefined && field !== undefined) judge(refused, base, field);
      },
    }),
  );
  return { nulls: [...nulls.values()], refused: [...refused.values()] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
