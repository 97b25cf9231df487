import type { ApolloServerPlugin } from '@apollo/server';
import { getVariableValues, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ApolloContext } from '../apollo.ts';
import { operationOf, type Variables } from '../operation.ts';
import { checkCost, staticCost, type FieldCalls, type StaticCost } from './cost.ts';

/** Works out what a valid operation may cost before it is planned, and refuses it when that is more than its class may spend. */
export function costLimit(schema: GraphQLSchema, calls: FieldCalls): ApolloServerPlugin<ApolloContext> {
  const costOf = costs(schema, calls);
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, request, contextValue: { limits, outcome } }) {
          const cost = costOf(document, request.operationName, request.variables ?? {});
          if (!cost) return;
          outcome.requested = cost.points;
          checkCost(cost, limits);
        },
      };
    },
  };
}

/** The cost of an operation with these variables; null when they do not fit, which the engine will say. Without variables it is worked out once. */
function costs(schema: GraphQLSchema, calls: FieldCalls): (document: DocumentNode, name: string | undefined, variables: Variables) => StaticCost | null {
  const known = new WeakMap<object, StaticCost>();
  return (document, name, variables) => {
    const operation = operationOf(document, name);
    if (!operation) return null;
    const kept = known.get(operation.node);
    if (kept) return kept;
    const definitions = operation.node.variableDefinitions ?? [];
    const { errors, coerced } = getVariableValues(schema, definitions, variables);
    if (errors) return null;
    const cost = staticCost(schema, operation, coerced, calls);
    if (definitions.length === 0) known.set(operation.node, cost);
    return cost;
  };
}
