import { Decimal128, Double, Int32, Long, type Document } from 'mongodb';
import { beforeAll, expect, it } from 'vitest';
import { codeOf, exactly, fact, fresh, onBothEngines, type Row } from './engines.ts';

const at = (text: string): Date => new Date(text);
const double = (value: number): Double => new Double(value);
const decimal = (value: string): Decimal128 => Decimal128.fromString(value);

const ORDERS: readonly Document[] = [
  { _id: 1, product: 'panel', quantity: 3, price: 10, state: 'done', tags: ['a', 'b'], at: at('2026-01-05T10:00:00Z'), owner: { id: 1 } },
  { _id: 2, product: 'panel', quantity: 5, price: 12, state: 'open', tags: ['b'], at: at('2026-01-31T23:30:00Z'), owner: { id: 2 } },
  { _id: 3, product: 'battery', quantity: 1, price: 99.5, state: 'open', tags: [], at: at('2026-02-01T00:00:00Z'), owner: { id: 1 } },
  { _id: 4, product: 'cable', quantity: 10, price: 2, state: 'done', at: at('2026-03-15T12:00:00Z') },
  { _id: 5, product: 'cable', quantity: null, state: 'late', tags: ['c'], at: at('2026-03-20T12:00:00Z'), owner: { id: 9 } },
];
const OWNERS: readonly Document[] = [{ _id: 1, name: 'Afi' }, { _id: 2, name: 'Kodjo' }];

