import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PARTNER_COLLECTIONS, partners, partnerUsage } from '../../partners/collections.ts';
import { livePartners } from '../../partners/live.ts';
import { partnerRegistry } from '../../partners/registry.ts';
import { usageCollector } from '../../partners/usage.ts';
import { GraphError } from '../../platform/errors.ts';
import { createLog } from '../../platform/log.ts';
import { joinStore } from '../../store/join.ts';
import { openStore, type Store } from '../../store/open.ts';
import { prepare } from '../../store/prepare.ts';
import { describeMongo } from '../real/mongo/suite.ts';

const log = createLog({ level: 'silent' });
let store: Store;

const BINDING = { serviceAccountId: 1004, role: 'STAFF', policy: 'sa_wide' } as const;
const ACME = { name: 'acme', kind: 'partner', binding: BINDING, scopes: ['read'], limits: { ratePerMinute: 30 } } as const;
const operation = (digit: string, name: string) => ({ id: digit.repeat(64), name, text: `query ${name} { viewer { name } }` });

/** A clock that stands still until it is moved. */
function clock(start = '2026-03-01T00:00:00Z') {
  let at = Date.parse(start);
  return { now: () => new Date(at), pass: (hours: number) => void (at += hours * 3_600_000) };
}

async function refusal(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    if (error instanceof GraphError) return error.code;
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  return 'let in';
}

