import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../../partners/manifest.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const ORDERS = 'query Orders { salesOrders { nodes { name } } }';
const VIEWER = '{ viewer { name } }';

function mistake(manifest: unknown): string {
  try {
    readManifest(typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  return 'none';
}

describe('a manifest', () => {
  test('is read in Apollo’s form', () => {
    const operations = [{ id: sha256(ORDERS), name: 'Orders', type: 'query', body: ORDERS }];
    expect(readManifest(JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }))).toEqual([{ id: sha256(ORDERS), name: 'Orders', text: ORDERS }]);
  });

  test('is read as ids and texts, as Relay and code generators write it', () => {
    expect(readManifest(JSON.stringify({ [sha256(ORDERS)]: ORDERS, [`sha256:${sha256(VIEWER).toUpperCase()}`]: VIEWER }))).toEqual([
      { id: sha256(ORDERS), name: null, text: ORDERS },
      { id: sha256(VIEWER), name: null, text: VIEWER },
    ]);
  });

  test('whose ids are not the hashes of its texts is refused as a whole, with the right hashes', () => {
    expect(mistake({ [sha256(ORDERS)]: ORDERS, [sha256(ORDERS).replace(/^./, 'x')]: VIEWER })).toBe(
      `${sha256(ORDERS).replace(/^./, 'x')}: the id ${sha256(ORDERS).replace(/^./, 'x')} is not the SHA-256 of the text, which is ${sha256(VIEWER)}.`,
    );
  });

  test('of another form, or of none, is refused', () => {
    expect([mistake('nonsense'), mistake([]), mistake({}), mistake({ format: 'other', version: 1, operations: [] }), mistake({ [sha256(ORDERS)]: 1 }), mistake({ __proto__: null, format: 'apollo-persisted-query-manifest', version: 1, operations: [7] })]).toEqual([
      'The manifest is not a JSON object.',
      'The manifest is not a JSON object.',
      'The manifest has no operations.',
      'A manifest with a format is apollo-persisted-query-manifest, version 1, with a list of operations.',
      `The operation ${sha256(ORDERS)} needs an id and a text.`,
      'Each operation of the manifest is an object with id, name and body.',
    ]);
  });
});
