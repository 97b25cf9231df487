import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** OWASP's recommendation for scrypt; 32 MB and some 80 ms per try. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const LENGTH = 32;
const FORM = /^scrypt:(\d+):(\d+):(\d+):([A-Za-z0-9_-]+):([A-Za-z0-9_-]+)$/;

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(password.normalize('NFKC'), salt, LENGTH, { ...options, maxmem: 128 * 1024 * 1024 }, (error, key) => (error ? reject(error) : resolve(key)));
  return promise;
}

/** `scrypt:N:r:p:salt:key`: the cost stands beside the hash, so that it can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join(':');
}

/** Takes as long for nobody's hash as for a wrong password, so that the time does not tell who exists. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const match = FORM.exec(hash ?? '');
  const [, N, r, p, salt = '', key = ''] = match ?? [];
  const options = match === null ? COST : { N: Number(N), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, 'base64url'), options);
  const expected = Buffer.from(key, 'base64url');
  return match !== null && expected.length === derived.length && timingSafeEqual(derived, expected);
}
