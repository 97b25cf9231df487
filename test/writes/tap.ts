import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Where in a call something happens: before Odoo hears of it, while Odoo works on it, or when Odoo is done and has answered. */
export type Point = 'before' | 'during' | 'after';

/** A place between the graph and Odoo, from which the moments of a call are seen. */
export interface Tap {
  readonly url: string;
  /** Does something once, at a point of the n-th call from now on that changes something. */
  at(nth: number, point: Point, act: () => void): void;
  /** Breaks the connections to the graph; what Odoo has been asked goes on. */
  cut(): void;
  /** Nothing more is waited for. */
  off(): void;
  close(): Promise<void>;
}

const READS = /\/(web_search_read|web_read|search\w*|read\w*|formatted_read_group|fields_get|context_get|has_group|version\w*|jsonrpc)$/;

export async function openTap(odoo: string): Promise<Tap> {
  const target = new URL(odoo);
  let plan: { nth: number; readonly point: Point; readonly act: () => void } | null = null;

  /** What is to happen at the points of this call. */
  const planned = (path: string): ((point: Point) => void) => {
    if (plan === null || READS.test(path) || (plan.nth -= 1) > 0) return () => undefined;
    const { point: wanted, act } = plan;
    plan = null;
    return (point) => point === wanted && act();
  };

  const server = createServer((incoming, outgoing) => {
    const pass = async (): Promise<void> => {
      const body = await buffer(incoming);
      const reached = planned(new URL(incoming.url ?? '/', target).pathname);
      reached('before');
      if (incoming.socket.destroyed) return;
      const onward = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers: { ...incoming.headers, host: target.host } });
      onward.end(body, () => reached('during'));
      const [answer] = (await once(onward, 'response')) as [IncomingMessage];
      const said = await buffer(answer);
      reached('after');
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(said);
    };
    pass().catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    at(nth, point, act) {
      plan = { nth, point, act };
    },
    cut: () => server.closeAllConnections(),
    off() {
      plan = null;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
