import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, UUID, type Collection, type Db, type Document } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedServer } from '../../store/embedded/server.ts';
import { codeOf, fresh, type Row } from './contract/engines.ts';

let folder: string;
let server: EmbeddedServer;
let client: MongoClient;
let db: Db;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
  server = await startEmbedded(folder);
  client = await new MongoClient(server.uri).connect();
  db = client.db('test');
});
afterAll(async () => {
  await client.close();
  await server.close();
  rmSync(folder, { recursive: true });
});
const named = (): Collection<Row> => db.collection<Row>(fresh());

/** Which index a query reads, whether it sorts afterwards, and how many documents it looks at. */
async function effort(list: Collection<Row>, filter: Document, sort: Document = {}, limit = 0): Promise<readonly [string, number]> {
  const said = await list.find(filter, { sort, limit }).explain('executionStats');
  const winning = said['queryPlanner'].winningPlan as { stage: string; inputStage?: { indexName?: string; stage?: string; inputStage?: { indexName: string } } };
  const fetch = winning.stage === 'SORT' ? winning.inputStage : winning;
  const index = (fetch as typeof winning).inputStage?.indexName ?? (fetch?.stage ?? '');
  return [winning.stage === 'SORT' ? `${index}, then sorted` : index, said['executionStats'].totalDocsExamined as number];
}

it('equality, ranges and sorted pages on declared indexes look at what they return', async () => {
  const list = named();
  await list.createIndexes([
    { key: { number: 1 }, name: 'number', unique: true },
    { key: { state: 1, due: -1 }, name: 'board' },
    { key: { odooId: 1 }, name: 'odooId', unique: true, sparse: true },
    { key: { tags: 1 }, name: 'tags' },
  ]);
  await list.insertMany(Array.from({ length: 1_000 }, (_, index) => ({
    _id: index, number: `N${String(index).padStart(4, '0')}`, state: index % 10 === 0 ? 'late' : 'open', due: index % 100, tags: [`t${index % 50}`, 'all'], ...(index % 2 === 0 ? { odooId: index } : {}),
  })));
  expect(await effort(list, { _id: 7 })).toEqual(['_id_', 1]);
  expect(await effort(list, { _id: { $in: [1, 2, 3] } })).toEqual(['_id_', 3]);
  expect(await effort(list, { _id: { $gte: 990 } })).toEqual(['_id_', 10]);
  expect(await effort(list, { number: 'N0007' })).toEqual(['number', 1]);
  expect(await effort(list, { number: { $gt: 'N0100', $lte: 'N0110' } })).toEqual(['number', 10]);
  expect(await effort(list, {}, { number: -1 }, 20)).toEqual(['number', 20]);
  expect(await effort(list, { state: 'late' }, { due: -1 }, 5)).toEqual(['board', 5]);
  expect(await effort(list, { state: 'late' }, { due: 1 }, 5)).toEqual(['board', 5]);
  expect(await effort(list, { state: 'late', due: { $gte: 50 } })).toEqual(['board', 50]);
  expect(await effort(list, { state: { $in: ['late', 'open'] } }, { due: 1 }, 5)).toEqual(['board, then sorted', 1_000]);
  expect(await effort(list, { odooId: 4 })).toEqual(['odooId', 1]);
  expect(await effort(list, { odooId: null })).toEqual(['COLLSCAN', 1_000]);
  expect(await effort(list, {}, { odooId: 1 }, 5)).toEqual(['COLLSCAN, then sorted', 1_000]);
  expect(await effort(list, { tags: 't7' })).toEqual(['tags', 20]);
  expect(await effort(list, {}, { tags: 1 }, 5)).toEqual(['COLLSCAN, then sorted', 1_000]);
  expect(await effort(list, { $and: [{ number: 'N0001' }, { state: 'open' }] })).toEqual(['number', 1]);
  expect(await effort(list, { $or: [{ number: 'N0001' }, { number: 'N0002' }] })).toEqual(['COLLSCAN', 1_000]);
});

