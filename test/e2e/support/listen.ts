import { expect } from 'vitest';

/** Somebody who reads the stream of events. */
export interface Listener {
  /** What came, one JSON text for each hint. */
  readonly heard: string[];
  stop(): Promise<void>;
}

/** Opens the stream of events of production orders, and answers when it is ready. */
export async function listen(url: string, headers: Readonly<Record<string, string>>): Promise<Listener> {
  const leave = new AbortController();
  const response = await fetch(`${url}/events/production-orders`, { headers, signal: leave.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const heard: string[] = [];
  const ready = Promise.withResolvers<void>();
  const reading = (async () => {
    let rest = '';
    for await (const chunk of response.body ?? []) {
      rest += Buffer.from(chunk).toString('utf8');
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        if (part.includes('event: ready')) ready.resolve();
        const data = /event: order\ndata: (.*)/.exec(part)?.[1];
        if (data !== undefined) heard.push(data);
      }
    }
  })().catch(() => undefined);
  await ready.promise;
  return { heard, stop: async () => (leave.abort(), reading) };
}
