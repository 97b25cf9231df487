import { getNamedType, isEnumType, isInterfaceType, isNonNullType, isObjectType, isScalarType, type GraphQLField, type GraphQLObjectType } from 'graphql';
import type { PersonaName } from '../../../odoo/sandbox/data/personas.ts';
import { SA } from '../../../odoo/sandbox/data/ids.ts';
import { lists, schema } from '../../support/edges.ts';
import type { TestGraph } from '../../support/graph.ts';


interface Step {
  readonly field: string;
  readonly args: string;
  readonly isPage: boolean;
}

const nodeOf = (type: unknown) => {
  const nodes = isObjectType(type) ? type.getFields()['nodes'] : undefined;
  return nodes === undefined ? null : getNamedType(nodes.type);
};
const needsArguments = ({ args }: GraphQLField<unknown, unknown>): boolean => args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
/** What is made of other types: pages, groups, and what mutations answer. */
const isDerived = (name: string): boolean => /(Edge|Aggregate|Payload|Measures|GroupKeys|Range)$/.test(name) || nodeOf(schema.getType(name)) !== null;

/** The types that somebody can read, each with the shortest way to its records from the root. */
function ways(): ReadonlyMap<GraphQLObjectType, readonly Step[]> {
  const found = new Map<GraphQLObjectType, readonly Step[]>([...lists()].map(([type, field]) => [type, [{ field, args: '(first: 200)', isPage: true }]]));
  const rollup = schema.getType('ServiceAccountRollup');
  // An administrator has no Service Account of their own to roll up.
  if (isObjectType(rollup)) found.set(rollup, [{ field: 'serviceAccountRollup', args: `(id: "${SA.LOME}")`, isPage: false }]);
  const root = schema.getQueryType();
  const queue: (readonly [GraphQLObjectType, readonly Step[]])[] = [...found, ...(root ? [[root, []] as const] : [])];
  for (const [type, way] of queue) {
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      const node = nodeOf(named);
      const target = node ?? named;
      if (needsArguments(field) || way.length > 3 || !isObjectType(target) || isDerived(target.name) || found.has(target)) continue;
      const step: Step = { field: field.name, args: node !== null || field.args.some(({ name }) => name === 'first') ? '(first: 20)' : '', isPage: node !== null };
      found.set(target, [...way, step]);
      queue.push([target, [...way, step]]);
    }
  }
  return found;
}

/** A field with as little below it as there can be. */
function selectionOf(field: GraphQLField<unknown, unknown>): string | null {
  const named = getNamedType(field.type);
  if (needsArguments(field)) return null;
  if (isScalarType(named) || isEnumType(named)) return field.name;
  const node = nodeOf(named);
  const target = node ?? named;
  if (!isObjectType(target) && !isInterfaceType(target)) return null;
  const leaf = ['id', 'amount', 'name', 'action'].find((name) => isScalarType(getNamedType(target.getFields()[name]?.type))) ?? '__typename';
  return node === null ? `${field.name} { ${leaf} }` : `${field.name}(first: 3) { nodes { ${leaf} } }`;
}

function rowsAlong(data: unknown, way: readonly Step[]): readonly Readonly<Record<string, unknown>>[] {
  let here: unknown[] = [data];
  for (const { field, isPage } of way) {
    here = here.flatMap((at) => {
      const value = (at as Readonly<Record<string, unknown>> | null)?.[field];
      const rows = isPage ? (value as { nodes?: unknown } | null)?.nodes : value;
      return Array.isArray(rows) ? rows : rows === null || rows === undefined ? [] : [rows];
    });
  }
  return here as readonly Readonly<Record<string, unknown>>[];
}

function isAnswer(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  const rows = Array.isArray(value) ? value : typeof value === 'object' && 'nodes' in value ? value.nodes : null;
  return !Array.isArray(rows) || rows.length > 0;
}

const PART = 15;

/** The fields of the graph that answer nothing, null or no rows, to any of these callers. */
export async function silentFields(graph: TestGraph, personas: readonly PersonaName[]): Promise<readonly string[]> {
  const silent: string[] = [];
  for (const [type, way] of ways()) {
    const fields = Object.values(type.getFields()).filter((field) => selectionOf(field) !== null);
    const heard = new Set<string>();
    for (let from = 0; from < fields.length; from += PART) {
      const part = fields.slice(from, from + PART);
      const query = `{ ${way.reduceRight((inner, { field, args, isPage }) => `${field}${args} { ${isPage ? `nodes { ${inner} }` : inner} }`, part.map(selectionOf).join(' '))} }`;
      for (const persona of personas) {
        const wanted = part.filter(({ name }) => !heard.has(name));
        if (wanted.length === 0) break;
        const { data, errors } = await graph.ask(persona, query);
        const faults = errors.filter(({ extensions }) => extensions?.code !== 'FORBIDDEN');
        if (faults.length > 0) throw new Error(`${query}: ${faults.map(({ message }) => message).join(' ')}`);
        for (const row of rowsAlong(data, way)) for (const { name } of wanted) if (isAnswer(row[name])) heard.add(name);
      }
    }
    silent.push(...fields.filter(({ name }) => !heard.has(name)).map(({ name }) => `${type.name}.${name}`));
  }
  return silent;
}

/** Types that no way without arguments leads to. */
export function unreached(): readonly string[] {
  const reached = new Set([...ways().keys()].map(({ name }) => name));
  return Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__') && !isDerived(type.name) && !reached.has(type.name) && type !== schema.getQueryType() && type !== schema.getMutationType()).map(({ name }) => name);
}
