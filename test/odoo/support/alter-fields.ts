import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Model → field → what is changed about it, null for a field or model that is not there. */
export type Alterations = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>> | null>> | null>>;

type Described = Record<string, Record<string, unknown>>;

function altered(described: Described, changes: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>): Described {
  const kept = Object.entries(described).filter(([field]) => changes[field] !== null);
  return Object.fromEntries(kept.map(([field, info]) => [field, { ...info, ...changes[field] }]));
}

/** An Odoo (JSON-2) in front of another, which describes some of its models otherwise and passes on everything else. */
export async function alterFields(url: string, alterations: Alterations): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(async (request, response) => {
    const body = request.method === 'POST' ? JSON.stringify(await json(request)) : null;
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name))) as Record<string, string>;
    const answer = await fetch(`${url}${request.url}`, { method: request.method ?? 'GET', headers, body });
    const [, model = ''] = /^\/json\/2\/([^/]+)\/fields_get$/.exec(request.url ?? '') ?? [];
    const changes = alterations[model];
    response.setHeader('content-type', answer.headers.get('content-type') ?? 'application/json');
    if (changes === null) return void response.writeHead(404).end(JSON.stringify({ name: 'werkzeug.exceptions.NotFound', message: `the model '${model}' does not exist`, arguments: [`the model '${model}' does not exist`, 404], context: {}, debug: '' }));
    response.writeHead(answer.status);
    if (changes === undefined || !answer.ok) return void response.end(Buffer.from(await answer.arrayBuffer()));
    response.end(JSON.stringify(altered((await answer.json()) as Described, changes)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
