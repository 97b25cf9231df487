import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request: answered; carried out with the answer lost; or lost on the way. */
export type Fate = 'answer' | 'lose the answer' | 'lose the request';

export interface Proxy {
  readonly url: string;
  /** Decides the fate of every request; told its path. */
  fate: (path: string) => Fate;
  /** Bodies of everything that reached Odoo and changes something. */
  readonly writes: string[];
  stop(): Promise<void>;
}

/** Stands between the synchronisation and Odoo and loses what it is told to lose. */
export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const writes: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const path = incoming.url ?? '/';
      const fate = proxy.fate(path);
      if (fate === 'lose the request') return void incoming.socket.destroy();
      const body = Buffer.concat(chunks);
      if (!/\/(search_read|search|context_get|web_search_read|search_count)$/.test(path)) writes.push(`${path} ${body.toString()}`);
      const upstream = send({ hostname, port, path, method: incoming.method, headers: incoming.headers }, (answer) => {
        if (fate === 'lose the answer') {
          answer.resume();
          answer.on('end', () => incoming.socket.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      upstream.on('error', () => incoming.socket.destroy());
      upstream.end(body);
    });
  });
  const proxy: Proxy = {
    url: '',
    fate: () => 'answer',
    writes,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
