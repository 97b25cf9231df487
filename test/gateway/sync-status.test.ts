import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtSync, syncStatusOf } from '../../gateway/sync-status.ts';
import { openStore, type Store } from '../../store/open.ts';
import { prepare } from '../../store/prepare.ts';
import { runs, SYNC_COLLECTIONS } from '../../sync/collections.ts';
import type { SyncRunDocument } from '../../sync/runs.ts';
import { saveSchedule } from '../../sync/state.ts';

const settings = (folder: string) => ({ ODOO_SYNC_INTERVAL: '*/5 * * * *', ODOO_AUTO_SYNC: true, MONGODB_URI: undefined, DATA_DIR: folder });
const folderOf = (): string => mkdtempSync(join(tmpdir(), 'sync-status-'));

describe('how the synchronisation stands, for the checklist', () => {
  const folder = folderOf();
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ folder });
    await prepare(store, SYNC_COLLECTIONS);
  });
  afterAll(() => store.close());

  async function ran(minutesAgo: number, more: Partial<SyncRunDocument> = {}): Promise<void> {
    const startedAt = new Date(Date.now() - minutesAgo * 60_000);
    const run: SyncRunDocument = { _id: `${minutesAgo}`, kind: 'FULL', trigger: 'SCHEDULE', state: 'SUCCEEDED', startedAt, finishedAt: startedAt, by: null, force: null, entities: {}, errors: [], totalErrors: 0, odooCalls: 3, ...more };
    await runs.in(store.db).insertOne(run);
  }
  const isOverdue = async (): Promise<boolean> => (await syncStatusOf(store, settings(folder))()).isOverdue;

  it('is not overdue before it ran, nor after one turn that was left out, but after two', async () => {
    expect(await isOverdue()).toBe(false);
    await ran(12);
    expect(await isOverdue()).toBe(true);
    await ran(11, { state: 'FAILED' });
    expect(await isOverdue()).toBe(true);
    await ran(4);
    expect(await isOverdue()).toBe(false);
  });

  it('goes by the schedule that was set through the graph', async () => {
    await saveSchedule(store.db, { interval: '0 3 * * *', enabled: true }, 'somebody');
    await runs.in(store.db).deleteOne({ _id: '4' });
    expect(await isOverdue()).toBe(false);
    await saveSchedule(store.db, { interval: '* * * * *', enabled: false }, 'somebody');
    const { schedule } = await syncStatusOf(store, settings(folder))();
    expect([schedule.enabled, schedule.interval, await isOverdue()]).toEqual([false, '* * * * *', false]);
  });

  it('cannot be told by a command while the graph has the store open', async () => {
    expect(await lookAtSync(settings(folder))).toEqual({ kind: 'unknown', because: expect.stringMatching(/in use by another process.* A running graph answers it in setupChecklist\.$/) });
  });

  it('is that nothing ran where there is no store yet, and a command makes none', async () => {
    const fresh = folderOf();
    expect(await lookAtSync(settings(fresh))).toMatchObject({ kind: 'known', synchronisation: { lastRun: null, entities: [], schedule: { enabled: true, interval: '*/5 * * * *' } } });
    expect(readdirSync(fresh)).toEqual([]);
  });

  it('is read by a command from a store that nobody has open', async () => {
    const closed = folderOf();
    {
      await using own = await openStore({ folder: closed });
      await prepare(own, SYNC_COLLECTIONS);
      await runs.in(own.db).insertOne({ _id: 'a', kind: 'FULL', trigger: 'MANUAL', state: 'PARTIAL', startedAt: new Date(0), finishedAt: new Date(1), by: 'x', force: null, entities: {}, errors: [], totalErrors: 2, odooCalls: 1 });
    }
    expect(await lookAtSync(settings(closed))).toMatchObject({ kind: 'known', synchronisation: { isOverdue: true, lastRun: { state: 'PARTIAL', totalErrors: 2 } } });
  });
});
