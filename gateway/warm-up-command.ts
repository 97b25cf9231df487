import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Starts the graph once over its sandbox and stops it, with data that is thrown away: from then on every start finds its code
 * compiled (platform/compile-cache.ts). `npm ci` runs it. Without it the first start does that work, so it never fails an installation.
 */
const GIVE_UP_MS = 60_000;

const dataDir = mkdtempSync(join(tmpdir(), 'odoo-graph-'));
const server = spawn(process.execPath, [fileURLToPath(new URL('start.ts', import.meta.url))], {
  // Nothing of the caller's settings: no Odoo of theirs is called.
  env: { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
  timeout: GIVE_UP_MS,
});
const ended = once(server, 'exit');
server.stdout.once('data', () => server.kill('SIGTERM'));
const [code] = (await ended) as [number | null];
rmSync(dataDir, { recursive: true });
if (code !== 0) console.warn('The code was not compiled ahead: the first start takes longer.');
