import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';

export interface Workers {
  readonly address: Readonly<Record<'ODOO_URL' | 'ODOO_DB' | 'ODOO_USERNAME' | 'ODOO_API_KEY', string>>;
  close(): Promise<void>;
}

/** A sandbox in a process of its own behind so many workers, each busy for so long with a call: what makes an Odoo scarce, without its speed. */
export async function odooOfWorkers(count: number, milliseconds: number): Promise<Workers> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('sandbox-server.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const { url, db, username, apiKey } = JSON.parse(line) as Record<'url' | 'db' | 'username' | 'apiKey', string>;
  const behind = new Pool(url);
  const waiting: (() => void)[] = [];
  let free = count;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      if (free > 0) free -= 1;
      else await new Promise<void>((start) => waiting.push(start));
      await sleep(milliseconds);
      const { host: _, connection: __, ...headers } = request.headers;
      const answer = await behind.request({ method: request.method === 'GET' ? 'GET' : 'POST', path: request.url ?? '/', headers, body: body === '' ? null : body });
      const text = await answer.body.text();
      const next = waiting.shift();
      if (next) next();
      else free += 1;
      response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type'] ?? 'application/json') }).end(text);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: { ODOO_URL: `http://127.0.0.1:${port}`, ODOO_DB: db, ODOO_USERNAME: username, ODOO_API_KEY: apiKey },
    async close() {
      server.closeAllConnections();
      server.close();
      await behind.close();
      child.kill();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}
