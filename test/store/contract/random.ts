import { Decimal128, Double, Long, type Document } from 'mongodb';

/** Repeatable randomness: equal seeds, equal cases. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to before 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  one<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  list<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

const SCALARS: readonly ((dice: Dice) => unknown)[] = [
  (dice) => dice.below(6) - 2,
  (dice) => dice.below(6) - 2,
  (dice) => new Double(dice.below(4)),
  (dice) => dice.below(8) / 2 - 1,
  (dice) => Long.fromNumber(dice.below(4)),
  (dice) => Decimal128.fromString(dice.one(['0', '1', '1.5', '2', '-1'])),
  (dice) => dice.one(['', 'a', 'b', 'ab', 'B', 'é']),
  (dice) => dice.one(['', 'a', 'b', 'ab', 'B', 'é']),
  (dice) => dice.next() < 0.5,
  () => null,
  (dice) => new Date(dice.below(3) * 86_400_000),
];

const scalar = (dice: Dice): unknown => dice.one(SCALARS)(dice);

function value(dice: Dice, depth = 0): unknown {
  const roll = dice.next();
  // Never empty: DocumentDB sorts an empty array as null, MongoDB before it (filters.test.ts).
  if (depth < 2 && roll < 0.15) return [value(dice, depth + 1), ...dice.list(2, () => value(dice, depth + 1))];
  if (depth < 2 && roll < 0.3) return Object.fromEntries(dice.list(2, () => dice.one(['x', 'y'])).map((name) => [name, value(dice, depth + 1)]));
  return scalar(dice);
}

export function document(dice: Dice, _id: number): Document {
  return { _id, ...Object.fromEntries(['a', 'b', 'c'].filter(() => dice.next() < 0.75).map((name) => [name, value(dice)])) };
}

const path = (dice: Dice): string => dice.one(['a', 'b', 'c', 'a.x', 'b.y', 'a.0', 'c.x.y', 'b.1']);

/** A path that nothing can be in the way of: DocumentDB refuses there what MongoDB passes over. */
const whole = (dice: Dice): string => dice.one(['a', 'b', 'c']);

function condition(dice: Dice, depth = 0): unknown {
  switch (dice.below(depth > 1 ? 7 : 13)) {
    case 0:
      return scalar(dice);
    case 1:
      return { [dice.one(['$gt', '$gte', '$lt', '$lte'])]: scalar(dice) };
    case 2:
      return { $eq: value(dice) };
    case 3:
      // Without decimals, which DocumentDB does not find among other numbers.
      return { $in: dice.list(3, () => scalar(dice)).filter((item) => !(item instanceof Decimal128)) };
    case 4:
      return { $exists: dice.next() < 0.5 };
    case 5:
      return { $ne: scalar(dice) };
    case 6:
      return { $type: dice.one(['number', 'string', 'array', 'object', 'null', 'bool', 'date', 'int', 'double']) };
    case 7:
      return { $nin: dice.list(3, () => scalar(dice)) };
    case 8:
      return { $not: { [dice.one(['$gt', '$lte', '$eq'])]: scalar(dice) } };
    case 9:
      return { $size: dice.below(3) };
    case 10:
      return { $all: [scalar(dice), ...dice.list(1, () => scalar(dice))] };
    case 11:
      return { $elemMatch: dice.next() < 0.5 ? { $gte: dice.below(3), $lt: 4 } : { x: condition(dice, 2) } };
    default:
      return { $gte: scalar(dice), $lte: scalar(dice) };
  }
}

export function filter(dice: Dice, depth = 0): Document {
  if (depth < 2 && dice.next() < 0.25) return { [dice.one(['$and', '$or', '$nor'])]: [filter(dice, depth + 1), ...dice.list(1, () => filter(dice, depth + 1))] };
  return Object.fromEntries([path(dice), ...dice.list(1, () => path(dice))].map((name) => [name, condition(dice)]));
}

