import type { ExecutionResult, DocumentNode } from 'graphql';
import type { CompletedCall } from '../odoo/port.ts';

/** The caller as an earlier request found them. */
export interface Foreseen {
  /** Signed for the hop, like `GraphRequest.assertion`. */
  readonly assertion: string;
  /** Whether this request, which has looked the caller up by now, found the same. */
  readonly holds: () => boolean;
}

/** What one request has cost Odoo so far. */
export interface Cost {
  odooCalls: number;
  odooMs: number;
}

/** One request of a client on its way through the gateway: born in http.ts, passed in everywhere, kept nowhere. */
export interface GraphRequest {
  /** `x-request-id`, the client's own if it sent a usable one. */
  readonly id: string;
  /** Aborted when the client leaves or the deadline passes. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Odoo's code of the language that the client prefers (`fr_FR`). */
  readonly language: string | undefined;
  /** The client's `Idempotency-Key`. */
  readonly idempotencyKey?: string | undefined;
  /** Told once that the request is going to write: it gets the longer deadline of writes. */
  readonly beginMutation?: () => void;
  /** Identity of the request for loaders that its hops share. */
  readonly scope: object;
  readonly cost: Cost;
  /** The signed principal for the hop; resolved at the first use. Throws a GraphError when the caller cannot be known. */
  readonly assertion: () => Promise<string>;
  /** The principal of the caller's last request, to begin with while this one is looked up. */
  readonly foresee?: (() => Promise<Foreseen | null>) | undefined;
}

/** What became of a request, for its log line, its metrics and its HTTP status. Filled in on the way out. */
export interface Outcome {
  operationName: string | null;
  /** `query`, `mutation`, or `none` when no operation was reached. */
  operationType: string;
  errorCodes: readonly string[];
  result: 'ok' | 'partial' | 'failed';
  /** The document or its variables were wrong: GraphQL over HTTP treats these apart. */
  documentMistake: boolean;
  /** Points that it could cost at most, once that is known. */
  requested: number | null;
  /** For a refusal that passes with time: when to try again. */
  retryAfterSeconds: number | null;
}

/** The bill of a request that has asked Odoo nothing yet. */
export function noCost(): Cost {
  return { odooCalls: 0, odooMs: 0 };
}

export function noOutcome(): Outcome {
  return { operationName: null, operationType: 'none', errorCodes: [], result: 'failed', documentMistake: false, requested: null, retryAfterSeconds: null };
}

/** One fetch of the plan. */
export interface SubgraphFetch {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** Carries fetches to subgraphs, in this process or another. Failures are errors in the result, never thrown. */
export type ExecuteSubgraph = (name: string, fetch: SubgraphFetch, request: GraphRequest) => Promise<ExecutionResult>;

/** Adds a completed call to Odoo to the request's bill. */
export function charge(cost: Cost, call: Pick<CompletedCall, 'milliseconds'>): void {
  cost.odooCalls += 1;
  cost.odooMs += call.milliseconds;
}