const PIPELINES: readonly (readonly [string, Document[], Document[]])[] = [
  ['$match and $count', [{ $match: { state: 'open' } }, { $count: 'n' }], [{ n: 2 }]],
  ['$count of nothing', [{ $match: { state: 'x' } }, { $count: 'n' }], []],
  ['$group with sums', [{ $group: { _id: '$product', n: { $sum: 1 }, pieces: { $sum: '$quantity' } } }, { $sort: { _id: 1 } }],
    [{ _id: 'battery', n: 1, pieces: 1 }, { _id: 'cable', n: 2, pieces: 10 }, { _id: 'panel', n: 2, pieces: 8 }]],
  ['$group over all', [{ $group: { _id: null, least: { $min: '$price' }, most: { $max: '$price' }, mean: { $avg: '$quantity' } } }], [{ _id: null, least: 2, most: double(99.5), mean: double(4.75) }]],
  ['$group by several', [{ $group: { _id: { p: '$product', s: '$state' }, n: { $sum: 1 } } }, { $match: { '_id.p': 'panel' } }, { $sort: { '_id.s': 1 } }],
    [{ _id: { p: 'panel', s: 'done' }, n: 1 }, { _id: { p: 'panel', s: 'open' }, n: 1 }]],
  ['$group keeps null and missing together', [{ $group: { _id: '$owner.id', n: { $sum: 1 } } }, { $sort: { _id: 1 } }], [{ _id: null, n: 1 }, { _id: 1, n: 2 }, { _id: 2, n: 1 }, { _id: 9, n: 1 }]],
  ['$push, $first and $last in order', [{ $sort: { _id: 1 } }, { $group: { _id: null, ids: { $push: '$_id' }, first: { $first: '$product' }, last: { $last: '$product' } } }],
    [{ _id: null, ids: [1, 2, 3, 4, 5], first: 'panel', last: 'cable' }]],
  ['$addToSet', [{ $group: { _id: null, all: { $addToSet: '$state' } } }, { $project: { n: { $size: '$all' } } }], [{ _id: null, n: 3 }]],
  ['$sort by two', [{ $sort: { product: 1, _id: -1 } }, { $project: { _id: 1 } }], [{ _id: 3 }, { _id: 5 }, { _id: 4 }, { _id: 2 }, { _id: 1 }]],
  ['$sort puts null before numbers', [{ $sort: { quantity: 1 } }, { $limit: 2 }, { $project: { _id: 1 } }], [{ _id: 5 }, { _id: 3 }]],
  ['$skip and $limit', [{ $sort: { _id: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }], [{ _id: 2 }, { _id: 3 }]],
  ['$limit before $match', [{ $sort: { _id: 1 } }, { $limit: 2 }, { $match: { state: 'open' } }, { $project: { _id: 1 } }], [{ _id: 2 }]],
  ['$project with expressions', [{ $match: { _id: 1 } }, { $project: { _id: 0, total: { $multiply: ['$quantity', '$price'] }, who: '$owner.id', 'a.b': '$state' } }], [{ total: 30, who: 1, a: { b: 'done' } }]],
  ['$project leaves out', [{ $match: { _id: 4 } }, { $project: { at: 0, price: 0 } }], [{ _id: 4, product: 'cable', quantity: 10, state: 'done' }]],
  ['$project inside documents', [{ $match: { _id: 1 } }, { $project: { owner: { id: 1 }, _id: 0 } }], [{ owner: { id: 1 } }]],
  ['$addFields over and inside', [{ $match: { _id: 1 } }, { $addFields: { 'owner.name': 'x', quantity: 7 } }, { $project: { owner: 1, quantity: 1 } }], [{ _id: 1, quantity: 7, owner: { id: 1, name: 'x' } }]],
  ['$$REMOVE', [{ $match: { _id: 4 } }, { $project: { a: { $cond: [false, 1, '$$REMOVE'] }, b: '$nothing' } }], [{ _id: 4 }]],
  ['$unset', [{ $match: { _id: 4 } }, { $unset: ['at', 'price', 'state'] }], [{ _id: 4, product: 'cable', quantity: 10 }]],
  ['$unwind', [{ $unwind: '$tags' }, { $sort: { _id: 1, tags: 1 } }, { $project: { tags: 1 } }], [{ _id: 1, tags: 'a' }, { _id: 1, tags: 'b' }, { _id: 2, tags: 'b' }, { _id: 5, tags: 'c' }]],
  ['$unwind keeps the empty', [{ $match: { _id: { $gte: 3 } } }, { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }, { $sort: { _id: 1 } }, { $project: { tags: 1, i: 1 } }],
    [{ _id: 3, i: null }, { _id: 4, i: null }, { _id: 5, tags: 'c', i: Long.fromNumber(0) }]],
  ['$unwind and group', [{ $unwind: '$tags' }, { $sortByCount: '$tags' }, { $limit: 1 }], [{ _id: 'b', count: 2 }]],
  ['$lookup', [{ $match: { _id: { $in: [1, 4, 5] } } }, { $sort: { _id: 1 } }, { $lookup: { from: 'owners', localField: 'owner.id', foreignField: '_id', as: 'who' } }, { $project: { who: 1 } }],
    [{ _id: 1, who: [{ _id: 1, name: 'Afi' }] }, { _id: 4, who: [] }, { _id: 5, who: [] }]],
  ['$lookup with a pipeline', [{ $match: { _id: 2 } }, { $lookup: { from: 'owners', let: { o: '$owner.id' }, pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$o'] } } }, { $project: { _id: 0 } }], as: 'who' } }, { $project: { who: 1 } }],
    [{ _id: 2, who: [{ name: 'Kodjo' }] }]],
  ['$facet', [{ $facet: { states: [{ $group: { _id: '$state' } }, { $sort: { _id: 1 } }], n: [{ $count: 'all' }] } }], [{ states: [{ _id: 'done' }, { _id: 'late' }, { _id: 'open' }], n: [{ all: 5 }] }]],
  ['$bucket', [{ $match: { price: { $exists: true } } }, { $bucket: { groupBy: '$price', boundaries: [0, 10, 50], default: 'more', output: { n: { $sum: 1 }, ids: { $push: '$_id' } } } }],
    [{ _id: 0, n: 1, ids: [4] }, { _id: 10, n: 2, ids: [1, 2] }, { _id: 'more', n: 1, ids: [3] }]],
  ['$replaceRoot', [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { $mergeObjects: ['$owner', { x: 1 }] } } }], [{ id: 1, x: 1 }]],
  ['$unionWith', [{ $match: { _id: 1 } }, { $project: { _id: 1 } }, { $unionWith: { coll: 'owners', pipeline: [{ $match: { _id: 2 } }, { $project: { _id: 1 } }] } }], [{ _id: 1 }, { _id: 2 }]],
  ['sums of other types', [{ $group: { _id: null, s: { $sum: '$state' }, m: { $avg: '$state' } } }], [{ _id: null, s: 0, m: null }]],
  ['by month', [{ $group: { _id: { $dateTrunc: { date: '$at', unit: 'month' } }, n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [{ _id: at('2026-01-01T00:00:00Z'), n: 2 }, { _id: at('2026-02-01T00:00:00Z'), n: 1 }, { _id: at('2026-03-01T00:00:00Z'), n: 2 }]],
  ['by day in Nairobi', [{ $match: { _id: { $in: [2, 3] } } }, { $group: { _id: { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: 'Africa/Nairobi' } }, n: { $sum: 1 } } }], [{ _id: '2026-02-01', n: 2 }]],
];

/** `{ [test]: …, then: … }`, built so that nobody takes it for a promise. */
const THEN = 'then' as string;
const branch = (test: 'if' | 'case', condition: unknown, answer: unknown, rest: Document = {}): Document => ({ [test]: condition, [THEN]: answer, ...rest });

/** Expressions over `{ n: 5, m: -2.5, t: 'Hello', d: 2026-01-31T23:30:15.250Z, l: [3, 1, 2], o: { a: 1, b: 2 }, z: null }`. */
const INPUT: Document = { _id: 1, n: 5, m: -2.5, t: 'Hello', d: at('2026-01-31T23:30:15.250Z'), l: [3, 1, 2], o: { a: 1, b: 2 }, z: null, x: [{ k: 1 }, { k: 2 }, {}] };

const EXPRESSIONS: readonly (readonly [unknown, unknown])[] = [
  [{ $add: ['$n', 1] }, 6], [{ $add: ['$n', 0.5] }, double(5.5)], [{ $add: ['$n', '$z'] }, null], [{ $add: ['$d', 1000] }, at('2026-01-31T23:30:16.250Z')],
  [{ $subtract: ['$n', 7] }, -2], [{ $subtract: ['$d', at('2026-01-31T23:30:15.000Z')] }, Long.fromNumber(250)], [{ $multiply: ['$n', 2] }, 10], [{ $divide: ['$n', 2] }, double(2.5)], [{ $divide: [6, 2] }, double(3)],
  [{ $mod: ['$n', 3] }, 2], [{ $mod: [-7, 3] }, -1], [{ $abs: '$m' }, double(2.5)], [{ $ceil: '$m' }, double(-2)], [{ $floor: '$m' }, double(-3)], [{ $round: [2.5, 0] }, double(2)], [{ $round: [1.255, 2] }, double(1.26)], [{ $trunc: ['$m', 0] }, double(-2)],
  [{ $add: [2_147_483_647, 1] }, Long.fromNumber(2_147_483_648)], [{ $add: [decimal('0.1'), decimal('0.2')] }, decimal('0.3')],
  [{ $concat: ['$t', '!', '?'] }, 'Hello!?'], [{ $concat: ['$t', '$z'] }, null], [{ $toUpper: '$t' }, 'HELLO'], [{ $toLower: '$t' }, 'hello'], [{ $strLenCP: 'été' }, 3], [{ $substrCP: ['$t', 1, 3] }, 'ell'], [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
  [{ $trim: { input: '  x ' } }, 'x'], [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'], [{ $indexOfCP: ['$t', 'l'] }, 2], [{ $replaceAll: { input: 'a.b.c', find: '.', replacement: '-' } }, 'a-b-c'], [{ $regexMatch: { input: '$t', regex: '^h', options: 'i' } }, true],
  [{ $eq: ['$n', double(5)] }, true], [{ $gt: ['$t', 5] }, true], [{ $lt: ['$nothing', null] }, true], [{ $eq: ['$nothing', null] }, false], [{ $cmp: [1, 2] }, -1], [{ $and: [true, 1, 'x'] }, true], [{ $or: [0, null, '$nothing'] }, false], [{ $not: ['$z'] }, true],
  [{ $cond: branch('if', { $gt: ['$n', 3] }, 'yes', { else: 'no' }) }, 'yes'], [{ $ifNull: ['$z', '$nothing', 7] }, 7], [{ $switch: { branches: [branch('case', { $eq: ['$n', 1] }, 'one'), branch('case', { $eq: ['$n', 5] }, 'five')], default: 'other' } }, 'five'],
  [{ $size: '$l' }, 3], [{ $arrayElemAt: ['$l', -1] }, 2], [{ $first: '$l' }, 3], [{ $last: '$l' }, 2], [{ $slice: ['$l', 2] }, [3, 1]], [{ $slice: ['$l', -1] }, [2]], [{ $concatArrays: ['$l', [9]] }, [3, 1, 2, 9]], [{ $reverseArray: '$l' }, [2, 1, 3]], [{ $in: [1, '$l'] }, true],
  [{ $filter: { input: '$l', as: 'e', cond: { $gte: ['$$e', 2] } } }, [3, 2]], [{ $map: { input: '$l', as: 'e', in: { $multiply: ['$$e', 2] } } }, [6, 2, 4]], [{ $reduce: { input: '$l', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6], [{ $sum: '$l' }, 6], [{ $max: '$l' }, 3], [{ $avg: '$l' }, double(2)],
  [{ $sortArray: { input: '$l', sortBy: 1 } }, [1, 2, 3]], [{ $range: [0, 6, 2] }, [0, 2, 4]], [{ $setIntersection: ['$l', [1, 2, 7]] }, [1, 2]], [{ $setUnion: [[1, 2], [2, 3]] }, [1, 2, 3]], [{ $setDifference: ['$l', [1]] }, [3, 2]], [{ $isArray: '$l' }, true], ['$x.k', [1, 2]],
  [{ $objectToArray: '$o' }, [{ k: 'a', v: 1 }, { k: 'b', v: 2 }]], [{ $arrayToObject: [[['p', 1], ['q', 2]]] }, { p: 1, q: 2 }], [{ $mergeObjects: ['$o', { b: 9, c: 3 }] }, { a: 1, b: 9, c: 3 }], [{ $getField: { field: 'a', input: '$o' } }, 1], [{ $let: { vars: { y: { $add: ['$n', 1] } }, in: { $multiply: ['$$y', 2] } } }, 12],
  [{ $type: '$n' }, 'int'], [{ $type: '$m' }, 'double'], [{ $type: '$nothing' }, 'missing'], [{ $type: '$d' }, 'date'], [{ $toString: '$n' }, '5'], [{ $toInt: '42' }, 42], [{ $toDouble: '$n' }, double(5)], [{ $toLong: '$n' }, Long.fromNumber(5)], [{ $toDecimal: '$n' }, decimal('5')], [{ $toBool: 0 }, false], [{ $toDate: '2026-01-05' }, at('2026-01-05T00:00:00Z')],
  [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1], [{ $convert: { input: null, to: 'int', onNull: 0 } }, 0], [{ $literal: '$n' }, '$n'], [{ $isNumber: '$t' }, false],
  [{ $year: '$d' }, 2026], [{ $month: '$d' }, 1], [{ $dayOfMonth: '$d' }, 31], [{ $dayOfMonth: { date: '$d', timezone: '+01:00' } }, 1], [{ $hour: '$d' }, 23], [{ $millisecond: '$d' }, 250], [{ $dayOfWeek: '$d' }, 7], [{ $isoWeek: '$d' }, 5], [{ $dayOfYear: '$d' }, 31],
  [{ $dateToString: { date: '$d' } }, '2026-01-31T23:30:15.250Z'], [{ $dateToString: { date: '$d', format: '%d/%m/%Y %H:%M' } }, '31/01/2026 23:30'], [{ $dateTrunc: { date: '$d', unit: 'hour' } }, at('2026-01-31T23:00:00Z')], [{ $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'monday' } }, at('2026-01-26T00:00:00Z')],
  [{ $dateTrunc: { date: '$d', unit: 'quarter' } }, at('2026-01-01T00:00:00Z')], [{ $dateAdd: { startDate: '$d', unit: 'month', amount: 1 } }, at('2026-02-28T23:30:15.250Z')], [{ $dateSubtract: { startDate: '$d', unit: 'day', amount: 31 } }, at('2025-12-31T23:30:15.250Z')],
  [{ $dateDiff: { startDate: at('2026-01-01T00:00:00Z'), endDate: '$d', unit: 'day' } }, Long.fromNumber(30)], [{ $dateFromString: { dateString: '2026-01-05T10:00:00Z' } }, at('2026-01-05T10:00:00Z')], [{ $dateFromParts: { year: 2026, month: 2, day: 3 } }, at('2026-02-03T00:00:00Z')],
];

const REFUSED: readonly (readonly [string, Document[], number])[] = [
  ['an unknown stage', [{ $foo: 1 }], 40_324], ['an unknown expression', [{ $project: { a: { $foo: 1 } } }], 168], ['an unknown accumulator', [{ $group: { _id: null, a: { $foo: 1 } } }], 15_952], ['$group without _id', [{ $group: { a: { $sum: 1 } } }], 15_955],
  ['an undefined variable', [{ $project: { a: '$$nobody' } }], 17_276], ['two stages in one', [{ $match: {}, $limit: 1 }], 40_323], ['$limit of nothing', [{ $limit: 0 }], 15_958], ['inclusion and exclusion', [{ $project: { a: 1, b: 0 } }], 31_254],
  ['$divide by zero', [{ $project: { a: { $divide: [1, 0] } } }], 2], ['$size of no array', [{ $project: { a: { $size: '$product' } } }], 17_124], ['a path twice', [{ $project: { a: 1, 'a.b': 1 } }], 31_250],
];

const DOCUMENTDB_DIFFERS = new Set([
  '$count of nothing', '{"$setIntersection":["$l",[1,2,7]]}', '{"$setUnion":[[1,2],[2,3]]}', 'an unknown expression', '$limit of nothing', 'a path twice',
]);

onBothEngines('aggregation', (subject) => {
  const { db } = subject;
  beforeAll(async () => {
    await db().collection<Row>('orders').insertMany(ORDERS.map((order) => ({ ...order })));
    await db().collection<Row>('owners').insertMany(OWNERS.map((owner) => ({ ...owner })));
    await db().collection<Row>('input').insertOne({ ...INPUT });
  });
  const run = async (collection: string, pipeline: Document[]): Promise<string[]> =>
    (await db().collection(collection).aggregate(pipeline, { promoteValues: false, promoteLongs: false }).toArray()).map(exactly);
  const typed = (value: unknown): string => exactly(value).replaceAll(/(?<=[:[,{])(-?\d+)(?=[,\]}])/g, (text) => exactly(new Int32(Number(text))));

  it.each(PIPELINES)('%s', (title, pipeline, expected) =>
    fact(subject, title, DOCUMENTDB_DIFFERS, async () => expect(await run('orders', pipeline)).toEqual(expected.map(typed))));

  it.each(EXPRESSIONS.map(([expression, expected]) => [JSON.stringify(expression), expression, expected] as const))('%s', (title, expression, expected) =>
    fact(subject, title, DOCUMENTDB_DIFFERS, async () => expect(await run('input', [{ $project: { _id: 0, r: expression } }])).toEqual([typed({ r: expected })])));

  it.each(REFUSED)('refuses %s', (title, pipeline, code) =>
    fact(subject, title, DOCUMENTDB_DIFFERS, async () => expect(await codeOf(db().collection('orders').aggregate(pipeline).toArray())).toBe(code)));

  it('what is refused is refused on a collection that is not there, too', async () => {
    expect(await codeOf(db().collection(fresh()).aggregate([{ $foo: 1 }]).toArray())).toBe(40_324);
    expect(await db().collection(fresh()).aggregate([{ $match: { a: 1 } }]).toArray()).toEqual([]);
  });

  it('$$NOW is one instant, by the server’s clock', async () => {
    const [row] = await db().collection('owners').aggregate<{ a: Date; b: Date }>([{ $project: { a: '$$NOW', b: '$$NOW' } }]).toArray();
    expect(row?.a).toEqual(row?.b);
    expect(Math.abs((row?.a.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});
