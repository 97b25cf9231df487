import { readdirSync, readFileSync } from 'node:fs';
import { getNamedType, isEnumType, isNonNullType, isObjectType, isScalarType, Kind, parse, type ConstDirectiveNode, type GraphQLField, type GraphQLNamedType, type GraphQLObjectType } from 'graphql';
import { apiSchema } from '../../gateway/api-schema.ts';

/** A field that leads from one record to others, and a query that follows it from a page of fifty. */
export interface Edge {
  /** `Customer.orders` */
  readonly name: string;
  readonly field: string;
  readonly query: string;
  /** The list that it begins at is in MongoDB. */
  readonly inMongo: boolean;
  /** Another subgraph than the list's has the edge. */
  readonly crosses: boolean;
  /** The others are searched, and not read with the rows. */
  readonly searched: boolean;
  /** What is asked of the others is known to another subgraph than the edge's. */
  readonly goesOn: boolean;
}

const SCHEMA = new URL('../../schema/', import.meta.url);
const SUPERGRAPH = readFileSync(new URL('supergraph.graphql', SCHEMA), 'utf8');
export const schema = apiSchema(SUPERGRAPH);

/** Types whose rows are documents: their lists ask nothing of Odoo, and are empty where nothing was synchronised. */
const IN_MONGO: ReadonlySet<string> = new Set(['ProductionOrder', 'DashboardProduct', 'DashboardUser', 'SyncConflict', 'SyncRun']);

const graphOf = (directive: ConstDirectiveNode): readonly string[] =>
  (directive.arguments ?? []).flatMap(({ name, value }) => (name.value === 'graph' && value.kind === Kind.ENUM ? [value.value] : []));

/** `Type.field` → the subgraphs that resolve it. */
const OWNERS: ReadonlyMap<string, readonly string[]> = new Map(
  parse(SUPERGRAPH, { noLocation: true }).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const all = (definition.directives ?? []).filter(({ name }) => name.value === 'join__type').flatMap(graphOf);
    return (definition.fields ?? []).map((field): readonly [string, readonly string[]] => {
      const named = (field.directives ?? []).filter(({ name, arguments: given = [] }) => name.value === 'join__field' && !given.some((argument) => argument.name.value === 'external')).flatMap(graphOf);
      return [`${definition.name.value}.${field.name.value}`, named.length > 0 ? named : all];
    });
  }),
);

/** Lists whose records come with the row: a relation that the row itself has. */
const READ_INSIDE: ReadonlySet<string> = new Set(
  readdirSync(SCHEMA).filter((file) => file.endsWith('.graphql') && file !== 'supergraph.graphql').flatMap((file) =>
    parse(readFileSync(new URL(file, SCHEMA), 'utf8'), { noLocation: true }).definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
      const inside = (definition.fields ?? []).filter(({ directives = [] }) => {
        const odoo = directives.find(({ name }) => name.value === 'odoo');
        const has = (argument: string): boolean => odoo?.arguments?.some(({ name }) => name.value === argument) ?? false;
        return directives.some(({ name }) => name.value === 'connection') && has('field') && !has('inverse');
      });
      return inside.map(({ name }) => `${definition.name.value}.${name.value}`);
    }),
  ),
);

const nodeOf = (type: GraphQLNamedType): GraphQLNamedType | null => {
  const nodes = isObjectType(type) ? type.getFields()['nodes'] : undefined;
  return nodes === undefined ? null : getNamedType(nodes.type);
};
const isRecord = (type: GraphQLNamedType | null): type is GraphQLObjectType => isObjectType(type) && type.getFields()['id'] !== undefined;
const needsArguments = ({ args }: GraphQLField<unknown, unknown>): boolean => args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);

/** A value of the record that its own subgraph alone knows, or else any value. */
function valueOf(type: GraphQLObjectType): string {
  const values = Object.values(type.getFields()).filter(({ name, args, type: given }) => name !== 'id' && args.length === 0 && (isScalarType(getNamedType(given)) || isEnumType(getNamedType(given))));
  const certain = values.filter(({ type: given }) => isNonNullType(given));
  const own = certain.find(({ name }) => OWNERS.get(`${type.name}.${name}`)?.length === 1);
  return (own ?? certain[0] ?? values[0])?.name ?? 'id';
}

/** The list of each type at the root; where there are several, the one without a condition. */
export function lists(): ReadonlyMap<GraphQLObjectType, string> {
  const found = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field): readonly (readonly [GraphQLObjectType, string])[] => {
    const node = nodeOf(getNamedType(field.type));
    return isRecord(node) && !needsArguments(field) && !['deliveries', 'receipts'].includes(field.name) ? [[node, field.name]] : [];
  });
  return new Map(found);
}

/** Every edge of every type that has a list. */
export function edges(): readonly Edge[] {
  return [...lists()].flatMap(([type, list]) =>
    Object.values(type.getFields()).flatMap((field): readonly Edge[] => {
      const named = getNamedType(field.type);
      const node = nodeOf(named);
      const target = node ?? named;
      if (needsArguments(field) || !isRecord(target)) return [];
      const name = `${type.name}.${field.name}`;
      const value = valueOf(target);
      const [home = ''] = OWNERS.get(`Query.${list}`) ?? [];
      const owners = OWNERS.get(name) ?? [];
      const at = owners.includes(home) ? home : (owners[0] ?? home);
      const selection = node === null ? `${field.name} { ${value} }` : `${field.name}(first: 5) { nodes { ${value} } }`;
      return [{
        name,
        field: field.name,
        query: `{ ${list}(first: 50) { nodes { id ${selection} } } }`,
        inMongo: IN_MONGO.has(type.name),
        crosses: at !== home,
        searched: node !== null && !READ_INSIDE.has(name),
        goesOn: !(OWNERS.get(`${target.name}.${value}`) ?? []).includes(at),
      }];
    }),
  );
}