it('what expires is removed in time, the rest stays', async () => {
  const list = named();
  await list.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
  const now = Date.now();
  await list.insertMany([{ _id: 1, at: new Date(now - 61_000) }, { _id: 2, at: new Date(now - 30_000) }, { _id: 3, at: 'never' }, { _id: 4 }]);
  server.engine.tidy(new Date(now));
  expect((await list.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([2, 3, 4]);
  server.engine.tidy(new Date(now + 31_000));
  expect(await list.countDocuments()).toBe(2);
});

it('a cursor that nobody reads for ten minutes is closed', async () => {
  const list = named();
  await list.insertMany(Array.from({ length: 20 }, (_, index) => ({ _id: index })));
  const open = server.engine.cursors.size;
  const cursor = list.find({}, { batchSize: 5 });
  await cursor.next();
  expect(server.engine.cursors.size).toBe(open + 1);
  server.engine.cursors.closeIdle(Date.now() + 601_000);
  expect(server.engine.cursors.size).toBe(open);
  await expect(cursor.toArray()).rejects.toMatchObject({ code: 43 });
});

it('a write that fails leaves nothing behind, in memory neither', async () => {
  const list = named();
  await list.createIndex({ k: 1 }, { unique: true });
  await list.insertMany([{ _id: 1, k: 1 }, { _id: 2, k: 2 }, { _id: 3, k: 9 }]);
  // The second document of the statement meets the third: the first is changed back.
  expect(await codeOf(list.updateMany({ _id: { $lt: 3 } }, [{ $set: { k: { $cond: [{ $eq: ['$_id', 1] }, 5, 9] } } }]))).toBe(11_000);
  expect(await list.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, k: 1 }, { _id: 2, k: 2 }, { _id: 3, k: 9 }]);
  expect(await list.findOne({ k: 5 })).toBeNull();
  const name = fresh();
  await client.withSession(async (session) => {
    session.startTransaction();
    await db.createCollection(name, { session });
    await db.collection<Row>(name).insertOne({ _id: 1 }, { session });
    await session.abortTransaction();
  });
  expect(await db.listCollections({ name }).toArray()).toEqual([]);
});

it('what others write while a transaction is open waits for its end', async () => {
  const list = named();
  await list.insertOne({ _id: 1, n: 0 });
  const order: string[] = [];
  await client.withSession(async (session) => {
    session.startTransaction();
    await list.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
    const other = list.findOneAndUpdate({ _id: 1 }, { $inc: { n: 10 } }, { returnDocument: 'after' }).then((doc) => order.push(`other ${String(doc?.['n'])}`));
    order.push(`inside ${String((await list.findOne({ _id: 1 }, { session }))?.['n'])}`);
    await session.commitTransaction();
    await other;
  });
  expect(order).toEqual(['inside 1', 'other 11']);
});

it('a numbered write that is sent again is not done again', async () => {
  const list = named();
  await list.insertOne({ _id: 1, n: 0 });
  const command = { update: list.collectionName, updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }], lsid: { id: new UUID() }, txnNumber: 5n };
  const once = await raw(command);
  expect(once).toEqual({ n: 1, nModified: 1, ok: 1 });
  expect(await raw(command)).toEqual(once);
  expect(await raw({ ...command, txnNumber: 4n })).toMatchObject({ ok: 0, code: 225 });
  expect((await list.findOne({ _id: 1 }))?.['n']).toBe(1);
});

/** A command past the driver, which numbers its writes itself. */
async function raw(command: Document): Promise<Document> {
  const { dispatch } = await import('../../store/embedded/dispatch.ts');
  return (await dispatch({ engine: server.engine, db: 'test', command, connection: 0 })) as Document;
}

