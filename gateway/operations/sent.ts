import type { HTTPGraphQLRequest } from '@apollo/server';
import { GraphError } from '../../platform/errors.ts';

/** What a request sends as its operation: a text, the id of one, or both. */
export interface SentOperation {
  readonly text: string | undefined;
  /** SHA-256 of a text in lower-case hexadecimal digits, by whichever convention it was sent. */
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly variables: unknown;
}

type Body = Readonly<Record<string, unknown>>;

const HASH = /^(?:sha256:)?([0-9a-f]{64})$/i;

/** The operation of a request, or null when it is too malformed to have one: Apollo says what is wrong with those. */
export function sentOperation(request: HTTPGraphQLRequest): SentOperation | null {
  const body = request.method === 'POST' ? request.body : parametersOf(request.search);
  if (!isRecord(body)) return null;
  const { query, operationName, variables } = body;
  return {
    text: typeof query === 'string' && query !== '' ? query : undefined,
    id: idOf(body),
    name: typeof operationName === 'string' ? operationName : undefined,
    variables,
  };
}

/** The same request with this text in the place of an id. */
export function withText(request: HTTPGraphQLRequest, text: string): HTTPGraphQLRequest {
  if (request.method === 'POST') {
    const { extensions: _, ...body } = isRecord(request.body) ? request.body : {};
    return { ...request, body: { ...body, query: text } };
  }
  const parameters = new URLSearchParams(request.search);
  parameters.delete('extensions');
  parameters.set('query', text);
  return { ...request, search: `?${parameters.toString()}` };
}

/** Apollo sends `extensions.persistedQuery.sha256Hash`, the specification's draft and Relay's clients `documentId`, `id` or `doc_id`. */
function idOf(body: Body): string | undefined {
  const { extensions, documentId, id, doc_id: relayId } = body;
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
  const given = isRecord(persisted) ? persisted['sha256Hash'] : (documentId ?? id ?? relayId);
  if (given === undefined || given === null) return undefined;
  const hash = typeof given === 'string' ? HASH.exec(given)?.[1] : undefined;
  if (hash === undefined) throw new GraphError('BAD_USER_INPUT', 'The id of an operation is the SHA-256 of its text in 64 hexadecimal digits.');
  return hash.toLowerCase();
}

/** Of a GET. A parameter that is given twice is Apollo's to refuse. */
function parametersOf(search: string): Body | null {
  const parameters = new URLSearchParams(search);
  const names = [...parameters.keys()];
  if (new Set(names).size !== names.length) return null;
  const values = Object.fromEntries(parameters);
  try {
    return { ...values, variables: json(values['variables']), extensions: json(values['extensions']) };
  } catch {
    return null;
  }
}

function json(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
