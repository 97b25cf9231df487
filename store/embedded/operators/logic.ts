import { CommandError } from '../errors.ts';
import { compile, declaring, truthy, withVars, type Expression, type Operator, type Scope } from '../expressions.ts';
import { compare } from '../key.ts';
import { isNullish } from '../numbers.ts';
import { get, isDoc, put, type Doc, type Value } from '../values.ts';
import { listed, mistyped, named, object, single } from './arguments.ts';

const comparison = (holds: (sign: number) => boolean): Operator => listed(2, 2, ([one, other]) => holds(ordered(one, other)));

/** In expressions what is not there comes before null. */
function ordered(one: Value, other: Value): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? (other === null || compare(null, other) <= 0 ? -1 : 1) : -ordered(other, one);
  return compare(one, other);
}

const everyOf = (operand: Value, scope: Scope): Expression[] => (Array.isArray(operand) ? operand : [operand]).map((item) => compile(item, scope));

export const logicOperators: Readonly<Record<string, Operator>> = {
  $literal: (operand) => () => operand,
  $const: (operand) => () => operand,
  $eq: comparison((sign) => sign === 0),
  $ne: comparison((sign) => sign !== 0),
  $gt: comparison((sign) => sign > 0),
  $gte: comparison((sign) => sign >= 0),
  $lt: comparison((sign) => sign < 0),
  $lte: comparison((sign) => sign <= 0),
  $cmp: listed(2, 2, ([one, other]) => Math.sign(ordered(one, other))),
  $and: (operand, scope) => {
    const all = everyOf(operand, scope);
    return (frame) => all.every((one) => truthy(one(frame)));
  },
  $or: (operand, scope) => {
    const all = everyOf(operand, scope);
    return (frame) => all.some((one) => truthy(one(frame)));
  },
  $not: single((value) => !truthy(value)),
  $in: listed(2, 2, ([value, list]) => {
    if (!Array.isArray(list)) throw mistyped('$in', 'an array as a second argument', 40_081);
    return list.some((item) => ordered(item, value) === 0);
  }),
  $cond: (operand, scope, name) => {
    const [test, yes, no] = Array.isArray(operand) ? branches(operand, scope) : ((args) => [args['if'], args['then'], args['else']])(named(operand, scope, name, ['if', 'then', 'else'], ['if', 'then', 'else']));
    if (test === undefined || yes === undefined || no === undefined) throw new CommandError('FailedToParse', '$cond takes exactly 3 arguments', { code: 16020 });
    return (frame) => (truthy(test(frame)) ? yes(frame) : no(frame));
  },
  $ifNull: (operand, scope) => {
    if (!Array.isArray(operand) || operand.length < 2) throw new CommandError('FailedToParse', '$ifNull needs at least two arguments', { code: 1_257_300 });
    const all = operand.map((item) => compile(item, scope));
    return (frame) => {
      let value: Value;
      for (const one of all) {
        value = one(frame);
        if (!isNullish(value)) return value;
      }
      return value;
    };
  },
  $switch: (operand, scope, name) => {
    const { branches: given, default: otherwise } = object(operand, name);
    if (!Array.isArray(given) || given.length === 0) throw new CommandError('FailedToParse', '$switch requires at least one branch', { code: 40_068 });
    const cases = given.map((branch) => named(branch, scope, name, ['case', 'then'], ['case', 'then']));
    const last = otherwise === undefined ? undefined : compile(otherwise, scope);
    return (frame) => {
      const found = cases.find((branch) => truthy(branch['case']?.(frame)));
      if (found !== undefined) return found['then']?.(frame);
      if (last === undefined) throw new CommandError('FailedToParse', '$switch could not find a matching branch for an input, and no default was specified', { code: 40_066 });
      return last(frame);
    };
  },
  $let: (operand, scope, name) => {
    const { vars, in: body } = object(operand, name);
    if (!isDoc(vars) || body === undefined) throw new CommandError('FailedToParse', '$let needs vars and in');
    const values = Object.entries(vars).map(([variable, value]) => [variable, compile(value, scope)] as const);
    const inner = compile(body, declaring(scope, Object.keys(vars)));
    return (frame) => inner(withVars(frame, Object.fromEntries(values.map(([variable, value]) => [variable, value(frame)]))));
  },
  $mergeObjects: listed(0, Infinity, (values) => {
    const given = values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
    return merged(given);
  }),
  $getField: (operand, scope, name) => {
    const args = typeof operand === 'string' ? { field: compile({ $literal: operand }, scope) } : named(operand, scope, name, ['field', 'input'], ['field']);
    return (frame) => {
      const input = 'input' in args ? args.input?.(frame) : frame.root;
      return isDoc(input) ? get(input, String(args.field?.(frame))) : isNullish(input) ? null : undefined;
    };
  },
  $setField: (operand, scope, name) => {
    const args = named(operand, scope, name, ['field', 'input', 'value'], ['field', 'input', 'value']);
    return (frame) => {
      const input = args['input']?.(frame);
      if (isNullish(input)) return null;
      if (!isDoc(input)) throw mistyped('$setField', 'an object as input', 4_161_105);
      const made = { ...input };
      const [field, value] = [String(args['field']?.(frame)), args['value']?.(frame)];
      if (value === undefined) delete made[field];
      else put(made, field, value);
      return made;
    };
  },
};

function branches(operand: Value[], scope: Scope): Expression[] {
  if (operand.length !== 3) throw new CommandError('FailedToParse', `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`, { code: 16020 });
  return operand.map((item) => compile(item, scope));
}

/** Later fields replace earlier ones; null and what is not there count for nothing. */
export function merged(values: readonly Value[]): Doc {
  const made: Doc = {};
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDoc(value)) throw mistyped('$mergeObjects', 'objects', 40_400);
    for (const field of Object.keys(value)) put(made, field, value[field]);
  }
  return made;
}