it('a change stream tells what was committed, in order, and goes on where it was left', async () => {
  const list = named();
  const stream = list.watch([], { fullDocument: 'updateLookup' });
  await stream.tryNext();
  await list.insertOne({ _id: 1, a: 1, o: { x: 1, y: 1 } });
  await list.updateOne({ _id: 1 }, { $set: { a: 2, 'o.x': 2 }, $unset: { 'o.y': '' } });
  await db.collection('elsewhere').insertOne({});
  await client.withSession(async (session) => {
    session.startTransaction();
    await list.insertOne({ _id: 9 }, { session });
    await session.abortTransaction();
  });
  await list.replaceOne({ _id: 1 }, { b: 1 });
  await list.deleteOne({ _id: 1 });
  const events = [];
  for (let index = 0; index < 4; index += 1) events.push(await stream.next());
  expect(events).toMatchObject([
    { operationType: 'insert', documentKey: { _id: 1 }, fullDocument: { a: 1 }, ns: { db: 'test', coll: list.collectionName } },
    { operationType: 'update', updateDescription: { updatedFields: { a: 2, 'o.x': 2 }, removedFields: ['o.y'] } },
    { operationType: 'replace', fullDocument: { _id: 1, b: 1 } },
    { operationType: 'delete', documentKey: { _id: 1 } },
  ]);
  await stream.close();
  const resumed = list.watch([{ $match: { operationType: 'delete' } }], { resumeAfter: events[1]?._id });
  expect(await resumed.next()).toMatchObject({ operationType: 'delete' });
  await resumed.close();
  const lost = list.watch([], { resumeAfter: { _data: `0123456789abcdef${'0'.repeat(14)}` } });
  await expect(lost.next()).rejects.toMatchObject({ code: 286 });
});

it('what it cannot do is refused by name', async () => {
  const list = named();
  expect(await codeOf(list.find({}, { collation: { locale: 'fr' } }).toArray())).toBe(238);
  expect(await codeOf(list.createIndex({ a: 1 }, { collation: { locale: 'fr' } }))).toBe(238);
  expect(await codeOf(list.createIndex({ a: 'text' }))).toBe(67);
  expect(await codeOf(db.createCollection(fresh(), { capped: true, size: 1_000 }))).toBe(238);
  expect(await codeOf(list.find({ $text: { $search: 'x' } }).toArray())).toBe(2);
  expect(await codeOf(list.aggregate([{ $graphLookup: {} }]).toArray())).toBe(40_324);
});

it('names that JavaScript gives a meaning are plain data', async () => {
  const list = named();
  const doc = JSON.parse('{"_id": 1, "__proto__": {"polluted": true}, "constructor": 1, "toString": "x"}') as Row;
  await list.insertOne(doc);
  await list.updateOne({ _id: 1 }, { $set: { '__proto__.more': 1 } });
  expect(Object.entries(JSON.parse(JSON.stringify(await list.findOne({ _id: 1 }))) as object).map(([name]) => name)).toEqual(['_id', '__proto__', 'constructor', 'toString']);
  expect(({} as Document)['polluted']).toBeUndefined();
  expect(({} as Document)['more']).toBeUndefined();
  expect(await list.countDocuments({ valueOf: { $exists: true } })).toBe(0);
});

it('bytes that are no message close the connection and harm nobody else', async () => {
  const path = decodeURIComponent(/\/\/([^/]+)\//.exec(server.uri)?.[1] ?? '');
  const closed = new Promise((done) => {
    const socket = connect(path, () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    socket.on('error', () => undefined).on('close', done);
  });
  await closed;
  expect(await db.command({ ping: 1 })).toEqual({ ok: 1 });
});

it('a second process is refused, and told what to do', () => {
  const script = `import { openStore } from ${JSON.stringify(new URL('../../store/open.ts', import.meta.url).href)};
    await openStore({ folder: ${JSON.stringify(folder)} }).then(() => console.log('opened'), (error) => console.log(error.message));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 60_000 });
  expect(stdout).toMatch(/store\.sqlite is in use by another process\. .*set MONGODB_URI to share a MongoDB\.\n$/);
});

it('a file of a later version is refused', async () => {
  const { DatabaseSync } = await import('node:sqlite');
  const other = mkdtempSync(join(tmpdir(), 'store-'));
  await (await startEmbedded(other)).close();
  const file = new DatabaseSync(join(other, 'store/store.sqlite'));
  file.exec('PRAGMA user_version = 99');
  file.close();
  await expect(startEmbedded(other)).rejects.toThrow(/later version of this program \(format 99, known is 1\)/);
  rmSync(other, { recursive: true });
});
