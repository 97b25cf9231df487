import { CommandError } from '../errors.ts';
import { compile, type Expression, type Frame, type Operator, type Scope } from '../expressions.ts';
import { isNullish } from '../numbers.ts';
import { isDoc, type Doc, type Value } from '../values.ts';

/** An operator that takes a list of arguments; a single one need not be in an array. */
export function listed(least: number, most: number, apply: (values: Value[]) => Value): Operator {
  return (operand, scope, name) => {
    const items = Array.isArray(operand) ? operand : [operand];
    if (items.length < least || items.length > most) {
      throw new CommandError('FailedToParse', `Expression ${name} takes ${least === most ? `exactly ${least}` : `at least ${least}, and at most ${most}`} arguments. ${items.length} were passed in.`, { code: 16020 });
    }
    const compiled = items.map((item) => compile(item, scope));
    return (frame) => apply(compiled.map((item) => item(frame)));
  };
}

/** An operator of one argument. */
export function single(apply: (value: Value, name: string) => Value): Operator {
  return (operand, scope, name) => listed(1, 1, ([value]) => apply(value, name))(operand, scope, name);
}

/** An operator whose answer is null as soon as one argument is null or not there. */
export function strict(least: number, most: number, apply: (values: Value[], name: string) => Value): Operator {
  return (operand, scope, name) => listed(least, most, (values) => (values.some(isNullish) ? null : apply(values, name)))(operand, scope, name);
}

/** Arguments by name, compiled; unknown ones are refused. */
export function named(operand: Value, scope: Scope, name: string, known: readonly string[], needed: readonly string[]): Readonly<Record<string, Expression>> {
  const given = object(operand, name);
  const unknown = Object.keys(given).find((field) => !known.includes(field));
  if (unknown !== undefined) throw new CommandError('FailedToParse', `Unrecognized argument to ${name}: ${unknown}`);
  const missing = needed.find((field) => !Object.hasOwn(given, field));
  if (missing !== undefined) throw new CommandError('FailedToParse', `Missing '${missing}' parameter to ${name}`);
  return Object.fromEntries(Object.entries(given).map(([field, value]) => [field, compile(value, scope)]));
}

export function object(operand: Value, name: string): Doc {
  if (!isDoc(operand)) throw new CommandError('FailedToParse', `${name} requires an object as an argument`);
  return operand;
}

/** Evaluates an argument that may have been left out. */
export function optional(args: Readonly<Record<string, Expression>>, name: string, frame: Frame): Value {
  return args[name]?.(frame);
}

export function mistyped(name: string, expected: string, code = 16_000): CommandError {
  return new CommandError('TypeMismatch', `${name} needs ${expected}`, { code });
}
