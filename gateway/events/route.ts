import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Db } from 'mongodb';
import type { Principal } from '../../access/principal.ts';
import { GraphError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { OrderEvent, OrderHub } from '../../sync/hub.ts';
import type { Door } from '../door.ts';
import { send, type Route } from '../http.ts';
import { refusal } from '../refusal.ts';
import { noOutcome } from '../request.ts';
import { Watch } from './watch.ts';

export interface EventsOptions {
  readonly db: Db;
  readonly hub: OrderHub;
  readonly door: Door;
  readonly verify: (assertion: string) => Promise<Principal>;
  readonly log: Log;
  /** How often credential and memberships are looked at again. */
  readonly checkMs?: number;
  readonly beatMs?: number;
}

export interface EventStreams {
  readonly route: Route;
  /** Ends all streams: a stopping server does not wait for them. */
  stop(): void;
}

const ADMISSION_MS = 10_000;
/** A wall display has one; who opens more has forgotten to close them. */
const STREAMS_PER_SUBJECT = 5;
const STREAMS = 500;
/** Who does not read is let go of: the hints are of no use later. */
const MAX_UNREAD_BYTES = 256_000;

/**
 * `GET /events/production-orders`: server-sent events that say which orders of the dashboard changed, for who may see them.
 * The credential is that of `/graphql`, in its headers, and is looked at again every minute: a stream ends with it.
 */
export function createEventStreams({ db, hub, door, verify, log, checkMs = 60_000, beatMs = 20_000 }: EventsOptions): EventStreams {
  const open = new Map<ServerResponse, string>();

  const admit = async (headers: IncomingHttpHeaders): Promise<{ readonly subject: string; readonly principal: Principal }> => {
    const visitor = await door.admit(headers);
    if (visitor.subject === 'anonymous') throw new GraphError('UNAUTHENTICATED', 'The events of production orders need a credential.');
    const signal = AbortSignal.timeout(ADMISSION_MS);
    const principal = await verify(await visitor.assertion({ signal, deadline: Date.now() + ADMISSION_MS, tenant: visitor.subject }));
    if (principal.problem !== null) throw new GraphError(principal.problem.code, principal.problem.message);
    return { subject: visitor.subject, principal };
  };

  const route: Route = async (request, response) => {
    if (request.method !== 'GET') {
      response.setHeader('allow', 'GET, OPTIONS');
      return send(response, 405, 'text/plain; charset=utf-8', 'Only GET.\n');
    }
    try {
      const admitted = await admit(request.headers);
      const own = [...open.values()].filter((subject) => subject === admitted.subject).length;
      if (own >= STREAMS_PER_SUBJECT || open.size >= STREAMS) throw new GraphError('LIMIT_EXCEEDED', `At most ${STREAMS_PER_SUBJECT} streams for one caller.`, { retryAfterSeconds: 60 });
      stream(request.headers, response, admitted);
    } catch (error) {
      const { status, headers, body } = refusal(error, request, noOutcome(), null, log);
      response.writeHead(status, headers).end(body);
    }
  };

  function stream(headers: IncomingHttpHeaders, response: ServerResponse, { subject, principal }: { readonly subject: string; readonly principal: Principal }): void {
    const watch = new Watch(db, principal);
    const write = (text: string): void => {
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
      else response.write(text);
    };
    let telling: Promise<void> = Promise.resolve();
    const tell = (events: readonly OrderEvent[]): void => {
      telling = telling
        .then(async () => {
          for (const hint of await watch.hints(events)) write(`id: ${randomUUID()}\nevent: order\ndata: ${JSON.stringify(hint)}\n\n`);
        })
        .catch((error: unknown) => log.warn('a watcher could not be told', { error }));
    };
    const check = async (): Promise<void> => {
      try {
        watch.principal = (await admit(headers)).principal;
      } catch (error) {
        // An Odoo that is away is no reason to let somebody go; a credential that is not good any more is.
        if (!(error instanceof GraphError) || error.code.startsWith('UPSTREAM')) return;
        response.end(`event: end\ndata: ${JSON.stringify({ code: error.code })}\n\n`);
      }
    };
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    // What was missed is asked of the graph; after that the hints are complete.
    write('retry: 5000\nevent: ready\ndata: {}\n\n');
    open.set(response, subject);
    const unsubscribe = hub.subscribe(tell);
    const beat = setInterval(() => write(': \n\n'), beatMs);
    const again = setInterval(() => void check(), checkMs);
    response.once('close', () => {
      clearInterval(beat);
      clearInterval(again);
      unsubscribe();
      open.delete(response);
    });
  }

  return {
    route,
    stop() {
      for (const response of open.keys()) response.end('event: end\ndata: {"code":"STOPPING"}\n\n');
    },
  };
}
