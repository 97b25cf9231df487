import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { USAGE, runApiKeyCommand } from '../../access/api-key-command.ts';
import { openApiKeys } from '../../access/api-keys.ts';

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'keys-')), 'data', 'api-keys.json');
});

const run = (line: string): Promise<string> => runApiKeyCommand(line.split(' ').filter(Boolean), path);
const keyIn = (text: string): string => /abk_\S+/.exec(text)?.[0] ?? '';

describe('npm run api-key', () => {
  it('creates a key for one SA that is good until it is revoked', async () => {
    const key = keyIn(await run('create --name till --scope read --account 1004 --role AGENT --policy assigned_plus_unassigned'));
    await expect(openApiKeys(path).verify(key)).resolves.toMatchObject({
      name: 'till', scopes: ['read'], binding: { serviceAccountId: 1004, role: 'AGENT', policy: 'assigned_plus_unassigned' },
    });
    expect(await run('revoke till')).toBe('The API key "till" is revoked.');
    await expect(openApiKeys(path).verify(key)).rejects.toMatchObject({ code: 'API_KEY_INVALID' });
  });

  it('creates a system key only by that word', async () => {
    const key = keyIn(await run('create --name sync --scope read --scope write --system'));
    await expect(openApiKeys(path).verify(key)).resolves.toMatchObject({ scopes: ['read', 'write'], binding: null });
    await expect(run('create --name other --scope read')).rejects.toThrow('bound to one Service Account, or is a system key');
  });

  it('lists what keys see and until when, and never a key', async () => {
    expect(await run('list')).toBe('There are no API keys.');
    const key = keyIn(await run('create --name till --scope read --account 1004'));
    const listed = await run('list');
    expect(listed).toContain('till  read  Service Account 1004 as STAFF, sa_wide  until ');
    expect(listed).not.toContain(key.split('_')[2]);
  });

  it.each([
    '', 'create till', 'destroy', 'list all', 'revoke', 'create --name till --scope admin --system', 'create --name till --scope read --account Lomé',
    'create --name till --scope read --account 1004 --policy assigned_only', 'create --name till --scope read --account 1004 --role ADMIN', 'create --name till --scope read --days soon --system',
  ])('refuses %j', async (line) => {
    await expect(run(line)).rejects.toThrow(RangeError);
    expect(await run('list')).toBe('There are no API keys.');
  });

  it('says how it is used', async () => {
    await expect(run('help')).rejects.toThrow(USAGE);
  });
});
