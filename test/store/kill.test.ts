import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openStore } from '../../store/open.ts';

/** `npm run store-kills` kills a hundred times. */
const KILLS = Number(process.env['STORE_KILLS'] ?? 4);
const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url));

/** Runs the writer, kills it after a while of writing, and returns the numbers of the writes that were acknowledged. */
async function writeAndDie(folder: string, round: number): Promise<number[]> {
  const child = spawn(process.execPath, [WRITER, folder, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('close', done));
  let output = '';
  // Not by the clock: after so many writes, somewhere in the next one.
  const after = 3 + ((round * 7) % 23);
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.split('\n').length > after) setTimeout(() => child.kill('SIGKILL'), (round * 3) % 11);
  });
  await ended;
  return output.split('\n').slice(1, -1).map(Number);
}

it(`${KILLS} times killed while it writes: what was acknowledged is there, what was not is there whole or not at all`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  let counted = 0;
  try {
    for (let round = 0; round < KILLS; round += 1) {
      const acknowledged = await writeAndDie(folder, round);
      expect(acknowledged.length).toBeGreaterThan(0);
      await using store = await openStore({ folder });
      const entries = store.db.collection<{ _id: string; n: number }>('entries');
      const pairs = store.db.collection<{ _id: string; round: string }>('pairs');
      const found = async (pattern: string): Promise<number> => entries.countDocuments({ _id: { $regex: `^${pattern}` } });
      const last = acknowledged.at(-1) ?? 0;
      for (const n of acknowledged) {
        if (n % 4 === 0) expect(await entries.countDocuments({ _id: `${round}-${n}` }), `insert ${n}`).toBe(1);
        if (n % 4 === 1) expect(await found(`${round}-${n}-`), `insert of many ${n}`).toBe(20);
        if (n % 4 === 3) expect(await pairs.countDocuments({ _id: { $in: [`${round}-${n}-left`, `${round}-${n}-right`] } }), `transaction ${n}`).toBe(2);
      }
      // The one that was under way.
      expect([0, 20]).toContain(await found(`${round}-${last + 1}-`));
      expect((await pairs.countDocuments({ round: String(round) })) % 2).toBe(0);
      const counter = (await entries.findOne({ _id: 'counter' }))?.n ?? 0;
      const least = counted + acknowledged.filter((n) => n % 4 === 2).length;
      expect([least, least + 1]).toContain(counter);
      counted = counter;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000 + KILLS * 20_000);
