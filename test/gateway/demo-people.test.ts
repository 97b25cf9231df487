import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { demoPeople } from '../../gateway/demo-people.ts';
import { loadConfig } from '../../platform/config.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('the people of the sandbox get tokens that end the same day', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'graph-'));
  const { people, issue } = demoPeople(loadConfig({ DATA_DIR: folder }));
  expect(people.map(({ name }) => name)).toEqual(['admin', 'manager', 'staff', 'agent', 'customer']);
  const { token, serviceAccountId } = await issue('agent');
  const { type, aud, iat = 0, exp = 0 } = decodeJwt(token);
  expect([type, aud, exp - iat, serviceAccountId]).toEqual(['employee', 'odoo-graph', 8 * 3600, '1004']);
  rmSync(folder, { recursive: true });
});

test('nobody gets one that is signed with a configured secret: it could be good elsewhere', () => {
  expect(demoPeople(loadConfig({ JWT_SECRET: 'x'.repeat(32) })).people).toEqual([]);
  expect(demoPeople(loadConfig({ JWT_JWKS_URL: 'https://issuer.example/keys' })).people).toEqual([]);
});
