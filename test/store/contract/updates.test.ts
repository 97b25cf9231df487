import { Decimal128, Double, Int32, Long, ObjectId, type Document } from 'mongodb';
import { expect, it } from 'vitest';
import { codeOf, exactly, fact, fresh, onBothEngines, stored, type Row } from './engines.ts';

/** Operators or a pipeline; mistakes included, so without the driver’s own types. */
type Update = Document | Document[];

const int = (value: number): Int32 => new Int32(value);
const double = (value: number): Double => new Double(value);
const long = (value: number | string): Long => Long.fromString(String(value));
const decimal = (value: string): Decimal128 => Decimal128.fromString(value);
const at = new Date('2026-01-05T10:20:30.400Z');

/** The document before, the update, the document after; `_id` is left out. */
const CASES: readonly (readonly [string, Document, Update, Document])[] = [
  ['$set changes and adds', { a: 1, b: 2 }, { $set: { b: 3, c: 'x' } }, { a: 1, b: 3, c: 'x' }],
  ['$set makes what is on the way', { a: 1 }, { $set: { 'b.c.d': 1 } }, { a: 1, b: { c: { d: 1 } } }],
  ['$set adds fields in the order of their names', {}, { $set: { z: 1, b: 2, a: 3 } }, { a: 3, b: 2, z: 1 }],
  ['$set changes an element', { a: [1, 2, 3] }, { $set: { 'a.1': 9 } }, { a: [1, 9, 3] }],
  ['$set fills an array up', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  ['$set makes a document below a number', {}, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
  ['$set keeps the number type it is given', { a: 1 }, { $set: { a: long(1) } }, { a: long(1) }],
  ['$set null', { a: 1 }, { $set: { a: null } }, { a: null }],
  ['$unset takes away', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '' } }, { b: { d: 2 } }],
  ['$unset leaves a hole in an array', { a: [1, 2, 3] }, { $unset: { 'a.1': '' } }, { a: [1, null, 3] }],
  ['$unset of what is not there', { a: 1 }, { $unset: { 'x.y': '' } }, { a: 1 }],
  ['$inc of ints', { a: 1 }, { $inc: { a: 2 } }, { a: int(3) }],
  ['$inc of nothing', {}, { $inc: { a: 2 } }, { a: int(2) }],
  ['$inc beyond an int', { a: 2_147_483_647 }, { $inc: { a: 1 } }, { a: long(2_147_483_648) }],
  ['$inc int by double', { a: 1 }, { $inc: { a: 0.5 } }, { a: double(1.5) }],
  ['$inc double by int', { a: double(1) }, { $inc: { a: 1 } }, { a: double(2) }],
  ['$inc long by int', { a: long(1) }, { $inc: { a: 1 } }, { a: long(2) }],
  ['$inc decimal by int', { a: decimal('1.10') }, { $inc: { a: 1 } }, { a: decimal('2.10') }],
  ['$inc by a decimal is exact', { a: decimal('0.1') }, { $inc: { a: decimal('0.2') } }, { a: decimal('0.3') }],
  ['$mul', { a: 3, b: double(1.5) }, { $mul: { a: 4, b: 2 } }, { a: int(12), b: double(3) }],
  ['$mul of nothing', {}, { $mul: { a: 4 } }, { a: int(0) }],
  ['$min', { a: 5, b: 5 }, { $min: { a: 3, b: 7, c: 1 } }, { a: 3, b: 5, c: 1 }],
  ['$max', { a: 5, b: 5 }, { $max: { a: 3, b: 7, c: 1 } }, { a: 5, b: 7, c: 1 }],
  ['$max compares types', { a: 5 }, { $max: { a: 'text' } }, { a: 'text' }],
  ['$min of dates', { a: at }, { $min: { a: new Date(0) } }, { a: new Date(0) }],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
  ['$rename into a document', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
  ['$rename of what is not there', { a: 1 }, { $rename: { x: 'y' } }, { a: 1 }],
  ['$push', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  ['$push to nothing', {}, { $push: { a: 2 } }, { a: [2] }],
  ['$push an array as one element', { a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
  ['$push $each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  ['$push at a position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: 0 } } }, { a: [9, 1, 2] }],
  ['$push at a position from the end', { a: [1, 2] }, { $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 9, 2] }],
  ['$push and keep the last', { a: [1, 2] }, { $push: { a: { $each: [3, 4], $slice: -3 } } }, { a: [2, 3, 4] }],
  ['$push and keep the first', { a: [1, 2] }, { $push: { a: { $each: [3, 4], $slice: 3 } } }, { a: [1, 2, 3] }],
  ['$push and keep none', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 0 } } }, { a: [] }],
  ['$push and sort', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [1, 2, 3] }],
  ['$push and sort documents', { a: [{ n: 1 }, { n: 3 }] }, { $push: { a: { $each: [{ n: 2 }], $sort: { n: -1 }, $slice: 2 } } }, { a: [{ n: 3 }, { n: 2 }] }],
  ['$addToSet', { a: [1, 2] }, { $addToSet: { a: 2 } }, { a: [1, 2] }],
  ['$addToSet finds equal numbers of other types', { a: [1] }, { $addToSet: { a: double(1) } }, { a: [1] }],
  ['$addToSet $each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2, 3] } } }, { a: [1, 2, 3] }],
  ['$addToSet minds the order of fields', { a: [{ x: 1, y: 2 }] }, { $addToSet: { a: { y: 2, x: 1 } } }, { a: [{ x: 1, y: 2 }, { y: 2, x: 1 }] }],
  ['$pull a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$pull documents', { a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  ['$pull documents by condition', { a: [{ x: 1 }, { x: 5 }] }, { $pull: { a: { x: { $gt: 2 } } } }, { a: [{ x: 1 }] }],
  ['$pull texts by pattern', { a: ['ab', 'cd'] }, { $pull: { a: /^a/ } }, { a: ['cd'] }],
  ['$pull from nothing', { b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
  ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['$pop the last', { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
  ['$pop the first', { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
  ['$pop of nothing', { a: [] }, { $pop: { a: 1 } }, { a: [] }],
  ['all elements', { a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 10 } }, { a: [{ n: 11 }, { n: 12 }] }],
  ['several operators', { a: 1, b: [1] }, { $set: { c: 1 }, $inc: { a: 1 }, $push: { b: 2 } }, { a: 2, b: [1, 2], c: 1 }],
  ['a pipeline', { a: 1, b: 2 }, [{ $set: { c: { $add: ['$a', '$b'] } } }, { $unset: 'a' }], { b: 2, c: 3 }],
  ['a pipeline sees what it set', { a: 1 }, [{ $set: { b: { $multiply: ['$a', 10] } } }, { $set: { c: { $add: ['$b', 1] } } }], { a: 1, b: 10, c: 11 }],
  ['a pipeline with conditions', { a: 5 }, [{ $set: { size: { $cond: [{ $gt: ['$a', 3] }, 'big', 'small'] } } }], { a: 5, size: 'big' }],
  ['a pipeline that replaces', { a: 1 }, [{ $replaceWith: { b: '$a' } }], { b: 1 }],
  ['a pipeline sets inside a document', { a: { x: 1 } }, [{ $set: { 'a.y': 2 } }], { a: { x: 1, y: 2 } }],
];

/** The document before, the update, the code it is refused with. */
const REFUSED: readonly (readonly [string, Document, Update, number])[] = [
  ['an unknown operator', { a: 1 }, { $foo: { a: 1 } }, 9],
  ['$inc of text', { a: 'x' }, { $inc: { a: 1 } }, 14],
  ['$inc by text', { a: 1 }, { $inc: { a: 'x' } }, 14],
  ['$inc of null', { a: null }, { $inc: { a: 1 } }, 14],
  ['$push to a number', { a: 1 }, { $push: { a: 1 } }, 2],
  ['$addToSet to a number', { a: 1 }, { $addToSet: { a: 1 } }, 2],
  ['$pull from a number', { a: 1 }, { $pull: { a: 1 } }, 2],
  ['$pop from a number', { a: 1 }, { $pop: { a: 1 } }, 14],
  ['$pop by two', { a: [1] }, { $pop: { a: 2 } }, 9],
  ['a path through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['a path through null', { a: null }, { $set: { 'a.b': 1 } }, 28],
  ['a field of an array', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
  ['one path twice', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  ['a path and what is below it', { a: {} }, { $set: { a: 1, 'a.b': 1 } }, 40],
  ['another _id', { a: 1 }, { $set: { _id: 'other' } }, 66],
  ['an array filter that is not there', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
  ['$[] of a number', { a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
  ['an empty path', { a: 1 }, { $set: { 'a..b': 1 } }, 56],
  ['an unknown expression in a pipeline', { a: 1 }, [{ $set: { a: { $foo: 1 } } }], 168],
];

const DOCUMENTDB_DIFFERS = new Set([
  '$set adds fields in the order of their names', '$pull texts by pattern', '$pop from a number', '$[] of a number', 'an empty path', 'an unknown expression in a pipeline',
]);

onBothEngines('updates', (subject) => {
  const { db } = subject;
  it.each(CASES)('%s', (title, before, update, after) =>
    fact(subject, title, DOCUMENTDB_DIFFERS, async () => {
      const name = fresh();
      const list = db().collection<Row>(name);
      await list.insertOne({ _id: 1, ...before });
      const { matchedCount, modifiedCount } = await list.updateOne({ _id: 1 }, update as Document[]);
      expect(await stored(db(), name)).toEqual([exactly({ _id: 1, ...after })]);
      expect([matchedCount, modifiedCount]).toEqual([1, exactly(before) === exactly(after) ? 0 : 1]);
    }));

  it.each(REFUSED)('refuses %s, and changes nothing', (title, before, update, code) =>
    fact(subject, title, DOCUMENTDB_DIFFERS, async () => {
      const name = fresh();
      const list = db().collection<Row>(name);
      await list.insertOne({ _id: 1, ...before });
      expect(await codeOf(list.updateOne({ _id: 1 }, update as Document[]))).toBe(code);
      expect(await stored(db(), name)).toEqual([exactly({ _id: 1, ...before })]);
    }));

  it('$ changes the element that the filter found', async () => {
    const name = fresh();
    const list = db().collection<Row>(name);
    await list.insertMany([{ _id: 1, a: [5, 8, 9] }, { _id: 2, a: [{ k: 'x', n: 1 }, { k: 'y', n: 2 }] }]);
    await list.updateOne({ _id: 1, a: 8 }, { $set: { 'a.$': 0 } });
    await list.updateOne({ _id: 2, 'a.k': 'y' }, { $inc: { 'a.$.n': 10 } });
    await list.updateOne({ _id: 2, a: { $elemMatch: { k: 'x', n: { $lt: 5 } } } }, { $set: { 'a.$.n': 7 } });
    expect(await stored(db(), name)).toEqual([exactly({ _id: 1, a: [5, 0, 9] }), exactly({ _id: 2, a: [{ k: 'x', n: 7 }, { k: 'y', n: 12 }] })]);
    expect(await codeOf(list.updateOne({ _id: 1 }, { $set: { 'a.$': 0 } }))).toBe(2);
  });

  it('array filters choose elements', async () => {
    const name = fresh();
    const list = db().collection<Row>(name);
    await list.insertOne({ _id: 1, grades: [80, 95, 100], items: [{ n: 1, tags: ['a'] }, { n: 5, tags: [] }] });
    await list.updateOne({ _id: 1 }, { $set: { 'grades.$[high]': 99, 'items.$[big].done': true } }, { arrayFilters: [{ high: { $gte: 95 } }, { 'big.n': { $gt: 2 } }] });
    expect(await stored(db(), name)).toEqual([exactly({ _id: 1, grades: [80, 99, 99], items: [{ n: 1, tags: ['a'] }, { n: 5, tags: [], done: true }] })]);
  });

  it('an upsert makes what the filter says, and what only a new document gets', async () => {
    const name = fresh();
    const list = db().collection<Row>(name);
    const first = await list.updateOne({ number: 'A', 'owner.id': 7, quantity: { $gt: 3 } }, { $set: { state: 'new' }, $setOnInsert: { made: at } }, { upsert: true });
    expect([first.matchedCount, first.upsertedCount]).toEqual([0, 1]);
    expect(first.upsertedId).toBeInstanceOf(ObjectId);
    const again = await list.updateOne({ number: 'A' }, { $set: { state: 'old' }, $setOnInsert: { made: new Date(0) } }, { upsert: true });
    expect([again.matchedCount, again.upsertedCount]).toEqual([1, 0]);
    expect(await list.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ number: 'A', owner: { id: 7 }, made: at, state: 'old' }]);
    expect(await codeOf(list.updateOne({ $or: [{ $expr: { $eq: ['$a', 1] } }, { a: 1 }] }, { $set: { a: 1 } }, { upsert: true }))).toBe(224);
    const named = await list.updateOne({ _id: 'mine' }, { $inc: { n: 1 } }, { upsert: true });
    expect(named.upsertedId).toBe('mine');
  });

  it('updateMany changes all, updateOne one, and says how many', async () => {
    const list = db().collection<Row>(fresh());
    await list.insertMany([{ _id: 1, k: 1 }, { _id: 2, k: 1 }, { _id: 3, k: 2 }]);
    expect(await list.updateMany({ k: 1 }, { $set: { seen: true } })).toMatchObject({ matchedCount: 2, modifiedCount: 2 });
    expect(await list.updateMany({}, { $set: { seen: true } })).toMatchObject({ matchedCount: 3, modifiedCount: 1 });
    expect(await list.updateOne({ k: 1 }, { $set: { k: 9 } })).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await list.countDocuments({ k: 9 })).toBe(1);
    expect(await list.updateOne({ k: 77 }, { $set: { k: 9 } })).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 0 });
  });

  it('a replacement keeps the _id and nothing else', async () => {
    const name = fresh();
    const list = db().collection<Row>(name);
    await list.insertOne({ _id: 1, a: 1, b: 2 });
    expect(await list.replaceOne({ a: 1 }, { c: 3 })).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await stored(db(), name)).toEqual([exactly({ _id: 1, c: 3 })]);
    expect(await codeOf(list.replaceOne({ _id: 1 }, { _id: 2, c: 4 }))).toBe(66);
    await list.replaceOne({ _id: 5 }, { c: 5 }, { upsert: true });
    expect(await stored(db(), name)).toEqual([exactly({ _id: 1, c: 3 }), exactly({ _id: 5, c: 5 })]);
  });

  it('findOneAndUpdate gives the document before or after, sorted, projected, upserted', async () => {
    const list = db().collection<Row>(fresh());
    await list.insertMany([{ _id: 1, k: 'a', n: 2 }, { _id: 2, k: 'a', n: 1 }]);
    expect(await list.findOneAndUpdate({ k: 'a' }, { $inc: { n: 10 } }, { sort: { n: 1 } })).toEqual({ _id: 2, k: 'a', n: 1 });
    expect(await list.findOneAndUpdate({ k: 'a' }, { $inc: { n: 10 } }, { sort: { n: 1 }, returnDocument: 'after', projection: { n: 1, _id: 0 } })).toEqual({ n: 12 });
    expect(await list.findOneAndUpdate({ k: 'z' }, { $set: { n: 1 } })).toBeNull();
    expect(await list.findOneAndUpdate({ _id: 9 }, { $set: { n: 1 } }, { upsert: true, returnDocument: 'after' })).toEqual({ _id: 9, n: 1 });
    expect(await list.findOneAndUpdate({ _id: 9 }, { $set: { n: 2 } }, { includeResultMetadata: true })).toMatchObject({ lastErrorObject: { n: 1, updatedExisting: true }, value: { n: 1 } });
    expect(await list.findOneAndDelete({ k: 'a' }, { sort: { n: -1 } })).toEqual({ _id: 1, k: 'a', n: 12 });
    expect(await list.findOneAndReplace({ _id: 2 }, { only: 1 }, { returnDocument: 'after' })).toEqual({ _id: 2, only: 1 });
    expect(await list.countDocuments()).toBe(2);
  });

  it('deletes one or all, and says how many', async () => {
    const list = db().collection<Row>(fresh());
    await list.insertMany([{ k: 1 }, { k: 1 }, { k: 2 }, { k: 3 }]);
    expect((await list.deleteOne({ k: 1 })).deletedCount).toBe(1);
    expect((await list.deleteMany({ k: { $lt: 3 } })).deletedCount).toBe(2);
    expect((await list.deleteMany({ k: 77 })).deletedCount).toBe(0);
    expect(await list.countDocuments()).toBe(1);
  });

  it('a hundred increments at the same time are a hundred', async () => {
    const list = db().collection<Row>(fresh());
    await list.insertOne({ _id: 1, n: 0 });
    const seen = await Promise.all(Array.from({ length: 100 }, async () => (await list.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'after' }))?.['n'] as number));
    expect(seen.sort((one, other) => one - other)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });
});
