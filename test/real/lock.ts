import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, cacheFolder } from './cache.ts';
import { isAlive, markOf, until, type ProcessMark } from './processes.ts';

/** Does the work while no other process works on the cache. Takes the lock over from a process that died. */
export async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = join(cacheFolder('locks'), name);
  const holder = join(lock, 'holder.json');
  const taken = await until(() => take(lock, holder), 900);
  if (!taken) throw new Error(`Another process has been working on ${CACHE} for 15 minutes: ${readHolder(holder)?.pid ?? 'unknown'}`);
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock: string, holder: string): boolean {
  try {
    mkdirSync(lock);
    writeFileSync(holder, JSON.stringify(markOf(process.pid)));
    return true;
  } catch {
    const other = readHolder(holder);
    if (other !== null && !isAlive(other)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function readHolder(file: string): ProcessMark | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
  } catch {
    // The other process has made the lock and not signed it yet.
    return null;
  }
}
