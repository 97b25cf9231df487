import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptSecret } from '../../platform/secrets.ts';

describe('a kept secret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is made once and stays the same', () => {
    const first = keptSecret(folder, 'jwt');
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(keptSecret(folder, 'jwt')).toBe(first);
    expect(keptSecret(folder, 'hop')).not.toBe(first);
    expect(readFileSync(join(folder, 'secrets', 'jwt'), 'utf8')).toBe(`${first}\n`);
  });

  test('is readable by its owner only', () => {
    keptSecret(folder, 'jwt');
    expect([statSync(join(folder, 'secrets', 'jwt')).mode & 0o777, statSync(join(folder, 'secrets')).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  test('is never replaced silently when its file is empty', () => {
    keptSecret(folder, 'jwt');
    writeFileSync(join(folder, 'secrets', 'jwt'), '');
    expect(() => keptSecret(folder, 'jwt')).toThrow('is empty: remove it');
  });
});
