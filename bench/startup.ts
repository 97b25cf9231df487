import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Pool } from 'undici';
import { usage } from './load.ts';
import { median, row, startServer } from './processes.ts';

/** Time and CPU from the start of the process to its ready line; with nothing compiled beforehand, and as after `npm ci`, which compiles. */
const RUNS = Number(process.argv[2] ?? 5);
const dataDir = mkdtempSync(join(tmpdir(), 'bench-startup-'));

async function start(cache: string): Promise<{ ms: number; cpuMs: number }> {
  const began = performance.now();
  const { url, child } = await startServer('../gateway/start.ts', [], { PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, NODE_COMPILE_CACHE: cache });
  const ms = performance.now() - began;
  const pool = new Pool(url);
  const { cpuMs } = await usage(pool);
  await pool.close();
  const ended = once(child, 'exit');
  child.kill();
  await ended;
  return { ms, cpuMs };
}

const cold: { ms: number; cpuMs: number }[] = [];
for (let run = 0; run < RUNS; run += 1) cold.push(await start(mkdtempSync(join(dataDir, 'cache-'))));
const kept = mkdtempSync(join(dataDir, 'cache-'));
await start(kept);
const warm: { ms: number; cpuMs: number }[] = [];
for (let run = 0; run < RUNS; run += 1) warm.push(await start(kept));
rmSync(dataDir, { recursive: true });

console.log(row(`medians of ${RUNS} starts`, 'ms to ready', 'CPU ms'));
for (const [name, runs] of [['nothing compiled', cold], ['after npm ci', warm]] as const) {
  console.log(row(name, median(runs.map(({ ms }) => ms)).toFixed(0), median(runs.map(({ cpuMs }) => cpuMs)).toFixed(0)));
}
