import { GraphQLError, print, type DocumentNode, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { Pool, type Dispatcher } from 'undici';
import { GraphError } from '../platform/errors.ts';
import type { Tracing } from '../platform/tracing.ts';
import { HOP_COST, HOP_HEADERS, type HopBody, type HopCost } from './hop.ts';
import type { ExecuteSubgraph } from './request.ts';

export interface RemoteSubgraph {
  readonly execute: ExecuteSubgraph;
  /** Rejects when the server is not there. */
  check(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const MAX_ANSWER_BYTES = 64_000_000;

/** Executes fetches on a subgraph that is a server of its own: one keep-alive pool, documents printed once. */
export function remoteSubgraph(name: string, url: string, tracing: Tracing | null = null): RemoteSubgraph {
  const pool = new Pool(url, { connections: 32, headersTimeout: 0, bodyTimeout: 0 });
  const printed = new WeakMap<DocumentNode, string>();
  const textOf = (document: DocumentNode): string => {
    const text = printed.get(document) ?? print(document);
    printed.set(document, text);
    return text;
  };

  return {
    async execute(_name, { document, variables, operationName }, request) {
      const assertion = await request.assertion();
      const body: HopBody = { query: textOf(document), variables, operationName };
      const traceparent = tracing?.traceparent();
      const send = async (): Promise<RemoteResult> => {
        const response = await pool.request({
          method: 'POST',
          path: '/',
          headers: {
            'content-type': 'application/json',
            [HOP_HEADERS.assertion]: assertion,
            [HOP_HEADERS.timeLeft]: String(Math.max(0, request.deadline - Date.now())),
            [HOP_HEADERS.requestId]: request.id,
            ...(traceparent ? { traceparent } : {}),
            ...(request.language ? { [HOP_HEADERS.language]: request.language } : {}),
            ...(request.idempotencyKey ? { [HOP_HEADERS.idempotencyKey]: request.idempotencyKey } : {}),
          },
          body: JSON.stringify(body),
          signal: request.signal,
        });
        return readResult(response, name);
      };
      const result = await send().catch((error: unknown) => {
        if (request.signal.aborted) throw request.signal.reason;
        if (error instanceof GraphError) throw error;
        throw new GraphError('UPSTREAM_UNAVAILABLE', `The subgraph ${name} could not be reached.`, { subgraph: name }, { cause: error });
      });
      const cost = result.extensions?.[HOP_COST];
      if (cost) {
        request.cost.odooCalls += cost.odooCalls;
        request.cost.odooMs += cost.odooMs;
      }
      return {
        ...(result.data === undefined ? {} : { data: result.data }),
        ...(result.errors ? { errors: result.errors.map(asGraphQLError) } : {}),
      };
    },
    async check(signal) {
      const { statusCode, body } = await pool.request({ method: 'GET', path: '/healthz', signal });
      await body.dump();
      if (statusCode !== 200) throw new Error(`${name} answered ${statusCode}.`);
    },
    close: () => pool.close(),
  };
}

interface RemoteResult {
  readonly data?: ExecutionResult['data'];
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: { readonly [HOP_COST]?: HopCost };
}

async function readResult({ body }: Dispatcher.ResponseData, name: string): Promise<RemoteResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new GraphError('UPSTREAM_ERROR', `The subgraph ${name} answered too much.`, { subgraph: name });
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    const result: unknown = JSON.parse(text);
    if (typeof result === 'object' && result !== null && ('data' in result || 'errors' in result)) return result as RemoteResult;
  } catch {
    // Falls through: both are the same to the caller.
  }
  throw new GraphError('UPSTREAM_ERROR', `The subgraph ${name} answered something that is not GraphQL.`, { subgraph: name });
}

/** Locations are dropped: they point into the subgraph's document, which the client never saw. */
function asGraphQLError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { ...(path ? { path } : {}), ...(extensions ? { extensions } : {}) });
}
