import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import { isNothing } from '../odoo/domain/build.ts';
import { aggregateRows } from './aggregate.ts';
import type { ListArguments } from './children.ts';
import type { GraphContext } from './context.ts';
import type { Engine } from './engine.ts';
import { filterInput, isSearchable } from './facets.ts';
import { parseId } from './ids.ts';
import { listPage } from './list.ts';
import { runMutation } from './mutations/run.ts';
import { connectionResolvers, edgeResolvers } from './page.ts';
import { fieldResolver, loadVisible, visibleByIds } from './resolve-fields.ts';
import { rowOf } from './row.ts';
import type { Row } from './row.ts';
import { SCALARS } from './scalars.ts';
import { compiledBelow } from './selection.ts';
import { typeEntry } from './table.ts';
import type { FieldEntry, TypeEntry } from './table.ts';
import { rowsOfType } from './visibility.ts';

// graphql-js keeps resolvers of all types in one map, so their sources and arguments cannot be told apart by the compiler.
type AnyResolver = GraphQLFieldResolver<never, GraphContext, never, unknown>;
type ReferenceResolver = (reference: { readonly id: unknown }, context: GraphContext, info: GraphQLResolveInfo) => unknown;
export type ResolverMap = Record<string, GraphQLScalarType | Record<string, AnyResolver | ReferenceResolver>>;

/** One record by id, if it is of the type and the caller may see it. Aliases of one operation share a call. */
async function oneById(engine: Engine, type: TypeEntry, given: unknown, context: GraphContext, info: GraphQLResolveInfo): Promise<Row | null> {
  const id = parseId(given);
  const domain = await rowsOfType(engine.table, type, context);
  if (id === null || isNothing(domain)) return null;
  const [record] = await context.reader.byIds(type.model ?? '', [id], domain, await compiledBelow(engine.table, type, info, context));
  return record ? rowOf(record) : null;
}

function rootResolvers(engine: Engine, type: TypeEntry): Record<string, AnyResolver> {
  if (!type.root) return {};
  const { one, many, aggregate } = type.root;
  const written = engine.table.types.get('Query')?.fields;
  const resolvers: Record<string, GraphQLFieldResolver<unknown, GraphContext, never, unknown>> = {};
  if (!written?.has(one)) resolvers[one] = (_source, args: { readonly id: unknown }, context, info) => oneById(engine, type, args.id, context, info);
  if (!written?.has(many)) resolvers[many] = (_source, args: ListArguments, context, info) => listPage(engine.table, type, args, context, info);
  if (aggregate) resolvers[aggregate] = (_source, args: Parameters<typeof aggregateRows>[2], context, info) => aggregateRows(engine.table, type, args, context, info);
  return resolvers;
}

/** Aggregate keys hold ids of records; the answer holds rows, and null for those that the caller may not see. */
function keyResolvers(engine: Engine, type: TypeEntry): Record<string, AnyResolver> {
  const relations = [...type.fields.values()].filter((field) => field.kind === 'one');
  return Object.fromEntries(
    relations.flatMap((field) => {
      const target = engine.table.types.get(field.typeName);
      if (!target) return [];
      const resolve: GraphQLFieldResolver<Readonly<Record<string, unknown>>, GraphContext, unknown, unknown> = (keys, _args, context, info) =>
        visibleByIds(engine, target, keys[field.name], context, info);
      return [[field.name, resolve]];
    }),
  );
}

type ListRootArguments = ListArguments & Readonly<Record<string, unknown>>;

/** Lists that Query adds: narrowed by a constant domain, and by arguments that stand for conditions. */
function listRoots(engine: Engine): Record<string, AnyResolver> {
  const fields = [...(engine.table.types.get('Query')?.fields.values() ?? [])].filter((field) => field.kind === 'list');
  return Object.fromEntries(
    fields.map((field) => {
      const target = typeEntry(engine.table, field.typeName);
      const resolve: GraphQLFieldResolver<unknown, GraphContext, ListRootArguments, unknown> = (_source, args, context, info) =>
        listPage(engine.table, target, { ...args, filter: narrowedBy(engine, target, field, args) }, context, info, field.where);
      return [field.name, resolve];
    }),
  );
}

/** The filter that was given, and one condition for each argument that was. */
function narrowedBy(engine: Engine, target: TypeEntry, field: FieldEntry, args: ListRootArguments): Readonly<Record<string, unknown>> | null {
  const conditions = (field.node.arguments ?? []).flatMap(({ name: { value: name } }): Readonly<Record<string, unknown>>[] => {
    const value = args[name];
    const narrowed = target.fields.get(name);
    if (value === undefined || value === null || !narrowed) return [];
    const equal = { eq: value };
    return [{ [name]: narrowed.kind === 'one' && filterInput(engine.table, narrowed) !== 'IDFilter' ? { id: equal } : equal }];
  });
  return conditions.length === 0 ? (args.filter ?? null) : { and: [...conditions, ...(args.filter ? [args.filter] : [])] };
}

function codeRoots(engine: Engine): Record<string, AnyResolver> {
  const query = engine.table.types.get('Query');
  return Object.fromEntries(
    Object.entries(engine.code.roots ?? {}).map(([name, code]) => {
      const target = engine.table.types.get(query?.fields.get(name)?.typeName ?? '');
      const resolve: GraphQLFieldResolver<unknown, GraphContext, Readonly<Record<string, unknown>>, unknown> = (_source, args, context, info) => {
        const value = code(args, context, info);
        return target?.model ? visibleByIds(engine, target, value, context, info) : value;
      };
      return [name, resolve];
    }),
  );
}

function mutationResolvers(engine: Engine): Record<string, AnyResolver> {
  return Object.fromEntries(
    Object.entries(engine.code.mutations ?? {}).map(([name, code]) => {
      const resolve: GraphQLFieldResolver<unknown, GraphContext, { readonly input: Readonly<Record<string, unknown>> }, unknown> = (_source, { input }, context, info) =>
        runMutation(name, code, input, context, info);
      return [name, resolve];
    }),
  );
}

/** Every resolver of a subgraph: from its SDL, and from its code where the SDL says @computed. */
export function makeResolvers(engine: Engine): ResolverMap {
  const resolvers: ResolverMap = { ...SCALARS };
  const add = (type: string, fields: Record<string, AnyResolver | ReferenceResolver>): void => {
    if (Object.keys(fields).length > 0) resolvers[type] = { ...(resolvers[type] as Record<string, AnyResolver> | undefined), ...fields };
  };
  add('Query', codeRoots(engine));
  add('Query', listRoots(engine));
  add('Mutation', mutationResolvers(engine));
  for (const type of engine.table.types.values()) {
    if (type.name === 'Query' || type.name === 'Mutation') continue;
    const fields = [...type.fields.values()].flatMap((field) => {
      const resolver = fieldResolver(engine, type, field);
      return resolver ? [[field.name, resolver] as const] : [];
    });
    add(type.name, Object.fromEntries(fields));
    if (!type.model) continue;
    if (type.entity && type.resolvable) {
      const reference: ReferenceResolver = (given, context, info) => {
        const id = parseId(given.id);
        return id === null ? null : loadVisible(engine, type, id, context, info);
      };
      add(type.name, { __resolveReference: reference });
    }
    if (!isSearchable(type)) continue;
    add('Query', rootResolvers(engine, type));
    add(`${type.name}Connection`, { ...connectionResolvers });
    add(`${type.name}Edge`, { ...edgeResolvers });
    if (type.root?.aggregate) add(`${type.name}GroupKeys`, keyResolvers(engine, type));
  }
  return resolvers;
}
