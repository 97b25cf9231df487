import type { DocumentNode, ExecutionResult } from 'graphql';
import type { CompletedCall } from '../odoo/port.ts';

/** One operation on one subgraph, as the gateway hands it over in process or a subgraph server reads it from HTTP. */
export interface SubgraphRequest {
  /** Validated by the caller or planned by the engine; parsed once. */
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  /** The gateway's signed principal (access/assertion.ts). Without a good one nothing is answered, not even `_service`. */
  readonly assertion: string | null;
  /** Key of the request that this hop belongs to: per-request loaders are shared by the hops of one request in process. */
  readonly requestScope: object;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** BCP 47 language of the caller, already reduced to what Odoo knows (`fr_FR`), or undefined for the default. */
  readonly language?: string | undefined;
  /** The client's `Idempotency-Key`, for the mutations of the operation. */
  readonly idempotencyKey?: string | undefined;
  readonly onOdooCall?: ((call: CompletedCall) => void) | undefined;
}

/** An executable subgraph. */
export interface Subgraph {
  readonly name: string;
  /** Federation 2 SDL as composition wants it: expanded, without our own directives. */
  readonly sdl: string;
  execute(request: SubgraphRequest): Promise<ExecutionResult>;
}
