import { Binary, BSONRegExp, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp, type Document } from 'mongodb';
import { beforeAll, expect, it } from 'vitest';
import { codeOf, onBothEngines, type Row } from './engines.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));
const id = (end: string): ObjectId => new ObjectId(`64b000000000000000000${end}`);

/** One document for each kind of value, and shapes that conditions treat differently. */
const VALUES: readonly Document[] = [
  { _id: 'none' },
  { _id: 'null', v: null },
  { _id: 'int', v: 5 },
  { _id: 'double', v: new Double(5) },
  { _id: 'half', v: 5.5 },
  { _id: 'long', v: Long.fromNumber(5) },
  { _id: 'big', v: Long.fromString('9007199254740993') },
  { _id: 'bigger', v: Long.fromString('9007199254740995') },
  { _id: 'decimal', v: Decimal128.fromString('5.0') },
  { _id: 'tenth', v: Decimal128.fromString('0.1') },
  { _id: 'negative', v: -3 },
  { _id: 'nan', v: NaN },
  { _id: 'infinite', v: Infinity },
  { _id: 'empty text', v: '' },
  { _id: 'text', v: 'abc' },
  { _id: 'upper', v: 'ABC' },
  { _id: 'accent', v: 'été' },
  { _id: 'true', v: true },
  { _id: 'false', v: false },
  { _id: 'date', v: at(5) },
  { _id: 'later', v: at(9) },
  { _id: 'oid', v: id('001') },
  { _id: 'oid2', v: id('002') },
  { _id: 'binary', v: new Binary(Buffer.from([1, 2, 3])) },
  { _id: 'regex', v: new BSONRegExp('^a', 'i') },
  { _id: 'timestamp', v: new Timestamp({ t: 1, i: 1 }) },
  { _id: 'min', v: new MinKey() },
  { _id: 'max', v: new MaxKey() },
  { _id: 'object', v: { a: 1, b: 2 } },
  { _id: 'turned', v: { b: 2, a: 1 } },
  { _id: 'empty object', v: {} },
  { _id: 'empty array', v: [] },
  { _id: 'array', v: [1, 5, 9] },
  { _id: 'texts', v: ['abc', 'xyz'] },
  { _id: 'nested', v: [[5]] },
  { _id: 'objects', v: [{ a: 1, b: 5 }, { a: 2, b: 1 }] },
  { _id: 'with null', v: [null, 1] },
];

const NUMBERS_5 = ['array', 'decimal', 'double', 'int', 'long'];

