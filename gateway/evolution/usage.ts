import { getNamedType, isEnumType, isInputObjectType, parse, TypeInfo, visit, visitWithTypeInfo, type GraphQLInputType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import type { UsedOperation } from './manifests.ts';

/** Which operations use a schema coordinate. */
export type Usage = ReadonlyMap<string, readonly string[]>;

/**
 * Everything of a schema that the operations rely on, by coordinate: types, fields, arguments, members of input types and enums. Of an
 * input type that comes in a variable every field may be sent, and of an enum that comes back every value.
 */
export function usageOf(schema: GraphQLSchema, operations: readonly UsedOperation[]): Usage {
  const usage = new Map<string, string[]>();
  for (const { from, body } of operations) {
    for (const coordinate of coordinatesOf(schema, body)) usage.set(coordinate, [...(usage.get(coordinate) ?? []), from]);
  }
  return usage;
}

function coordinatesOf(schema: GraphQLSchema, body: string): ReadonlySet<string> {
  const found = new Set<string>();
  const info = new TypeInfo(schema);
  visit(
    parse(body),
    visitWithTypeInfo(info, {
      Field: () => {
        const parent = info.getParentType();
        const field = info.getFieldDef();
        if (!parent || !field) return;
        found.add(parent.name).add(`${parent.name}.${field.name}`);
        addValues(getNamedType(field.type), found);
      },
      Argument: () => {
        const argument = info.getArgument();
        const parent = info.getParentType();
        if (argument && parent) found.add(`${parent.name}.${info.getFieldDef()?.name}(${argument.name}:)`);
      },
      ObjectField: (node) => {
        const parent = info.getParentInputType();
        const type = parent ? getNamedType(parent) : null;
        if (type) found.add(type.name).add(`${type.name}.${node.name.value}`);
      },
      EnumValue: (node) => {
        const type = info.getInputType();
        if (type) found.add(getNamedType(type).name).add(`${getNamedType(type).name}.${node.value}`);
      },
      VariableDefinition: () => {
        const type = info.getInputType();
        if (type) addInput(type, found);
      },
    }),
  );
  return found;
}

function addValues(type: GraphQLNamedType, found: Set<string>): void {
  if (!isEnumType(type)) return;
  found.add(type.name);
  for (const { name } of type.getValues()) found.add(`${type.name}.${name}`);
}

function addInput(type: GraphQLInputType, found: Set<string>): void {
  const named = getNamedType(type);
  if (found.has(named.name)) return;
  found.add(named.name);
  addValues(named, found);
  if (!isInputObjectType(named)) return;
  for (const field of Object.values(named.getFields())) {
    found.add(`${named.name}.${field.name}`);
    addInput(field.type, found);
  }
}
