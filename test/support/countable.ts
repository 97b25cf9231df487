import { readFileSync } from 'node:fs';
import { getNamedType, isEnumType, isObjectType, isScalarType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { apiSchema } from '../../gateway/api-schema.ts';

/** A type that can be counted over, as the composed schema describes it to clients. */
export interface Countable {
  readonly type: string;
  readonly list: string;
  readonly aggregate: string;
  readonly keys: readonly GroupKey[];
  /** Numbers that can be added up, money among them. */
  readonly measures: readonly Measure[];
}

export interface GroupKey {
  readonly field: string;
  /** `ORDER_DATE`, as `groupBy` wants it. */
  readonly name: string;
  readonly kind: 'value' | 'date' | 'record';
}

export interface Measure {
  readonly field: string;
  readonly money: boolean;
}

const SUPERGRAPH = new URL('../../schema/supergraph.graphql', import.meta.url);

function objectOf(schema: GraphQLSchema, name: string): GraphQLObjectType | null {
  const type = schema.getType(name);
  return isObjectType(type) ? type : null;
}

const constant = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

function keysOf(schema: GraphQLSchema, type: string): readonly GroupKey[] {
  const names = schema.getType(`${type}GroupField`);
  const values = new Set(isEnumType(names) ? names.getValues().map(({ name }) => name) : []);
  return Object.values(objectOf(schema, `${type}GroupKeys`)?.getFields() ?? {}).map((field) => {
    const named = getNamedType(field.type);
    const name = constant(field.name);
    if (!values.has(name)) throw new Error(`${type}GroupField lacks ${name}.`);
    return { field: field.name, name, kind: isObjectType(named) ? 'record' : named.name === 'Date' || named.name === 'DateTime' ? 'date' : 'value' };
  });
}

function measuresOf(schema: GraphQLSchema, type: string): readonly Measure[] {
  return Object.values(objectOf(schema, `${type}Measures`)?.getFields() ?? {}).map((field) => ({ field: field.name, money: !isScalarType(getNamedType(field.type)) }));
}

const aggregatesOf = (schema: GraphQLSchema) => Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => name.endsWith('Aggregate'));
/** What was generated from the SDL can be ordered and has `having`. */
const isGenerated = ({ args }: { readonly args: readonly { readonly name: string }[] }): boolean => args.some(({ name }) => name === 'having');

/** The aggregates that are written in code, which have tests of their own. */
export function writtenAggregates(): readonly string[] {
  return aggregatesOf(apiSchema(readFileSync(SUPERGRAPH, 'utf8'))).filter((field) => !isGenerated(field)).map(({ name }) => name);
}

/** Every type of the graph that has a generated aggregate beside its list. */
export function countables(): readonly Countable[] {
  const schema = apiSchema(readFileSync(SUPERGRAPH, 'utf8'));
  return aggregatesOf(schema).filter(isGenerated).map(({ name, type: returned }) => {
    const type = getNamedType(returned).name.replace(/Aggregate$/, '');
    return { type, list: name.replace(/Aggregate$/, ''), aggregate: name, keys: keysOf(schema, type), measures: measuresOf(schema, type) };
  });
}
