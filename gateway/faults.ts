import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { ERRORS, GraphError, type ErrorCode } from '../platform/errors.ts';

/** Codes of mistakes in the request document itself: the client sees them as they are. */
const DOCUMENT_CODES: Readonly<Record<string, number>> = {
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  BAD_REQUEST: 400,
  PERSISTED_QUERY_NOT_SUPPORTED: 400,
};

/** The error that was thrown, out of the wrappers that GraphQL put around it. */
export function causeOf(error: unknown): unknown {
  let inner = error;
  while (inner instanceof GraphQLError && inner.originalError) inner = inner.originalError;
  return inner;
}

/** True when message and extensions of an error are made for the caller: its code is in the catalogue, or it is about the document. */
export function isPresentable(extensions: GraphQLFormattedError['extensions']): boolean {
  const code = extensions?.['code'];
  return typeof code === 'string' && (Object.hasOwn(ERRORS, code) || Object.hasOwn(DOCUMENT_CODES, code));
}

/** What the caller sees of an error: itself when it is presentable, otherwise INTERNAL and nothing else. */
export function present(formatted: GraphQLFormattedError): GraphQLFormattedError {
  if (isPresentable(formatted.extensions)) return formatted;
  const { path, locations } = formatted;
  return {
    message: 'Something went wrong inside the graph.',
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions: { code: 'INTERNAL' satisfies ErrorCode },
  };
}

/** HTTP status of an answer without any data: that of its first error. */
export function statusOf(errors: readonly GraphQLFormattedError[] | undefined): number {
  const code = errors?.[0]?.extensions?.['code'];
  if (typeof code !== 'string') return 500;
  if (Object.hasOwn(ERRORS, code)) return ERRORS[code as ErrorCode].status;
  return DOCUMENT_CODES[code] ?? 500;
}

/** True for mistakes of the document or its variables, which `application/json` answers with 200 (GraphQL over HTTP, legacy media type). */
export function isDocumentMistake(error: GraphQLFormattedError | undefined): boolean {
  const code = error?.extensions?.['code'];
  if (code === 'BAD_USER_INPUT') return error?.extensions?.['header'] === undefined;
  return code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED' || code === 'OPERATION_RESOLUTION_FAILURE';
}

/** The result of an operation that failed as a whole. */
export function failure(error: GraphError): ExecutionResult {
  return { errors: [new GraphQLError(error.message, { originalError: error, extensions: error.extensions })] };
}
