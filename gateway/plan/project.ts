import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  TypeNameMetaFieldDef,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Operation } from '../operation.ts';
import { isRecord, PROTOTYPE, type JsonObject } from './json.ts';

/** Makes an answer out of what the subgraphs said. */
export type Projection = (data: JsonObject) => JsonObject | null;

interface Field {
  readonly key: string;
  readonly name: string;
  readonly shape: Shape;
  readonly selections: SelectionSetNode[];
  /** The fields below for each concrete type, worked out at the first object of that type; null for a type unknown to clients. */
  readonly below: Map<string, readonly Field[] | null>;
}

/** A type as the projection needs it, worked out once: graphql-js' own predicates cost more than all the rest here. */
interface Shape {
  readonly nonNull: boolean;
  readonly items: Shape | null;
  readonly enumValues: ReadonlySet<unknown> | null;
  readonly isLeaf: boolean;
  readonly named: GraphQLNamedType;
  /** The only type that objects here can have, or null where they have to say it. */
  readonly objectName: string | null;
}

function shapeOf(type: GraphQLOutputType): Shape {
  const nullable = getNullableType(type);
  const named = getNamedType(type);
  return {
    nonNull: isNonNullType(type),
    items: isListType(nullable) ? shapeOf(nullable.ofType) : null,
    enumValues: isEnumType(named) ? new Set(named.getValues().map(({ name }) => name)) : null,
    isLeaf: isLeafType(named),
    named,
    objectName: isObjectType(named) ? named.name : null,
  };
}

/** The value that stands for "null where none may be": it goes up. */
const FAILED = Symbol('null where none may be');

/**
 * The projection of one operation without conditions: only what was asked for, in the order in which it was asked for, under
 * the client's names. Where a non-null field has no value, null goes up to the next place that may be null. Keeps what it
 * worked out, so the same operation is cheaper the next time.
 */
export function projectionOf(schema: GraphQLSchema, operation: Operation): Projection {
  const root = schema.getRootType(operation.node.operation);
  const fields = root ? collect(schema, operation, root.name, [operation.node.selectionSet]) : null;

  const below = (field: Field, typeName: string): readonly Field[] | null => {
    const known = field.below.get(typeName);
    if (known !== undefined) return known;
    const collected = collect(schema, operation, typeName, field.selections);
    field.below.set(typeName, collected);
    return collected;
  };

  /** An object says its type itself, as `__typename` or under the client's alias of it, wherever it is not plain from the schema. */
  const typeNameOf = (value: JsonObject, field: Field): string => {
    if (typeof value['__typename'] === 'string') return value['__typename'];
    const { objectName, named } = field.shape;
    if (objectName !== null) return objectName;
    const alias = below(field, named.name)?.find(({ name }) => name === '__typename');
    const said = alias && value[alias.key];
    return typeof said === 'string' ? said : named.name;
  };

  const valueOf = (value: unknown, shape: Shape, field: Field): unknown => {
    const result = value == null ? null : nullableOf(value, shape, field);
    return result === null && shape.nonNull ? FAILED : result;
  };

  const nullableOf = (value: unknown, { items, enumValues, isLeaf }: Shape, field: Field): unknown => {
    if (items) return Array.isArray(value) ? listOf(value, items, field) : null;
    if (enumValues) return enumValues.has(value) ? value : null;
    if (isLeaf) return value;
    if (!isRecord(value)) return null;
    const typeName = typeNameOf(value, field);
    const inner = below(field, typeName);
    return inner && objectOf(value, typeName, inner);
  };

  const listOf = (items: readonly unknown[], shape: Shape, field: Field): unknown[] | null => {
    const values: unknown[] = [];
    for (const item of items) {
      const value = valueOf(item, shape, field);
      if (value === FAILED) return null;
      values.push(value);
    }
    return values;
  };

  const objectOf = (data: JsonObject, typeName: string, wanted: readonly Field[]): JsonObject | null => {
    const result: JsonObject = {};
    for (const field of wanted) {
      const value = field.name === '__typename' ? typeName : valueOf(data[field.key], field.shape, field);
      if (value === FAILED) return null;
      result[field.key] = value;
    }
    return result;
  };

  return (data) => (root && fields ? objectOf(data, root.name, fields) : null);
}

/** The fields of these selections that apply to a type, those of one response key together. */
function collect(schema: GraphQLSchema, { fragments }: Operation, typeName: string, selections: readonly SelectionSetNode[]): readonly Field[] | null {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isAbstractType(type)) return null;
  const fields = new Map<string, Field>();
  const take = (nodes: readonly SelectionNode[]): void => {
    for (const node of nodes) {
      if (node.kind === Kind.FIELD) {
        addField(type, node, fields);
        continue;
      }
      const source = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      const condition = source?.typeCondition?.name.value;
      if (source && (condition === undefined || isTypeOf(schema, typeName, [condition]))) take(source.selectionSet.selections);
    }
  };
  for (const { selections: nodes } of selections) take(nodes);
  return [...fields.values()];
}

function addField(type: GraphQLCompositeType, node: FieldNode, fields: Map<string, Field>): void {
  const key = node.alias?.value ?? node.name.value;
  const known = fields.get(key);
  if (known) {
    if (node.selectionSet) known.selections.push(node.selectionSet);
    return;
  }
  const name = node.name.value;
  const definition = name === '__typename' ? TypeNameMetaFieldDef : isUnionType(type) ? undefined : type.getFields()[name];
  if (!definition || key === PROTOTYPE) return;
  const selections = node.selectionSet ? [node.selectionSet] : [];
  fields.set(key, { key, name, shape: shapeOf(definition.type), selections, below: new Map() });
}

/** Whether an object of the type `typeName` is one of `conditions`, or implements or belongs to one of them. */
export function isTypeOf(schema: GraphQLSchema, typeName: string, conditions: readonly string[]): boolean {
  if (conditions.includes(typeName)) return true;
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  return conditions.some((name) => {
    const condition = schema.getType(name);
    return isAbstractType(condition) && schema.isSubType(condition, type);
  });
}
