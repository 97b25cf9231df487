import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { INTERNAL_ERROR, send } from './wire/answer.ts';

/** What goes wrong next. Each fault lasts until it is cleared, or for `times` requests. */
export type Fault =
  /** The answer comes after so many milliseconds. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection is reset before anything is answered. */
  | { readonly kind: 'reset' }
  /** The whole answer's length is announced, half of it sent, then the connection cut. */
  | { readonly kind: 'truncate' }
  /** 500 with an HTML page, as an overloaded Odoo answers. */
  | { readonly kind: 'html500' }
  /** A status with a body of one's own. */
  | { readonly kind: 'answer'; readonly status: number; readonly contentType: string; readonly body: string }
  /** What was asked is done, and its answer is lost with the connection. */
  | { readonly kind: 'lost' }
  /** The request is read and nothing ever comes back. */
  | { readonly kind: 'hang' };

interface Pending {
  readonly fault: Fault;
  readonly after: number;
  remaining: number;
  seen: number;
}

/** A switchboard of faults for tests: set one, and requests to the API routes meet it. */
export class Faults {
  #pending: Pending[] = [];

  /** Lets requests fail from the `after`-th on (0: the next), `times` of them (default: until cleared). */
  set(fault: Fault, { times = Infinity, after = 0 }: { readonly times?: number; readonly after?: number } = {}): void {
    this.#pending.push({ fault, after, remaining: times, seen: 0 });
  }

  clear(): void {
    this.#pending = [];
  }

  /** The fault that the request meets, used up by one. */
  next(): Fault | undefined {
    for (const pending of this.#pending) {
      pending.seen += 1;
      if (pending.seen <= pending.after || pending.remaining <= 0) continue;
      pending.remaining -= 1;
      return pending.fault;
    }
    return undefined;
  }
}

/** Plays the fault on a response; true when the request needs no other answer. */
export async function play(fault: Fault, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case 'lost':
      // The server cuts the connection when it has done what was asked.
      return false;
    case 'delay':
      await sleep(fault.milliseconds);
      return false;
    case 'hang':
      return true;
    case 'reset':
      request.socket.resetAndDestroy();
      return true;
    case 'truncate':
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': 1_000 });
      response.write('{"jsonrpc": "2.0", "id": 1, "res', () => request.socket.destroy());
      return true;
    case 'html500':
      send(response, INTERNAL_ERROR);
      return true;
    case 'answer':
      send(response, { status: fault.status, headers: { 'Content-Type': fault.contentType }, body: fault.body });
      return true;
  }
}
