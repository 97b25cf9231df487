import { GraphQLError } from 'graphql';
import { OdooFault } from '../odoo/client/faults.ts';
import { toGraphError } from '../odoo/client/graph-errors.ts';

function thrown(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? thrown(error.originalError) : error;
}

/** A fault of Odoo as the graph words it, at the same place of the answer; any other error as it is. */
export function wordFault(error: GraphQLError): GraphQLError {
  const fault = thrown(error);
  if (!(fault instanceof OdooFault)) return error;
  const told = toGraphError(fault);
  return new GraphQLError(told.message, { nodes: error.nodes ?? null, path: error.path ?? null, originalError: told, extensions: told.extensions });
}
