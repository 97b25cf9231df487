import { getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType, typeFromAST, type GraphQLInputType, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Variables } from '../operation.ts';

/** Values for the variables that an operation cannot do without, numbers as large as a page may be: for what it may cost at most. */
export function sampleVariables(schema: GraphQLSchema, operation: OperationDefinitionNode, pageSize: number): Variables {
  const required = (operation.variableDefinitions ?? []).flatMap(({ variable, type, defaultValue }) => {
    const known = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    const counts = known !== undefined && (isNonNullType(known) || String(getNullableType(known)) === 'Int');
    return counts && defaultValue === undefined ? [[variable.name.value, sample(known, pageSize)] as const] : [];
  });
  return Object.fromEntries(required);
}

function sample(type: GraphQLInputType, pageSize: number): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [];
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  if (isInputObjectType(inner)) {
    const needed = Object.values(inner.getFields()).filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
    return Object.fromEntries(needed.map((field) => [field.name, sample(field.type, pageSize)]));
  }
  switch (inner.name) {
    case 'Int':
    case 'Float':
      return pageSize;
    case 'Boolean':
      return true;
    case 'Date':
      return '2026-01-01';
    case 'DateTime':
      return '2026-01-01T00:00:00Z';
    default:
      return '1';
  }
}
