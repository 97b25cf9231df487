import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Sandbox, SandboxOptions } from './start.ts';

/** What a client of the sandbox needs to know. */
export type SandboxAddress = Pick<Sandbox, 'url' | 'db' | 'username' | 'apiKey'>;

/** What can be said to another thread. */
export type ThreadOptions = Pick<SandboxOptions, 'version' | 'generation'>;

export interface SandboxThread extends SandboxAddress {
  stop(): Promise<void>;
}

/**
 * Starts the sandbox on a thread of its own: it loads its records while the caller goes on starting, and its work never stops the
 * caller's event loop, as a real Odoo's would not. Throws what the sandbox threw.
 */
export async function startSandboxThread(options: ThreadOptions): Promise<SandboxThread> {
  const worker = new Worker(new URL('thread-main.ts', import.meta.url), { workerData: options, resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 } });
  const [address] = (await once(worker, 'message')) as [SandboxAddress];
  return { ...address, stop: async () => void (await worker.terminate()) };
}
