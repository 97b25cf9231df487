import { readAnswer, type Answer, type RawAnswer } from './answer.ts';
import type { TypedDocumentString } from './gql/graphql.ts';

export interface GraphClientOptions {
  /** `http://127.0.0.1:4000/graphql` */
  readonly url: string;
  /** Asked before every request, so that a token can be renewed. */
  readonly credential: () => Promise<Credential> | Credential;
  /** Texts of the persisted documents by id: loaded only when the graph does not know one yet. */
  readonly manifest?: () => Promise<Readonly<Record<string, string>>>;
  /** Longest time for one answer. */
  readonly timeoutMs?: number;
}

export interface Credential {
  readonly token?: string;
  readonly apiKey?: string;
  /** Service Account in context, for callers who belong to several. */
  readonly serviceAccountId?: string;
}

type Operation = { readonly query: string } | { readonly query?: string; readonly extensions: PersistedQuery };

interface PersistedQuery {
  readonly persistedQuery: { readonly version: 1; readonly sha256Hash: string };
}

/** Answers with which a graph says that it wants the text after all. */
const WANTS_TEXT: ReadonlySet<unknown> = new Set(['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED']);

export interface GraphClient {
  /**
   * Asks one operation. Answers with data, together with what was refused or failed on the way; throws a GraphFailure when there is
   * no data, and an AbortError or TimeoutError when it was not waited for.
   */
  ask<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables, signal?: AbortSignal): Promise<Answer<Result>>;
}

/** A client of some 60 lines on top of `fetch`: an app can take it as it is, or give its documents to a library of its choice. */
export function createGraphClient({ url, credential, manifest, timeoutMs = 20_000 }: GraphClientOptions): GraphClient {
  const send = async (operation: Operation, variables: unknown, signal: AbortSignal): Promise<{ status: number; raw: RawAnswer }> => {
    const { token, apiKey, serviceAccountId } = await credential();
    const response = await fetch(url, {
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
        ...(serviceAccountId === undefined ? {} : { 'x-sa-id': serviceAccountId }),
      },
      body: JSON.stringify({ ...operation, variables }),
    });
    return { status: response.status, raw: (await response.json()) as RawAnswer };
  };

  return {
    async ask(document, variables, signal) {
      const limit = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
      const id = document.__meta__?.['hash'] as string | undefined;
      const text = { query: document.toString() };
      if (id === undefined || manifest === undefined) return read(await send(text, variables, limit));

      const extensions: PersistedQuery = { persistedQuery: { version: 1, sha256Hash: id.replace('sha256:', '') } };
      const first = await send({ extensions }, variables, limit);
      if (!WANTS_TEXT.has(first.raw.errors?.[0]?.extensions?.['code'])) return read(first);
      // The text must be the manifest's: the id is the SHA-256 of exactly that.
      const kept = (await manifest())[id];
      const isKnowable = kept !== undefined && first.raw.errors?.[0]?.extensions?.['code'] === 'PERSISTED_QUERY_NOT_FOUND';
      return read(await send(isKnowable ? { query: kept, extensions } : text, variables, limit));
    },
  };
}

function read<Result>({ status, raw }: { readonly status: number; readonly raw: RawAnswer }): Answer<Result> {
  return readAnswer<Result>(status, raw);
}
