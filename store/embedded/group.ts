import { CommandError } from './errors.ts';
import { compile, type Expression, type Scope } from './expressions.ts';
import { key } from './key.ts';
import { add, type Numeric } from './numbers.ts';
import { average, extreme } from './operators/numbers.ts';
import { merged } from './operators/logic.ts';
import { double, isDoc, isNumber, toNumber, type Doc, type Value } from './values.ts';

type Fold = (values: readonly Value[]) => Value;

const there = (values: readonly Value[]): Value[] => values.filter((value) => value !== undefined);

/** What becomes of the values of one group, in their order. */
const ACCUMULATORS: Readonly<Record<string, Fold>> = {
  $sum: (values) => values.filter(isNumber).reduce<Numeric>(add, 0),
  $avg: average,
  $min: (values) => extreme(values, -1),
  $max: (values) => extreme(values, 1),
  $first: ([value]) => value ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: there,
  $addToSet: (values) => [...new Map(there(values).map((value) => [key(value), value])).values()],
  $mergeObjects: merged,
  $stdDevPop: (values) => deviation(values, 0),
  $stdDevSamp: (values) => deviation(values, 1),
};

function deviation(values: readonly Value[], less: number): Value {
  const numbers = values.filter(isNumber).map(toNumber);
  if (numbers.length <= less) return null;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return double(Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (numbers.length - less)));
}

/** Compiles `$group`; groups come in the order in which they were met. */
export function compileGroup(specification: Doc, scope: Scope, rootOf: (doc: Doc) => Value = (doc) => doc): (docs: Doc[]) => Doc[] {
  if (!('_id' in specification)) throw new CommandError('FailedToParse', 'a group specification must include an _id', { code: 15_955 });
  const id = compile(specification['_id'], scope);
  const fields = Object.entries(specification).filter(([name]) => name !== '_id').map(([name, operand]) => accumulator(name, operand, scope));
  return (docs) => {
    const groups = new Map<string, { readonly id: Value; readonly values: Value[][] }>();
    for (const doc of docs) {
      const value = id({ root: doc, vars: scope.vars }) ?? null;
      const text = key(value);
      const group = groups.get(text) ?? { id: value, values: fields.map(() => []) };
      groups.set(text, group);
      const frame = { root: rootOf(doc), vars: scope.vars };
      for (const [index, { value: of }] of fields.entries()) group.values[index]?.push(of(frame));
    }
    return [...groups.values()].map((group) => {
      const made: Doc = { _id: group.id };
      for (const [index, { name, fold }] of fields.entries()) made[name] = fold(group.values[index] ?? []);
      return made;
    });
  };
}

function accumulator(name: string, operand: Value, scope: Scope): { readonly name: string; readonly fold: Fold; readonly value: Expression } {
  if (name.includes('.')) throw new CommandError('FailedToParse', `The field name '${name}' cannot contain '.'`, { code: 40_235 });
  const names = isDoc(operand) ? Object.keys(operand) : [];
  const [operator = ''] = names;
  if (!isDoc(operand) || names.length === 0) throw new CommandError('FailedToParse', `The field '${name}' must be an accumulator object`, { code: 40_234 });
  if (names.length > 1) throw new CommandError('FailedToParse', `The field '${name}' must specify one accumulator`, { code: 40_238 });
  if (operator === '$count') return { name, fold: ({ length }) => length, value: () => null };
  const fold = Object.hasOwn(ACCUMULATORS, operator) ? ACCUMULATORS[operator] : undefined;
  if (fold === undefined) throw new CommandError('FailedToParse', `unknown group operator '${operator}'`, { code: 15_952 });
  return { name, fold, value: compile(operand[operator], scope) };
}
