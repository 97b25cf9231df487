import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysInMemory, type IdempotencyKeys } from '../../platform/idempotency.ts';
import { idempotencyKeys, keysInStore } from '../../store/idempotency-keys.ts';
import { openStore } from '../../store/open.ts';
import { prepare } from '../../store/prepare.ts';
import { describeMongo } from '../real/mongo/suite.ts';

const LEASE_MS = 400;

/** What every place of keys keeps. */
function keysKept(open: () => IdempotencyKeys): void {
  const use = (id: string, fingerprint = 'a') => ({ id, fingerprint });

  it('gives a new key to one of those who race for it', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => open().claim(use('race'))));
    expect(claims.map(({ kind }) => kind).toSorted()).toEqual([...Array.from({ length: 7 }, () => 'busy'), 'mine']);
  });

  it('replays an answer as it was, whatever stands in it', async () => {
    const keys = open();
    const claim = await keys.claim(use('answered'));
    expect(claim).toMatchObject({ kind: 'mine', recovering: false });
    const answer = { customer: 7, 'a.b': '$x', list: [null, 'é'], userErrors: [] };
    if (claim.kind === 'mine') await keys.answer('answered', claim.owner, answer);
    expect(await keys.claim(use('answered'))).toEqual({ kind: 'answered', answer });
    expect(await keys.claim(use('answered', 'b'))).toEqual({ kind: 'otherInput' });
  });

  it('frees a key under which nothing was done', async () => {
    const keys = open();
    const claim = await keys.claim(use('released'));
    if (claim.kind === 'mine') await keys.release('released', claim.owner);
    expect(await keys.claim(use('released', 'b'))).toMatchObject({ kind: 'mine', recovering: false });
  });

  it('lets the next one recover what was abandoned, at once', async () => {
    const keys = open();
    const claim = await keys.claim(use('abandoned'));
    if (claim.kind === 'mine') await keys.abandon('abandoned', claim.owner);
    expect(await keys.claim(use('abandoned'))).toMatchObject({ kind: 'mine', recovering: true });
  });

  it('takes a key from who gives no sign of life, and from nobody who does', async () => {
    const keys = open();
    const claim = await keys.claim(use('silent'));
    if (claim.kind !== 'mine') throw new Error('the key is new');
    await sleep(LEASE_MS * 0.6);
    expect(await keys.renew('silent', claim.owner)).toBe(true);
    await sleep(LEASE_MS * 0.6);
    expect(await keys.claim(use('silent'))).toEqual({ kind: 'busy' });
    await sleep(LEASE_MS);
    expect(await keys.claim(use('silent', 'b'))).toEqual({ kind: 'otherInput' });
    const next = await keys.claim(use('silent'));
    expect(next).toMatchObject({ kind: 'mine', recovering: true });
    expect(await keys.renew('silent', claim.owner)).toBe(false);
    await keys.answer('silent', claim.owner, { late: true });
    await keys.release('silent', claim.owner);
    expect(await keys.claim(use('silent'))).toEqual({ kind: 'busy' });
  });
}

describe('idempotency keys in memory', () => {
  const keys = keysInMemory(LEASE_MS);
  keysKept(() => keys);

  it('are forgotten after two days', async () => {
    let now = 0;
    const clocked = keysInMemory(LEASE_MS, () => now);
    const claim = await clocked.claim({ id: 'old', fingerprint: 'a' });
    if (claim.kind === 'mine') await clocked.answer('old', claim.owner, {});
    now = 24 * 3_600_000;
    expect(await clocked.claim({ id: 'old', fingerprint: 'a' })).toMatchObject({ kind: 'answered' });
    now = 49 * 3_600_000;
    expect(await clocked.claim({ id: 'old', fingerprint: 'a' })).toMatchObject({ kind: 'mine', recovering: false });
  });
});

describe('idempotency keys in the embedded store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'odoo-graph-keys-'));
  let store: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    store = await openStore({ folder });
    await prepare(store, [idempotencyKeys]);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  keysKept(() => keysInStore(store.db, LEASE_MS));
});

describeMongo('idempotency keys in MongoDB', (mongo) => {
  let store: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    store = await openStore({ uri: mongo().uri, folder: tmpdir() });
    await prepare(store, [idempotencyKeys]);
    await idempotencyKeys.in(store.db).deleteMany({});
  });
  afterAll(() => store?.close());
  keysKept(() => keysInStore(store.db, LEASE_MS));
});
