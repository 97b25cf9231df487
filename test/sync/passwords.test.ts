import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../sync/passwords.ts';

it('verifies the password that was hashed, in any Unicode form, and no other', async () => {
  const hash = await hashPassword('motdépassé long');
  expect(hash).toMatch(/^scrypt:32768:8:3:[\w-]{22}:[\w-]{43}$/);
  expect(await verifyPassword('motdépassé long'.normalize('NFD'), hash)).toBe(true);
  expect(await verifyPassword('motdepasse long', hash)).toBe(false);
});

it('refuses everything for who has no password', async () => {
  expect(await verifyPassword('', null)).toBe(false);
  expect(await verifyPassword('x', 'plain:x')).toBe(false);
});
