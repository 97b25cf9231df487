import { parentPort, workerData } from 'node:worker_threads';
import { keepCompiled } from '../../platform/compile-cache.ts';
import type { SandboxAddress, ThreadOptions } from './thread.ts';

keepCompiled();
const { startSandbox } = await import('./start.ts');
const { url, db, username, apiKey } = await startSandbox(workerData as ThreadOptions);
parentPort?.postMessage({ url, db, username, apiKey } satisfies SandboxAddress);
