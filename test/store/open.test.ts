import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { defineCollection, object } from '../../store/collections.ts';
import { openStore } from '../../store/open.ts';
import { prepare } from '../../store/prepare.ts';

interface Note {
  readonly title: string;
  readonly odooId?: number;
}

const notes = defineCollection<Note>({
  name: 'notes',
  schema: object({ title: { bsonType: 'string', minLength: 1 }, odooId: { bsonType: 'int' } }, ['title']),
  indexes: [{ name: 'odooId', key: { odooId: 1 }, unique: true, sparse: true }],
});

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'store-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});

it('without an address the store lives in the folder: what was written is there when it is opened again', async () => {
  const home = folder();
  {
    await using store = await openStore({ folder: home });
    expect(store.kind).toBe('embedded');
    await prepare(store, [notes]);
    await notes.in(store.db).insertOne({ title: 'kept', odooId: 7 });
  }
  await using again = await openStore({ folder: home });
  await prepare(again, [notes]);
  expect(await notes.in(again.db).find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ title: 'kept', odooId: 7 }]);
  await expect(notes.in(again.db).insertOne({ title: 'other', odooId: 7 })).rejects.toMatchObject({ code: 11_000, keyPattern: { odooId: 1 }, keyValue: { odooId: 7 } });
  await expect(notes.in(again.db).insertOne({ title: '' })).rejects.toMatchObject({ code: 121 });
});

it('a second opening of the same folder is refused with what to do', async () => {
  const home = folder();
  await using _store = await openStore({ folder: home });
  const error: unknown = await openStore({ folder: home }).catch((reason: unknown) => reason);
  expect(String(error)).toMatch(/^StoreUnavailable: .*in use by another process.*set MONGODB_URI/);
});

it('a folder whose path is too long for a socket will do', async () => {
  const home = join(folder(), 'x'.repeat(100), 'y'.repeat(40));
  await using store = await openStore({ folder: home });
  await store.db.collection('things').insertOne({});
  expect(await store.db.collection('things').countDocuments()).toBe(1);
});

it('nobody but the owner can reach it', async () => {
  const home = folder();
  await using _store = await openStore({ folder: home });
  expect(statSync(join(home, 'store')).mode & 0o777).toBe(0o700);
  expect(statSync(join(home, 'store/store.sock')).mode & 0o777).toBe(0o600);
});

it('a server that is not there is named without the password of its address', async () => {
  const uri = 'mongodb://graph:very-secret@127.0.0.1:1/dashboard';
  const error: unknown = await openStore({ uri, folder: folder(), timeoutMs: 300 }).catch((reason: unknown) => reason);
  expect(String(error)).toMatch(/^StoreUnavailable: MongoDB does not answer: .*ECONNREFUSED.*MONGODB_URI/);
  expect(String(error)).not.toContain('very-secret');
});
