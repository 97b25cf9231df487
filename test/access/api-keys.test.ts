import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApiKey, listApiKeys, revokeApiKey, type NewApiKey } from '../../access/api-key-admin.ts';
import { openApiKeys } from '../../access/api-keys.ts';

const NOW = new Date('2026-10-31T12:00:00Z');
const DAY = 86_400_000;
const BOUND: NewApiKey = {
  name: 'till-lome',
  days: 30,
  scopes: ['read'],
  binding: { serviceAccountId: 1004, role: 'STAFF', policy: 'assigned_plus_unassigned' },
};

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'keys-')), 'api-keys.json');
});

describe('an API key', () => {
  it('grants what it was created with', async () => {
    const { key, summary } = await createApiKey(path, BOUND, NOW);
    expect(key).toMatch(/^abk_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$/);
    expect(await openApiKeys(path, () => NOW).verify(key)).toEqual({ id: summary.id, name: 'till-lome', scopes: ['read'], binding: BOUND.binding });
  });

  it('is at rest as a hash, in a file that only its owner reads', async () => {
    const { key } = await createApiKey(path, BOUND, NOW);
    const text = await readFile(path, 'utf8');
    expect(text).not.toContain(key.split('_').slice(2).join('_'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await listApiKeys(path)).toEqual([expect.not.objectContaining({ hash: expect.anything() as unknown })]);
  });

  it('ends with its days', async () => {
    const { key } = await createApiKey(path, BOUND, NOW);
    await expect(openApiKeys(path, () => new Date(NOW.getTime() + 30 * DAY - 1)).verify(key)).resolves.toMatchObject({ name: 'till-lome' });
    await expect(openApiKeys(path, () => new Date(NOW.getTime() + 30 * DAY)).verify(key)).rejects.toMatchObject({ code: 'API_KEY_EXPIRED' });
  });

  it('ends at once when it is revoked, in processes that have read the file before', async () => {
    const { key } = await createApiKey(path, BOUND, NOW);
    const running = openApiKeys(path, () => NOW);
    await expect(running.verify(key)).resolves.toMatchObject({ name: 'till-lome' });
    await revokeApiKey(path, 'till-lome', NOW);
    await expect(running.verify(key)).rejects.toMatchObject({ code: 'API_KEY_INVALID' });
  });

  it('is refused when a character of it is wrong, whichever part it is in', async () => {
    const { key } = await createApiKey(path, BOUND, NOW);
    const keys = openApiKeys(path, () => NOW);
    const flip = (at: number): string => key.slice(0, at) + (key[at] === 'a' ? 'b' : 'a') + key.slice(at + 1);
    for (const wrong of [flip(5), flip(20), flip(key.length - 2), `${key}a`, key.slice(0, -1), 'abk__', key.toUpperCase()]) {
      await expect(keys.verify(wrong)).rejects.toMatchObject({ code: 'API_KEY_INVALID' });
    }
  });

  it('is refused where there is no file yet', async () => {
    await expect(openApiKeys(path).verify(`abk_${'a'.repeat(12)}_${'A'.repeat(43)}`)).rejects.toMatchObject({ code: 'API_KEY_INVALID' });
  });

  it('does not say that an expired key is expired to somebody who only knows its id', async () => {
    const { key } = await createApiKey(path, BOUND, NOW);
    const guessed = `${key.split('_').slice(0, 2).join('_')}_${'A'.repeat(43)}`;
    const later = openApiKeys(path, () => new Date(NOW.getTime() + 31 * DAY));
    await expect(later.verify(guessed)).rejects.toMatchObject({ code: 'API_KEY_INVALID' });
  });
});

describe('creating API keys', () => {
  const { binding: _, ...unbound } = BOUND;
  it.each<[string, NewApiKey]>([
    ['neither an SA nor system', unbound],
    ['both an SA and system', { ...BOUND, system: true }],
    ['no scope', { ...BOUND, scopes: [] }],
    ['no end', { ...BOUND, days: Number.POSITIVE_INFINITY }],
    ['an end in the past', { ...BOUND, days: -1 }],
    ['a name with spaces', { ...BOUND, name: 'a key' }],
  ])('is refused with %s', async (_name, options) => {
    await expect(createApiKey(path, options, NOW)).rejects.toThrow(RangeError);
    expect(await listApiKeys(path)).toEqual([]);
  });

  it('takes a name twice only after the first was revoked', async () => {
    await createApiKey(path, BOUND, NOW);
    await expect(createApiKey(path, BOUND, NOW)).rejects.toThrow('There is an API key "till-lome" already');
    await revokeApiKey(path, 'till-lome', NOW);
    await createApiKey(path, BOUND, NOW);
    expect((await listApiKeys(path)).map(({ revokedAt }) => revokedAt === null)).toEqual([false, true]);
  });

  it('loses none when several are created at once', async () => {
    await Promise.all(Array.from({ length: 8 }, (_unused, index) => createApiKey(path, { ...BOUND, name: `key-${index}` }, NOW)));
    expect((await listApiKeys(path)).map(({ name }) => name).sort()).toEqual(Array.from({ length: 8 }, (_unused, index) => `key-${index}`));
  });

  it('revokes nothing when there is no such key', async () => {
    await expect(revokeApiKey(path, 'ghost', NOW)).rejects.toThrow('There is no API key "ghost"');
  });
});

describe('a file of API keys', () => {
  it('is refused when it does not say whether a key is bound, rather than read as a system key', async () => {
    const { key } = await createApiKey(path, BOUND, NOW);
    const content = JSON.parse(await readFile(path, 'utf8')) as { keys: Record<string, unknown>[] };
    delete content.keys[0]?.binding;
    await writeFile(path, JSON.stringify(content));
    await expect(openApiKeys(path, () => NOW).verify(key)).rejects.toThrow('does not hold API keys');
  });
});