const CASES: readonly (readonly [Document, readonly string[]])[] = [
  [{ v: 5 }, NUMBERS_5],
  [{ v: { $eq: new Double(5) } }, NUMBERS_5],
  [{ v: Long.fromNumber(5) }, NUMBERS_5],
  [{ v: Decimal128.fromString('5.00') }, NUMBERS_5],
  [{ v: Long.fromString('9007199254740993') }, ['big']],
  [{ v: { $gt: Long.fromString('9007199254740993') } }, ['bigger', 'infinite']],
  [{ v: 'abc' }, ['text', 'texts']],
  [{ v: null }, ['none', 'null', 'with null']],
  [{ v: { $ne: null }, _id: { $in: ['none', 'null', 'int', 'with null', 'array'] } }, ['array', 'int']],
  [{ v: { $ne: 5 }, _id: { $in: ['int', 'array', 'half', 'none', 'text'] } }, ['half', 'none', 'text']],
  [{ v: { $gt: 5 } }, ['array', 'big', 'bigger', 'half', 'infinite']],
  [{ v: { $gte: 5 } }, ['array', 'big', 'bigger', 'decimal', 'double', 'half', 'infinite', 'int', 'long']],
  [{ v: { $lt: 5 } }, ['array', 'negative', 'tenth', 'with null']],
  [{ v: { $lte: -3 } }, ['negative']],
  [{ v: { $gt: 1, $lt: 9 } }, ['array', 'decimal', 'double', 'half', 'int', 'long']],
  [{ v: { $gt: 5, $lt: 6 } }, ['array', 'half']],
  [{ v: NaN }, ['nan']],
  [{ v: { $gte: NaN } }, ['nan']],
  [{ v: { $lt: NaN } }, []],
  [{ v: { $gt: '' } }, ['accent', 'text', 'texts', 'upper']],
  [{ v: { $lt: 'abc' } }, ['empty text', 'upper']],
  [{ v: { $gte: at(5) } }, ['date', 'later']],
  [{ v: { $lt: at(9) } }, ['date']],
  [{ v: { $gte: id('002') } }, ['oid2']],
  [{ v: { $gte: null } }, ['none', 'null', 'with null']],
  [{ v: { $lt: true } }, ['false']],
  [{ v: { $in: [5, 'abc', null] } }, ['array', 'decimal', 'double', 'int', 'long', 'none', 'null', 'text', 'texts', 'with null']],
  [{ v: { $in: [] } }, []],
  [{ v: { $in: [/^AB/, true] } }, ['true', 'upper']],
  [{ v: { $nin: [5, null] }, _id: { $in: ['int', 'none', 'text', 'with null'] } }, ['text']],
  [{ v: { $exists: false } }, ['none']],
  [{ v: { $exists: true }, _id: { $in: ['none', 'null', 'int'] } }, ['int', 'null']],
  [{ v: { $type: 'number' } }, ['array', 'big', 'bigger', 'decimal', 'double', 'half', 'infinite', 'int', 'long', 'nan', 'negative', 'tenth', 'with null']],
  [{ v: { $type: 'int' } }, ['array', 'int', 'negative', 'with null']],
  [{ v: { $type: ['long', 'decimal'] } }, ['big', 'bigger', 'decimal', 'long', 'tenth']],
  [{ v: { $type: 1 } }, ['double', 'half', 'infinite', 'nan']],
  [{ v: { $type: 'array' } }, ['array', 'empty array', 'nested', 'objects', 'texts', 'with null']],
  [{ v: { $type: 'null' } }, ['null', 'with null']],
  [{ v: { $type: 'object' } }, ['empty object', 'object', 'objects', 'turned']],
  [{ v: { $type: 'bool' } }, ['false', 'true']],
  [{ v: { $type: 'date' } }, ['date', 'later']],
  [{ v: { $type: 'minKey' } }, ['min']],
  [{ v: { a: 1, b: 2 } }, ['object']],
  [{ v: { b: 2, a: 1 } }, ['turned']],
  [{ v: {} }, ['empty object']],
  [{ v: [1, 5, 9] }, ['array']],
  [{ v: [] }, ['empty array']],
  [{ v: [5] }, ['nested']],
  [{ 'v.a': 1 }, ['object', 'objects', 'turned']],
  [{ 'v.b': { $gt: 1 } }, ['object', 'objects', 'turned']],
  [{ 'v.0': 1 }, ['array']],
  [{ 'v.1': 'xyz' }, ['texts']],
  [{ 'v.0.a': 1 }, ['objects']],
  [{ 'v.1.a': 1 }, []],
  [{ 'v.c': { $exists: false }, _id: { $in: ['object', 'objects', 'array', 'int'] } }, ['array', 'int', 'object', 'objects']],
  [{ 'v.a': null, _id: { $in: ['object', 'empty object', 'int', 'objects', 'none'] } }, ['empty object', 'int', 'none']],
  [{ v: { $size: 3 } }, ['array']],
  [{ v: { $size: 0 } }, ['empty array']],
  [{ v: { $all: [1, 9] } }, ['array']],
  [{ v: { $all: [5] } }, NUMBERS_5],
  [{ v: { $all: [] } }, []],
  [{ 'v.a': { $all: [1, 2] } }, ['objects']],
  [{ 'v.0': { $all: [5] } }, []],
  [{ v: { $not: { $all: [1, 5] } }, _id: { $in: ['array', 'int'] } }, ['int']],
  [{ v: { $not: { $gt: 8, $lt: 2 } }, _id: { $in: ['array', 'int'] } }, ['int']],
  [{ v: { $elemMatch: { $gt: 1, $lt: 6 } } }, ['array']],
  [{ v: { $elemMatch: { a: 1, b: 5 } } }, ['objects']],
  [{ v: { $elemMatch: { a: 1, b: 1 } } }, []],
  [{ 'v.a': 1, 'v.b': 1 }, ['objects']],
  [{ v: { $all: [{ $elemMatch: { a: 1 } }, { $elemMatch: { a: 2 } }] } }, ['objects']],
  [{ v: /^ab/ }, ['text', 'texts']],
  [{ v: /^ab/i }, ['text', 'texts', 'upper']],
  [{ v: { $regex: '^AB', $options: 'i' } }, ['text', 'texts', 'upper']],
  [{ v: { $regex: 't.$' } }, ['accent']],
  [{ v: { $not: /^ab/i }, _id: { $in: ['text', 'upper', 'accent', 'int'] } }, ['accent', 'int']],
  [{ v: { $not: { $gt: 5 } }, _id: { $in: ['int', 'half', 'text', 'none', 'array'] } }, ['int', 'none', 'text']],
  [{ v: { $not: { $gt: 1, $lt: 6 } }, _id: { $in: ['int', 'negative', 'none'] } }, ['negative', 'none']],
  [{ v: { $mod: [5, 0] }, _id: { $ne: 'infinite' } }, ['array', 'bigger', 'decimal', 'double', 'half', 'int', 'long', 'tenth']],
  [{ v: { $mod: [4, -3] } }, ['negative']],
  [{ $or: [{ v: 5.5 }, { v: 'ABC' }] }, ['half', 'upper']],
  [{ $and: [{ v: { $gt: 1 } }, { v: { $lt: 5 } }] }, ['array']],
  [{ $nor: [{ v: { $exists: true } }, { _id: 'x' }] }, ['none']],
  [{ _id: { $gt: 'tex', $lte: 'texts' } }, ['text', 'texts']],
  [{ $expr: { $eq: ['$v', 5] } }, ['decimal', 'double', 'int', 'long']],
  [{ $expr: { $gt: [{ $size: { $ifNull: [{ $cond: [{ $isArray: '$v' }, '$v', null] }, []] } }, 2] } }, ['array']],
  [{ v: { $gt: new MinKey() }, _id: { $in: ['min', 'null', 'int', 'max'] } }, ['int', 'max', 'null']],
  [{ v: new BSONRegExp('^a', 'i') }, ['regex', 'text', 'texts', 'upper']],
];

