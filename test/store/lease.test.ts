import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Db } from 'mongodb';
import { expect, it } from 'vitest';
import { startEmbedded } from '../../store/embedded/server.ts';
import { acquire, leases, whileHolding } from '../../store/lease.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onBothEngines } from './contract/engines.ts';
import { describeMongo } from '../real/mongo/suite.ts';

/** Lets the lease run out without waiting for it. */
const expire = (db: Db, name: string): Promise<unknown> => leases.in(db).updateOne({ _id: name }, { $set: { expiresAt: new Date(0) } });

onBothEngines('a lease', ({ db }) => {
  it('is held by one; given back it is free, with a greater fence for the next', async () => {
    const first = await acquire(db(), { name: 'one', owner: 'a', seconds: 30 });
    expect(first?.fence).toBe(1);
    expect(await acquire(db(), { name: 'one', owner: 'b', seconds: 30 })).toBeNull();
    await first?.release();
    expect((await acquire(db(), { name: 'one', owner: 'b', seconds: 30 }))?.fence).toBe(2);
  });

  it('the same owner gets it again, with the same fence', async () => {
    await acquire(db(), { name: 'again', owner: 'a', seconds: 30 });
    expect((await acquire(db(), { name: 'again', owner: 'a', seconds: 30 }))?.fence).toBe(1);
  });

  it('runs out by the server’s clock and is taken over; then the old holder can neither renew nor release it', async () => {
    const old = await acquire(db(), { name: 'late', owner: 'a', seconds: 30 });
    expect(await old?.renew()).toBe(true);
    await expire(db(), 'late');
    expect(await old?.renew()).toBe(false);
    const next = await acquire(db(), { name: 'late', owner: 'b', seconds: 30 });
    expect(next?.fence).toBe(2);
    await old?.release();
    expect(await acquire(db(), { name: 'late', owner: 'c', seconds: 30 })).toBeNull();
  });

  it('after it ran out, the same owner has a new fence', async () => {
    await acquire(db(), { name: 'own', owner: 'a', seconds: 30 });
    await expire(db(), 'own');
    expect((await acquire(db(), { name: 'own', owner: 'a', seconds: 30 }))?.fence).toBe(2);
  });

  it('of twenty that ask at once one gets it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => acquire(db(), { name: 'race', owner: `o${index}`, seconds: 30 })));
    expect(answers.filter((lease) => lease !== null)).toHaveLength(1);
  });

  it('work under it is told when it is lost, and the lease is free after the work', async () => {
    const ended = await whileHolding(db(), { name: 'work', owner: 'a', seconds: 0.3, waitSeconds: 1 }, async (signal) => {
      await leases.in(db()).updateOne({ _id: 'work' }, { $set: { owner: 'thief' } });
      await Promise.race([new Promise((done) => signal.addEventListener('abort', done)), sleep(5_000)]);
      return String(signal.reason);
    });
    expect(ended).toBe('Error: The lease work was lost.');
    expect(await whileHolding(db(), { name: 'free', owner: 'a', seconds: 30, waitSeconds: 1 }, async () => 'done')).toBe('done');
    expect((await acquire(db(), { name: 'free', owner: 'b', seconds: 30 }))?.fence).toBe(2);
    await expect(whileHolding(db(), { name: 'free', owner: 'c', seconds: 30, waitSeconds: 0.1 }, async () => 'done')).rejects.toThrow('The lease free was not free within 0.1 s.');
  });
});

const HOLDER = fileURLToPath(new URL('lease-holder.ts', import.meta.url));

/** Three processes take the lease ten times each; returns what they said. */
async function race(uri: string): Promise<{ readonly fences: number[]; readonly inside: number[] }> {
  const said = await Promise.all(
    ['a', 'b', 'c'].map(async (owner) => {
      const child = spawn(process.execPath, [HOLDER, uri, owner, '10'], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
      await new Promise((done) => child.once('close', done));
      return output.trim().split('\n').map((line) => line.split(' ').map(Number) as [number, number]);
    }),
  );
  const lines = said.flat();
  return { fences: lines.map(([fence]) => fence).sort((one, other) => one - other), inside: lines.map(([, inside]) => inside) };
}

const EVERY_FENCE_ONCE = Array.from({ length: 30 }, (_, index) => index + 1);

it('three processes never hold it together (embedded)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const server = await startEmbedded(folder);
  try {
    const { fences, inside } = await race(server.uri);
    expect(fences).toEqual(EVERY_FENCE_ONCE);
    expect(inside).toEqual(inside.map(() => 1));
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}, 60_000);

describeMongo('a lease between processes', (mongo) => {
  it('three processes never hold it together', async () => {
    const { fences, inside } = await race(mongo().uri);
    expect(fences.map((fence, index) => fence - (fences[0] ?? 0) - index)).toEqual(fences.map(() => 0));
    expect(inside).toEqual(inside.map(() => 1));
  }, 60_000);
});