const UPDATES: readonly ((dice: Dice) => Document)[] = [
  (dice) => ({ $set: { [path(dice)]: value(dice) } }),
  (dice) => ({ $unset: { [whole(dice)]: '' } }),
  (dice) => ({ $inc: { [path(dice)]: dice.one([1, -2, 0.5, Long.fromNumber(3)]) } }),
  (dice) => ({ $mul: { [path(dice)]: dice.one([2, 0.5]) } }),
  (dice) => ({ [dice.one(['$min', '$max'])]: { [path(dice)]: scalar(dice) } }),
  (dice) => ({ $push: { [path(dice)]: scalar(dice) } }),
  (dice) => ({ $push: { [dice.one(['a', 'b'])]: { $each: [scalar(dice), ...dice.list(2, () => scalar(dice))], $slice: dice.one([-3, -2, -1, 1, 2, 3]) } } }),
  (dice) => ({ $addToSet: { [path(dice)]: scalar(dice) } }),
  (dice) => ({ $pull: { [whole(dice)]: dice.next() < 0.5 ? scalar(dice) : { $gte: dice.below(3) } } }),
  (dice) => ({ $pop: { [path(dice)]: dice.one([1, -1]) } }),
  (dice) => ({ $rename: { [dice.one(['a', 'b'])]: dice.one(['c', 'd', 'd.e']) } }),
  (dice) => [{ $set: { d: dice.one<unknown>(['$a', { $ifNull: ['$b', 'none'] }, { $isArray: '$a' }, { $type: '$c' }, { $concatArrays: [['x'], { $cond: [{ $isArray: '$a' }, '$a', []] }] }]) } }],
];

export const update = (dice: Dice): Document | Document[] => dice.one(UPDATES)(dice);

/** DocumentDB counts with booleans, MongoDB refuses to. */
export function countsWithBoolean(change: Document | Document[], before: Document): boolean {
  const counted = Object.keys({ ...(change as Document)['$inc'], ...(change as Document)['$mul'] });
  const at = (dotted: string): unknown => dotted.split('.').reduce<unknown>((inner, part) => (inner as Record<string, unknown> | null | undefined)?.[part], before);
  return counted.some((dotted) => typeof at(dotted) === 'boolean');
}

const GROUP_BY = ['$a', '$b', '$c', { $type: '$a' }, { t: { $type: '$b' }, n: { $isNumber: '$c' } }];
const ACCUMULATORS = [{ $sum: 1 }, { $sum: '$a' }, { $min: '$b' }, { $max: '$c' }, { $avg: '$b' }, { $first: '$_id' }, { $last: '$_id' }];

export function pipeline(dice: Dice): Document[] {
  const stages: Document[] = [{ $match: filter(dice) }, { $sort: { _id: 1 } }];
  switch (dice.below(5)) {
    case 0:
      stages.push({ $group: { _id: dice.one<unknown>(GROUP_BY), r: dice.one<Document>(ACCUMULATORS), n: { $sum: 1 } } }, { $project: { _id: 0, r: 1, n: 1 } });
      break;
    case 1:
      stages.push({ $unwind: { path: dice.one(['$a', '$b']), preserveNullAndEmptyArrays: dice.next() < 0.5 } });
      break;
    case 2:
      stages.push({ $project: { [dice.one(['a', 'b.y', 'a.x'])]: 1, d: dice.one<unknown>(['$a.x', { $ifNull: ['$a', '$b'] }, { $cond: ['$c', 1, 2] }, { $eq: ['$a', '$b'] }, { $cmp: ['$a', '$b'] }]) } });
      break;
    case 3:
      stages.push({ $sort: { [dice.one(['a', 'b', 'c'])]: dice.one([1, -1]), _id: 1 } }, { $skip: dice.below(3) }, { $limit: 1 + dice.below(9) }, { $project: { _id: 1 } });
      break;
    default:
      stages.push({ $addFields: { 'c.z': { $type: '$a' }, e: { $in: ['$a', [1, 'a', null]] } } });
  }
  return stages;
}
