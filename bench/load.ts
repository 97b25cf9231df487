import { Pool } from 'undici';

export interface Load {
  readonly rps: number;
  /** Milliseconds of the server's CPU for each request. */
  readonly cpuMs: number;
  readonly bytes: number;
}

export interface Usage {
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly heapMb: number;
}

/** What a server has used since its start, from its own /metrics. */
export async function usage(pool: Pool): Promise<Usage> {
  const { body } = await pool.request({ method: 'GET', path: '/metrics' });
  const text = await body.text();
  const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    cpuMs: value('process_cpu_seconds_total') * 1000,
    rssMb: value('process_resident_memory_bytes') / 1e6,
    heapMb: value('nodejs_heap_size_used_bytes') / 1e6,
  };
}

/** Sends one query for `seconds` with `clients` at a time. Throws when an answer has errors. */
export async function load(url: string, query: string, { seconds, clients }: { seconds: number; clients: number }, headers: Record<string, string> = {}): Promise<Load> {
  const pool = new Pool(url, { connections: clients });
  const body = JSON.stringify({ query });
  const send = async (): Promise<string> => {
    const response = await pool.request({ method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', ...headers }, body });
    return response.body.text();
  };
  const first = await send();
  if (!first.startsWith('{"data"')) throw new Error(first.slice(0, 500));

  const before = await usage(pool);
  const started = performance.now();
  const end = started + seconds * 1000;
  let count = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      await send();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = performance.now() - started;
  const after = await usage(pool);
  await pool.close();
  return { rps: (count / elapsed) * 1000, cpuMs: (after.cpuMs - before.cpuMs) / count, bytes: first.length };
}
