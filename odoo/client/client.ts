import type { OdooCall, OdooPort, OdooRequest, OdooVersion } from '../port.ts';
import type { Breaker } from './breaker.ts';
import { startDeadline } from './deadline.ts';
import { OdooFault } from './faults.ts';
import type { Http } from './http.ts';
import type { FairQueue } from './queue.ts';
import { withRetries } from './retry.ts';
import type { Transport } from './transports/transport.ts';

export interface ClientParts {
  readonly version: OdooVersion;
  readonly transport: Transport;
  readonly http: Http;
  readonly queue: FairQueue;
  readonly breaker: Breaker;
  readonly callTimeoutMs: number;
  readonly attempts: number;
  readonly retryDelayMs: number;
}

/**
 * The one way to Odoo. A call waits for its turn (fair between tenants), goes through the circuit breaker, and is repeated
 * where its kind allows; the request's deadline bounds all of it and its signal ends it at once.
 */
export class OdooClient implements OdooPort {
  readonly version: OdooVersion;
  readonly transport: 'jsonrpc' | 'json2';
  readonly #parts: ClientParts;

  constructor(parts: ClientParts) {
    this.version = parts.version;
    this.transport = parts.transport.name;
    this.#parts = parts;
  }

  /** How things stand, for metrics and the console. */
  get health(): { readonly breaker: Breaker['state']; readonly running: number; readonly waiting: number } {
    const { breaker, queue } = this.#parts;
    return { breaker: breaker.state, running: queue.running, waiting: queue.waiting };
  }

  /**
   * Answers what the method returns: None as null, a recordset as a list of ids (also of `create` and `copy`).
   * The caller says what `T` is; nothing here checks it.
   *
   * @throws OdooFault
   */
  async call<T>(call: OdooCall, request: OdooRequest): Promise<T> {
    const { queue, breaker, callTimeoutMs, attempts, retryDelayMs } = this.#parts;
    using deadline = startDeadline(request, callTimeoutMs);
    const { signal } = deadline;
    let left = false;
    const attempt = (): Promise<T> => {
      left = true;
      return this.#attempt<T>(call, request, signal);
    };
    try {
      return await withRetries(
        { kind: call.kind, signal, deadline: deadline.at, attempts, baseDelayMs: retryDelayMs, random: Math.random },
        () => queue.run(request.tenant, signal, () => breaker.run(attempt)),
      );
    } catch (error) {
      throw error instanceof OdooFault ? error.of(call, error.uncertain && left && call.kind === 'write') : error;
    }
  }

  /** Lets the calls that are under way end (each has its deadline); later ones fail. */
  close(): Promise<void> {
    return this.#parts.http.close();
  }

  async #attempt<T>(call: OdooCall, request: OdooRequest, signal: AbortSignal): Promise<T> {
    const { model, method, args = {}, ids = [] } = call;
    const startedAt = performance.now();
    let outcome: 'ok' | 'fault' = 'fault';
    try {
      const result = await this.#parts.transport.send(call, signal, request.traceparent);
      outcome = 'ok';
      return result as T;
    } finally {
      request.onCall?.({ model, method, args, ids, milliseconds: performance.now() - startedAt, outcome });
    }
  }
}