onBothEngines('filters', ({ db }) => {
  beforeAll(async () => {
    for (const collection of ['values', 'indexed']) {
      await db().collection<Row>(collection).insertMany(VALUES.map((doc) => ({ ...doc })));
    }
    await db().collection('indexed').createIndex({ v: 1 });
  });

  const name = (filter: Document): string => JSON.stringify(filter, (_, value: unknown) => (value instanceof RegExp ? String(value) : value));

  it.each(CASES.map(([filter, ids]) => [name(filter), filter, ids] as const))('%s', async (_title, filter, ids) => {
    for (const collection of ['values', 'indexed']) {
      const found = await db().collection<Row>(collection).find(filter as Document).toArray();
      expect(found.map(({ _id }) => String(_id)).sort(), collection).toEqual([...ids].sort());
    }
  });

  it('values of different types have one order', async () => {
    const order = [
      'min', 'empty array', 'none', 'null', 'with null', 'nan', 'negative', 'tenth', 'array', 'int', 'double', 'long', 'decimal', 'half', 'big', 'bigger', 'infinite',
      'empty text', 'upper', 'text', 'texts', 'accent', 'empty object', 'object', 'objects', 'turned', 'nested', 'binary', 'oid', 'oid2', 'false', 'true', 'date', 'later', 'timestamp', 'regex', 'max',
    ];
    const sorted = await db().collection<Row>('values').find({ _id: { $in: order } }).sort({ v: 1, _id: 1 }).toArray();
    const names = sorted.map(({ _id }) => String(_id));
    const position = new Map(names.map((one, index) => [one, index]));
    const pairs = [
      ['min', 'null'], ['null', 'nan'], ['none', 'negative'], ['nan', 'negative'], ['negative', 'tenth'], ['tenth', 'int'], ['int', 'half'], ['half', 'big'], ['big', 'bigger'], ['bigger', 'infinite'],
      ['infinite', 'empty text'], ['empty text', 'upper'], ['upper', 'text'], ['text', 'accent'], ['accent', 'empty object'], ['empty object', 'object'], ['object', 'turned'], ['turned', 'nested'],
      ['nested', 'binary'], ['binary', 'oid'], ['oid', 'oid2'], ['oid2', 'false'], ['false', 'true'], ['true', 'date'], ['date', 'later'], ['later', 'timestamp'], ['timestamp', 'regex'], ['regex', 'max'],
    ] as const;
    expect(pairs.filter(([one, other]) => (position.get(one) ?? 0) >= (position.get(other) ?? 0))).toEqual([]);
    expect(names).toHaveLength(VALUES.length);
  });

  it('an array sorts by its least element, or by its greatest when descending', async () => {
    const ids = ['array', 'int', 'half', 'negative'];
    const list = db().collection<Row>('indexed');
    expect((await list.find({ _id: { $in: ids } }).sort({ v: 1 }).toArray()).map(({ _id }) => _id)).toEqual(['negative', 'array', 'int', 'half']);
    expect((await list.find({ _id: { $in: ids } }).sort({ v: -1 }).toArray()).map(({ _id }) => _id)).toEqual(['array', 'half', 'int', 'negative']);
  });

  it.each([
    [{ v: { $unknown: 1 } }, 2],
    [{ $unknown: 1 }, 2],
    [{ $or: [] }, 2],
    [{ $and: 5 }, 2],
    [{ v: { $in: 5 } }, 2],
    [{ v: { $elemMatch: 5 } }, 2],
    [{ v: { $mod: [0, 1] } }, 2],
    [{ v: { $mod: [1] } }, 2],
    [{ v: { $not: 5 } }, 2],
    [{ v: { $options: 'i' } }, 2],
    [{ v: { $all: 5 } }, 2],
  ])('%j is refused with code %i', async (filter, code) => {
    expect(await codeOf(db().collection('values').find(filter as Document).toArray())).toBe(code);
  });
});
