import { Long, ObjectId, type Collection, type Document } from 'mongodb';
import { beforeAll, expect, it } from 'vitest';
import { codeOf, fact, fresh, onBothEngines, type Row } from './engines.ts';

// The bridge leaves `additionalProperties` out of schemas: DocumentDB does not know it.
const DOCUMENTDB_DIFFERS = new Set(['keyValue', 'array as _id', 'no more fields']);

const SCHEMA = {
  bsonType: 'object',
  required: ['number', 'quantity'],
  additionalProperties: false,
  properties: {
    _id: {},
    number: { bsonType: 'string', pattern: '^ORD-\\d+$', maxLength: 12 },
    quantity: { bsonType: ['int', 'double'], minimum: 1, maximum: 1_000 },
    state: { enum: ['open', 'done', null] },
    lines: { bsonType: 'array', maxItems: 2, uniqueItems: true, items: { bsonType: 'object', required: ['sku'], properties: { sku: { bsonType: 'string' } } } },
    owner: { oneOf: [{ bsonType: 'int' }, { bsonType: 'object', required: ['id'] }] },
  },
};

onBothEngines('collections and indexes', (subject) => {
  const { db } = subject;
  const named = (): Collection<Row> => db().collection<Row>(fresh());

  it('an insert without _id gets one, and answers it', async () => {
    const list = named();
    const { insertedId } = await list.insertOne({ a: 1 });
    expect(insertedId).toBeInstanceOf(ObjectId);
    expect(await list.findOne({ _id: insertedId })).toEqual({ _id: insertedId, a: 1 });
  });

  it('a double _id is refused with the key', async () => {
    const list = named();
    await list.insertOne({ _id: 1 });
    const error: unknown = await list.insertOne({ _id: 1 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 11_000 });
    await fact(subject, 'keyValue', DOCUMENTDB_DIFFERS, async () => expect(error).toMatchObject({ keyPattern: { _id: 1 }, keyValue: { _id: 1 } }));
  });

  it('equal numbers of other types are the same _id', async () => {
    const list = named();
    await list.insertOne({ _id: 1 });
    expect(await codeOf(list.insertOne({ _id: Long.fromNumber(1) as never }))).toBe(11_000);
    expect(await list.findOne({ _id: Long.fromNumber(1) })).toEqual({ _id: 1 });
  });

  it('an _id that is an array is refused', () =>
    fact(subject, 'array as _id', DOCUMENTDB_DIFFERS, async () => expect(await codeOf(named().insertOne({ _id: [1] }))).toBe(53)));

  it('an ordered insert ends at the first failure, an unordered one does the rest', async () => {
    const list = named();
    const error = (await list.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }]).catch((reason: unknown) => reason)) as { result: { insertedCount: number }; writeErrors: { index: number; code: number }[] };
    expect([error.result.insertedCount, error.writeErrors.map(({ index, code }) => [index, code])]).toEqual([1, [[1, 11_000]]]);
    const other = (await list.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }], { ordered: false }).catch((reason: unknown) => reason)) as typeof error;
    expect([other.result.insertedCount, other.writeErrors.map(({ index }) => index)]).toEqual([2, [0, 2]]);
    expect(await list.countDocuments()).toBe(3);
  });

  it('bulkWrite does what it is told, in order', async () => {
    const list = named();
    const result = await list.bulkWrite([
      { insertOne: { document: { _id: 1, n: 1 } } },
      { updateOne: { filter: { _id: 1 }, update: { $inc: { n: 1 } } } },
      { replaceOne: { filter: { _id: 2 }, replacement: { n: 5 }, upsert: true } },
      { updateMany: { filter: {}, update: { $set: { seen: true } } } },
      { deleteOne: { filter: { n: 2 } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 3, upsertedCount: 1, deletedCount: 1, upsertedIds: { 2: 2 } });
    expect(await list.find().toArray()).toEqual([{ _id: 2, n: 5, seen: true }]);
  });

  it('a unique index refuses doubles, null and missing among them', async () => {
    const list = named();
    await list.createIndex({ k: 1 }, { unique: true });
    await list.insertOne({ k: 1 });
    expect(await codeOf(list.insertOne({ k: 1 }))).toBe(11_000);
    await list.insertOne({});
    expect(await codeOf(list.insertOne({ k: null }))).toBe(11_000);
    const { insertedId } = await list.insertOne({ k: 2 });
    expect(await codeOf(list.updateOne({ _id: insertedId }, { $set: { k: 1 } }))).toBe(11_000);
    expect(await codeOf(list.updateOne({ _id: insertedId }, { $set: { k: 2 } }))).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    expect(await list.findOne({ _id: insertedId })).toMatchObject({ k: 2 });
  });

  it('a sparse one lets many lack the field, not many be null', async () => {
    const list = named();
    await list.createIndex({ k: 1 }, { unique: true, sparse: true });
    await list.insertMany([{}, {}, { k: null }]);
    expect(await codeOf(list.insertOne({ k: null }))).toBe(11_000);
    expect(await list.countDocuments({ k: null })).toBe(3);
    expect(await list.countDocuments({ k: { $exists: false } })).toBe(2);
    await list.insertOne({ k: 5 });
    expect((await list.find().sort({ k: 1 }).toArray()).length).toBe(4);
  });

  it('a partial one counts only what it covers', async () => {
    const list = named();
    await list.createIndex({ k: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await list.insertMany([{ k: 1, live: true }, { k: 1, live: false }, { k: 1, live: false }]);
    expect(await codeOf(list.insertOne({ k: 1, live: true }))).toBe(11_000);
    expect(await list.countDocuments({ k: 1 })).toBe(3);
    expect(await list.countDocuments({ k: 1, live: true })).toBe(1);
  });

  it('one over two fields, and one over an array', async () => {
    const list = named();
    await list.createIndexes([{ key: { a: 1, b: -1 }, name: 'both', unique: true }, { key: { tags: 1 }, name: 'tags', unique: true, sparse: true }]);
    await list.insertMany([{ a: 1, b: 1, tags: ['x', 'y'] }, { a: 1, b: 2, tags: ['z', 'z'] }]);
    expect(await codeOf(list.insertOne({ a: 1, b: 1 }))).toBe(11_000);
    expect(await codeOf(list.insertOne({ a: 2, b: 1, tags: ['y'] }))).toBe(11_000);
    expect(await list.countDocuments({ tags: 'z' })).toBe(1);
  });

  it('an index cannot be made over doubles, and nothing is left of it', async () => {
    const list = named();
    await list.insertMany([{ k: 1 }, { k: 1 }]);
    expect(await codeOf(list.createIndex({ k: 1 }, { unique: true }))).toBe(11_000);
    expect((await list.indexes()).map(({ name }) => name)).toEqual(['_id_']);
  });

  it('indexes are listed, made once, dropped by name', async () => {
    const list = named();
    expect(await list.createIndex({ a: 1, b: -1 })).toBe('a_1_b_-1');
    expect(await list.createIndex({ a: 1, b: -1 })).toBe('a_1_b_-1');
    await list.createIndex({ c: 1 }, { unique: true, sparse: true, name: 'c' });
    expect((await list.indexes()).map(({ name, key, unique, sparse }) => ({ name, key, unique, sparse }))).toEqual([
      { name: '_id_', key: { _id: 1 } }, { name: 'a_1_b_-1', key: { a: 1, b: -1 } }, { name: 'c', key: { c: 1 }, unique: true, sparse: true },
    ]);
    await list.dropIndex('c');
    expect((await list.indexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1_b_-1']);
    expect(await codeOf(list.dropIndex('c'))).toBe(27);
    expect(await codeOf(list.dropIndex('_id_'))).toBe(72);
    expect(await codeOf(list.createIndex({ a: 1, b: -1 }, { name: 'other' }))).toBe(85);
    expect(await codeOf(list.createIndex({ z: 1 }, { name: 'a_1_b_-1' }))).toBe(86);
  });

  it('the schema is checked with every write', async () => {
    const name = fresh();
    const list = await db().createCollection<Row>(name, { validator: { $jsonSchema: SCHEMA }, validationLevel: 'strict', validationAction: 'error' });
    const bad: Document[] = [
      { number: 'ORD-1' }, { number: 'X', quantity: 1 }, { number: 'ORD-1', quantity: 0 }, { number: 'ORD-1', quantity: 1_001 }, { number: 'ORD-1', quantity: '1' },
      { number: 'ORD-1', quantity: 1, state: 'x' }, { number: 'ORD-1', quantity: 1, lines: [{ sku: 'a' }, { sku: 'b' }, { sku: 'c' }] }, { number: 'ORD-1', quantity: 1, lines: [{}] }, { number: 'ORD-1', quantity: 1, lines: [{ sku: 'a' }, { sku: 'a' }] },
      { number: 'ORD-1', quantity: 1, owner: 'me' }, { number: 'ORD-1', quantity: Long.fromNumber(1) }, { number: 'ORD-123456789', quantity: 1 }, { number: null, quantity: 1 },
    ];
    const codes = await Promise.all(bad.map((doc) => codeOf(list.insertOne({ ...doc }))));
    expect(codes.map((code) => (code === 121 ? 121 : code))).toEqual(bad.map(() => 121));
    await list.insertMany([{ _id: 1, number: 'ORD-1', quantity: 1 }, { _id: 2, number: 'ORD-2', quantity: 2.5, state: null, lines: [{ sku: 'a', n: 1 }], owner: { id: 1 } }]);
    expect(await codeOf(list.updateOne({ _id: 1 }, { $set: { quantity: 0 } }))).toBe(121);
    expect(await codeOf(list.updateOne({ _id: 1 }, { $unset: { number: '' } }))).toBe(121);
    await fact(subject, 'no more fields', DOCUMENTDB_DIFFERS, async () => expect(await codeOf(list.insertOne({ number: 'ORD-9', quantity: 1, more: 1 }))).toBe(121));
    await list.deleteOne({ number: 'ORD-9' });
    expect(await codeOf(list.findOneAndUpdate({ _id: 1 }, { $set: { quantity: -1 } }))).toBe(121);
    expect(await codeOf(list.updateOne({ _id: 3 }, { $set: { quantity: 1 } }, { upsert: true }))).toBe(121);
    expect(await list.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, number: 'ORD-1', quantity: 1 }, { _id: 2, number: 'ORD-2', quantity: 2.5, state: null, lines: [{ sku: 'a', n: 1 }], owner: { id: 1 } }]);
    await db().command({ collMod: name, validator: {} });
    await list.insertOne({ _id: 4, free: true });
  });

  it('collections are made, listed with their validator, dropped', async () => {
    const name = fresh();
    await db().createCollection(name, { validator: { $jsonSchema: { bsonType: 'object', required: ['a'] } } });
    expect(await codeOf(db().command({ create: name }))).toBe(48);
    expect(await db().listCollections({ name }).toArray()).toMatchObject([{ name, type: 'collection', options: { validator: { $jsonSchema: { bsonType: 'object', required: ['a'] } } } }]);
    expect(await db().collection(name).drop()).toBe(true);
    expect(await db().listCollections({ name }).toArray()).toEqual([]);
    expect(await db().collection(name).find().toArray()).toEqual([]);
  });

  it('a name that is not allowed is refused', async () => {
    expect(await codeOf(db().command({ create: 'a$b' }))).toBe(73);
    expect(await codeOf(db().command({ noSuchCommand: 1 }))).toBe(59);
  });

  it('a projection shows what it names', async () => {
    const list = named();
    await list.insertOne({ _id: 1, a: 1, b: { c: 2, d: 3 }, l: [1, 2, 3, 4], o: [{ k: 1, v: 1 }, { k: 2, v: 2 }] });
    const show = async (projection: Document): Promise<unknown> => list.findOne({ _id: 1 }, { projection });
    expect(await show({ a: 1 })).toEqual({ _id: 1, a: 1 });
    expect(await show({ _id: 0, 'b.c': 1 })).toEqual({ b: { c: 2 } });
    expect(await show({ _id: 0, b: 0, l: 0 })).toEqual({ a: 1, o: [{ k: 1, v: 1 }, { k: 2, v: 2 }] });
    expect(await show({ _id: 0, 'o.v': 1 })).toEqual({ o: [{ v: 1 }, { v: 2 }] });
    expect(await show({ _id: 0, l: { $slice: -2 }, a: 1 })).toEqual({ a: 1, l: [3, 4] });
    expect(await show({ _id: 0, l: { $slice: [1, 2] }, a: 1 })).toEqual({ a: 1, l: [2, 3] });
    expect(await show({ o: { $elemMatch: { k: 2 } } })).toEqual({ _id: 1, o: [{ k: 2, v: 2 }] });
    expect(await show({ _id: 0, sum: { $add: ['$a', '$b.c'] } })).toEqual({ sum: 3 });
    expect(await codeOf(show({ a: 1, b: 0 }))).toBe(31_254);
  });

  it('distinct values, counts with skip and limit', async () => {
    const list = named();
    await list.insertMany([{ _id: 1, k: 'b', t: [1, 2] }, { _id: 2, k: 'a', t: [2, 3] }, { _id: 3, k: 'b' }, { _id: 4, k: null }]);
    expect((await list.distinct('k')).map(String).sort()).toEqual(['a', 'b', 'null']);
    expect((await list.distinct('t')).sort()).toEqual([1, 2, 3]);
    expect(await list.distinct('k', { _id: { $lt: 3 }, k: 'a' })).toEqual(['a']);
    expect(await list.countDocuments({ k: 'b' })).toBe(2);
    expect(await list.countDocuments({}, { skip: 1, limit: 2 })).toBe(2);
    expect(await list.estimatedDocumentCount()).toBe(4);
  });

  it('a cursor gives everything once, in batches', async () => {
    const list = named();
    await list.insertMany(Array.from({ length: 250 }, (_, index) => ({ _id: index })));
    const cursor = list.find({}, { batchSize: 7, sort: { _id: -1 } });
    const seen: unknown[] = [];
    for await (const { _id } of cursor) seen.push(_id);
    expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => 249 - index));
    expect((await list.find().sort({ _id: 1 }).skip(240).limit(100).toArray()).map(({ _id }) => _id)).toEqual([240, 241, 242, 243, 244, 245, 246, 247, 248, 249]);
  });

  it('a cursor that was closed is not known any more', async () => {
    const list = named();
    await list.insertMany(Array.from({ length: 20 }, (_, index) => ({ _id: index })));
    const { cursor } = await db().command({ find: list.collectionName, batchSize: 5 });
    const more = { getMore: Long.fromString(String(cursor.id)), collection: list.collectionName, batchSize: 5 };
    expect((await db().command(more))['cursor'].nextBatch.length).toBe(5);
    await db().command({ killCursors: list.collectionName, cursors: [more.getMore] });
    expect(await codeOf(db().command(more))).toBe(43);
  });

  it('a transaction is there whole after its commit, and not at all after its end', async () => {
    const list = named();
    await list.insertOne({ _id: 0 });
    await subject.client().withSession(async (session) => {
      session.startTransaction();
      await list.insertOne({ _id: 1 }, { session });
      await list.updateOne({ _id: 0 }, { $set: { n: 1 } }, { session });
      expect(await list.countDocuments({}, { session })).toBe(2);
      await session.abortTransaction();
      expect(await list.find().toArray()).toEqual([{ _id: 0 }]);
      await session.withTransaction(async () => {
        await list.insertOne({ _id: 1 }, { session });
        await list.updateOne({ _id: 0 }, { $set: { n: 1 } }, { session });
      });
    });
    expect(await list.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 0, n: 1 }, { _id: 1 }]);
  });

  it('a failure in a transaction undoes all of it', async () => {
    const list = named();
    await list.insertOne({ _id: 0 });
    await subject.client().withSession(async (session) => {
      session.startTransaction();
      await list.insertOne({ _id: 1 }, { session });
      expect(await codeOf(list.insertOne({ _id: 0 }, { session }))).toBe(11_000);
      await session.abortTransaction();
    });
    expect(await list.find().toArray()).toEqual([{ _id: 0 }]);
  });

  it('a document of fifteen megabytes is kept; text and keys may be anything', async () => {
    const list = named();
    const text = 'x'.repeat(15 * 1024 * 1024);
    await list.insertOne({ _id: 'large', text });
    expect((await list.findOne({ _id: 'large' }))?.['text']).toHaveLength(text.length);
    const odd = { _id: 'odd', 'é ü': '漢字 \u0001 🎉', '': 1, 'with space': { 'a-b': [null, {}, []] } };
    await list.insertOne(odd);
    expect(await list.findOne({ _id: 'odd' })).toEqual(odd);
  });
});

