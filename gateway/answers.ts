import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../platform/log.ts';
import type { ApolloContext } from './apollo.ts';
import { costReport } from './limits/report.ts';
import { causeOf, isDocumentMistake, isPresentable, statusOf } from './faults.ts';

/** Statuses that Apollo sets for want of a better one. Others (405, 406, 415) are its considered answer. */
const GENERIC = new Set([undefined, 400, 500]);

/**
 * The last hand on every answer: errors nobody expected go to the log, the cost is added, and an answer without data gets the
 * status of its error.
 */
export function answers(log: Log): ApolloServerPlugin<ApolloContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, operationName, contextValue: { request, outcome } }) {
          outcome.operationName = operationName;
          outcome.operationType = operation?.operation ?? 'none';
          if (operation?.operation === 'mutation') request.beginMutation?.();
        },
        async didEncounterErrors({ errors, contextValue: { request } }) {
          for (const error of errors) logDefect(log, error, request.id);
        },
        async willSendResponse({ response, contextValue: { request, outcome, limits, lease } }) {
          if (response.body.kind !== 'single') return;
          const result = response.body.singleResult;
          if (!limits.introspection && result.errors) result.errors = result.errors.map(withoutSuggestions);
          const { errors } = result;
          result.extensions = { ...result.extensions, cost: costReport(outcome.requested, result.data, request.cost, lease.remaining()) };

          const failed = result.data == null && errors !== undefined && errors.length > 0;
          outcome.errorCodes = [...new Set(errors?.map(({ extensions }) => String(extensions?.['code'])))];
          outcome.result = failed ? 'failed' : errors?.length ? 'partial' : 'ok';
          outcome.retryAfterSeconds = failed ? retryAfter(errors[0]) : null;
          outcome.documentMistake = failed && isDocumentMistake(errors[0]);
          if (failed && GENERIC.has(response.http.status)) response.http.status = statusOf(errors);
        },
      };
    },
  };
}

/** What a misspelt name may have meant is part of the schema. */
function withoutSuggestions(error: GraphQLFormattedError): GraphQLFormattedError {
  return error.extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED' ? { ...error, message: error.message.replace(/ Did you mean .*$/s, '') } : error;
}

function retryAfter(error: GraphQLFormattedError | undefined): number | null {
  const seconds = error?.extensions?.['retryAfterSeconds'];
  return typeof seconds === 'number' ? seconds : null;
}

function logDefect(log: Log, error: GraphQLError, requestId: string): void {
  const cause = causeOf(error);
  const { code } = error.extensions;
  const fields = { requestId, path: error.path?.join('.'), error: cause instanceof GraphQLError ? cause.message : cause };
  if (!isPresentable(error.extensions) && !isDocumentLevel(error)) log.error('unexpected error', fields);
  else if (typeof code === 'string' && code.startsWith('UPSTREAM_')) log.warn('upstream failed', { ...fields, code });
}

/** Apollo gives its codes to mistakes of the document before this, graphql-js none to a bad variable. */
function isDocumentLevel(error: GraphQLError): boolean {
  return error.originalError === undefined && error.path === undefined;
}