/** The same on every store. */
function facts(uri: () => string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'partners-'));
  beforeAll(async () => {
    store = await openStore({ uri: uri(), folder });
    await prepare(store, PARTNER_COLLECTIONS);
  });
  beforeEach(async () => {
    await partners.in(store.db).deleteMany({});
    await partnerUsage.in(store.db).deleteMany({});
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  describe('a partner’s key', () => {
    test('is kept as a hash, and verified as the partner with its Service Account, role and limits', async () => {
      const { now } = clock();
      const registry = partnerRegistry(store.db, now);
      await registry.register(ACME);
      const { text, id, expiresAt } = await registry.createKey('acme', 90);
      expect(expiresAt.toISOString()).toBe('2026-05-30T00:00:00.000Z');
      const kept = JSON.stringify(await partners.in(store.db).findOne({ _id: 'acme' }));
      expect(kept).not.toContain(text.slice(-43));
      const live = await livePartners(store.db, { log, now });
      expect(await live.keys.verify(text)).toEqual({ id, name: 'partner:acme', scopes: ['read'], binding: BINDING, client: 'PARTNER', partner: 'acme', limits: { ratePerMinute: 30 } });
      for (const wrong of [`${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`, text.slice(0, -1), 'abp_', `abp_${'a'.repeat(12)}_${'A'.repeat(43)}`]) {
        expect(await refusal(live.keys.verify(wrong))).toBe('API_KEY_INVALID');
      }
      live.close();
    });

    test('ends on its day', async () => {
      const { now, pass } = clock();
      const registry = partnerRegistry(store.db, now);
      await registry.register(ACME);
      const { text } = await registry.createKey('acme', 1);
      const live = await livePartners(store.db, { log, now, believedMs: 1e12 });
      pass(23);
      expect(await refusal(live.keys.verify(text))).toBe('let in');
      pass(1);
      expect(await refusal(live.keys.verify(text))).toBe('API_KEY_EXPIRED');
      live.close();
    });

    test('that was rotated goes on for the hours of grace, and no longer', async () => {
      const { now, pass } = clock();
      const registry = partnerRegistry(store.db, now);
      await registry.register(ACME);
      const old = await registry.createKey('acme', 90);
      const fresh = await registry.rotateKey('acme', 90, 24);
      const live = await livePartners(store.db, { log, now, believedMs: 1e12 });
      expect([await refusal(live.keys.verify(old.text)), await refusal(live.keys.verify(fresh.text))]).toEqual(['let in', 'let in']);
      pass(24);
      expect([await refusal(live.keys.verify(old.text)), await refusal(live.keys.verify(fresh.text))]).toEqual(['API_KEY_EXPIRED', 'let in']);
      live.close();
    });

    test('that was revoked stops on every replica that follows the store, without a restart', async () => {
      const registry = partnerRegistry(store.db);
      await registry.register(ACME);
      const { text, id } = await registry.createKey('acme', 90);
      const replicas = await Promise.all([1, 2, 3].map(() => livePartners(store.db, { log, everyMs: 20 })));
      for (const { keys } of replicas) expect(await refusal(keys.verify(text))).toBe('let in');
      await registry.revokeKey('acme', id);
      await expect.poll(() => Promise.all(replicas.map(({ keys }) => refusal(keys.verify(text))))).toEqual(['API_KEY_INVALID', 'API_KEY_INVALID', 'API_KEY_INVALID']);
      for (const replica of replicas) replica.close();
    });

    test('is believed for a while when the store is away, then refused as an outage', async () => {
      const { now, pass } = clock();
      const other = mkdtempSync(join(tmpdir(), 'partners-'));
      const away = await openStore({ folder: other });
      await prepare(away, PARTNER_COLLECTIONS);
      const registry = partnerRegistry(away.db, now);
      await registry.register(ACME);
      const { text } = await registry.createKey('acme', 90);
      const live = await livePartners(away.db, { log, now, everyMs: 10 });
      await away.close();
      expect(await refusal(live.keys.verify(text))).toBe('let in');
      pass(0.1);
      expect(await refusal(live.keys.verify(text))).toBe('KEYS_UNAVAILABLE');
      live.close();
      rmSync(other, { recursive: true });
    });
  });

  describe('published operations', () => {
    test('belong to their partner; those of apps to everybody; withdrawn ones to nobody', async () => {
      const registry = partnerRegistry(store.db);
      await registry.register(ACME);
      await registry.register({ ...ACME, name: 'other' });
      await registry.register({ name: 'web', kind: 'app', binding: null, scopes: [], limits: {} });
      expect(await registry.publish('acme', [operation('a', 'A'), operation('b', 'B')])).toBe(2);
      expect(await registry.publish('acme', [operation('b', 'B'), operation('c', 'C')])).toBe(1);
      await registry.publish('web', [operation('d', 'D')]);
      const live = await livePartners(store.db, { log });
      const known = (): unknown[] => ['a', 'b', 'c', 'd'].map((digit) => [live.ofPartner('acme', digit.repeat(64)), live.ofPartner('other', digit.repeat(64)), live.ofApps(digit.repeat(64))].map((text) => text !== undefined));
      expect(known()).toEqual([[true, false, false], [true, false, false], [true, false, false], [false, false, true]]);
      expect(await registry.unpublish('acme', ['A', 'b'.repeat(64)])).toEqual(['a'.repeat(64), 'b'.repeat(64)]);
      await live.refresh();
      expect(known()).toEqual([[false, false, false], [false, false, false], [true, false, false], [false, false, true]]);
      live.close();
    });

    test('of two commands at once are all there', async () => {
      const registry = partnerRegistry(store.db);
      await registry.register(ACME);
      await Promise.all(['a', 'b', 'c'].map((digit) => registry.publish('acme', [operation(digit, digit)])));
      expect((await registry.get('acme')).operations.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'c']);
    });

    test('are not there by half: what cannot be withdrawn as a whole is left as it was', async () => {
      const registry = partnerRegistry(store.db);
      await registry.register(ACME);
      await registry.publish('acme', [operation('a', 'A')]);
      expect(await refusal(registry.unpublish('acme', ['A', 'Unknown']))).toBe('"acme" has not published Unknown.');
      expect((await registry.get('acme')).operations).toHaveLength(1);
    });
  });

  describe('the registry', () => {
    test('refuses what makes no sense', async () => {
      const registry = partnerRegistry(store.db);
      await registry.register(ACME);
      await registry.register({ name: 'web', kind: 'app', binding: null, scopes: [], limits: {} });
      expect([
        await refusal(registry.register(ACME)),
        await refusal(registry.register({ ...ACME, name: 'Acme Ltd' })),
        await refusal(registry.register({ ...ACME, name: 'x', binding: null })),
        await refusal(registry.createKey('nobody', 90)),
        await refusal(registry.createKey('acme', 400)),
        await refusal(registry.createKey('web', 90)),
        await refusal(registry.revokeKey('acme', 'unknown')),
      ]).toEqual([
        '"acme" is registered already.',
        'A partner’s name has 1 to 63 small letters, digits and dashes.',
        'A partner is bound to a Service Account, an app is not.',
        'There is no partner "nobody".',
        'A key lives for 1 to 366 days.',
        '"web" is an app: its users bring their own credentials.',
        '"acme" has no key unknown that could be revoked.',
      ]);
    });

    test('adds up what partners use, over days and collectors', async () => {
      const { now, pass } = clock();
      const registry = partnerRegistry(store.db, now);
      await registry.register(ACME);
      const [one, two] = [usageCollector(store.db, { log, now }), usageCollector(store.db, { log, now })];
      const used = { partner: 'acme', operation: 'a'.repeat(64), failed: false, odooCalls: 2, odooMs: 10.4 };
      for (const collector of [one, one, two]) collector.add(used);
      await Promise.all([one.flush(), two.flush()]);
      pass(24);
      one.add({ ...used, failed: true });
      await one.close();
      await two.close();
      const rows = (await registry.usage('acme', '2026-03-01')).map(({ day, requests, failed, odooCalls, odooMs }) => ({ day, requests, failed, odooCalls, odooMs }));
      expect(rows).toEqual([
        { day: '2026-03-01', requests: 3, failed: 0, odooCalls: 6, odooMs: 31 },
        { day: '2026-03-02', requests: 1, failed: 1, odooCalls: 2, odooMs: 10 },
      ]);
      expect(await registry.usage('acme', '2026-03-02')).toHaveLength(1);
    });
  });
}

describe('partners in the embedded store', () => facts(() => undefined));

describeMongo('partners in a real MongoDB', (mongo) => {
  facts(() => {
    const uri = new URL(mongo().uri);
    uri.pathname = '/partners_test';
    return uri.toString();
  });
});

describe('a command', () => {
  test('reaches the partners while another process has the embedded store open', async () => {
    const other = mkdtempSync(join(tmpdir(), 'partners-'));
    const server = await openStore({ folder: other });
    await prepare(server, PARTNER_COLLECTIONS);
    {
      await using command = await joinStore({ folder: other });
      await partnerRegistry(command.db).register(ACME);
    }
    expect((await partnerRegistry(server.db).list()).map(({ _id }) => _id)).toEqual(['acme']);
    await server.close();
    rmSync(other, { recursive: true });
  });
});