onBothEngines('ten thousand documents', (subject) => {
  let list: Collection<Row>;
  beforeAll(async () => {
    list = subject.db().collection<Row>('many');
    await list.createIndexes([{ key: { number: 1 }, name: 'number', unique: true }, { key: { state: 1, due: -1, _id: 1 }, name: 'board' }]);
    await list.insertMany(Array.from({ length: 10_000 }, (_, index) => ({ _id: index, number: `ORD-${String(index).padStart(5, '0')}`, state: ['open', 'done', 'late'][index % 3], due: new Date(Date.UTC(2026, 0, 1 + (index % 90))) })));
  }, 120_000);

  it('are found, counted and sorted right by their indexes', async () => {
    expect((await list.findOne({ number: 'ORD-04321' }))?.['_id']).toBe(4321);
    expect(await list.countDocuments({ state: 'open' })).toBe(3334);
    const page = await list.find({ state: 'late' }).sort({ due: -1, _id: 1 }).skip(20).limit(3).toArray();
    const all = Array.from({ length: 10_000 }, (_, index) => index).filter((index) => index % 3 === 2).sort((one, other) => (other % 90) - (one % 90) || one - other);
    expect(page.map(({ _id }) => _id)).toEqual(all.slice(20, 23));
    expect(await list.countDocuments({ number: { $gte: 'ORD-09990' } })).toBe(10);
    expect((await list.find({ number: { $lt: 'ORD-00010' } }).sort({ number: -1 }).limit(2).toArray()).map(({ _id }) => _id)).toEqual([9, 8]);
    const byState = await list.aggregate([{ $group: { _id: '$state', n: { $sum: 1 } } }, { $sort: { _id: 1 } }]).toArray();
    expect(byState).toEqual([{ _id: 'done', n: 3333 }, { _id: 'late', n: 3333 }, { _id: 'open', n: 3334 }]);
  });
});
