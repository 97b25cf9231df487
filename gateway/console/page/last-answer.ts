import { send, type Timed } from './ask.ts';
import { session } from './session.ts';
import { createStore } from './store.ts';

/** The answer that the result pane shows, with what it took. */
export const lastAnswer = createStore<Timed | null>(null);

interface FetcherParams {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

const INTROSPECTION = 'IntrospectionQuery';

/** How GraphiQL asks: with the visitor's credential, and with the answer kept for the cost bar and the downloads. */
export async function fetcher({ query, variables, operationName }: FetcherParams, options?: { readonly headers?: Record<string, string> }): Promise<unknown> {
  // Without a credential there is nothing to explore, and the schema may be nobody's business.
  if (operationName === INTROSPECTION && session.get() === null) return { errors: [{ message: 'Sign in to read the schema.' }] };
  // The editor's idea of the operation may be that of the document before.
  const named = operationName && new RegExp(`\\b${operationName}\\b`).test(query) ? operationName : undefined;
  const timed = await send({ query, variables: variables ?? undefined, operationName: named }, options?.headers);
  if (operationName !== INTROSPECTION) lastAnswer.set(timed);
  const { data, ...rest } = timed.answer;
  // What was asked for first; refusals and cost after it.
  return data === undefined ? rest : { data, ...rest };
}
