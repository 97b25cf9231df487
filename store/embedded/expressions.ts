import { CommandError } from './errors.ts';
import { lookUp, split } from './paths.ts';
import { get, isDoc, isNumber, put, toNumber, type Doc, type Value } from './values.ts';

/** What a compiled expression is evaluated with: `$$ROOT`, and the values of other variables. */
export interface Frame {
  readonly root: Value;
  readonly vars: Readonly<Record<string, Value>>;
}

export type Expression = (frame: Frame) => Value;

/** What an expression is compiled in: variables that have a value already; `names` are those that get one later. */
export interface Scope {
  /** Handed in, since operators compile their operands by this file. */
  readonly operators: Readonly<Record<string, Operator>>;
  readonly vars: Readonly<Record<string, Value>>;
  readonly names?: readonly string[];
}

/** An operator: compiles its operand. */
export type Operator = (operand: Value, scope: Scope, name: string) => Expression;

const BUILT_IN = ['ROOT', 'CURRENT', 'REMOVE'];

/** Compiles an aggregation expression; throws for operators and variables that do not exist. */
export function compile(value: Value, scope: Scope): Expression {
  if (typeof value === 'string') return value.startsWith('$') ? reference(value, scope) : () => value;
  if (Array.isArray(value)) {
    const items = value.map((item) => compile(item, scope));
    return (frame) => items.map((item) => item(frame) ?? null);
  }
  if (!isDoc(value)) return () => value;
  const fields = Object.keys(value);
  const [first] = fields;
  if (first?.startsWith('$') === true) {
    if (fields.length > 1) throw new CommandError('FailedToParse', `an expression specification must contain exactly one field, the name of the expression; found ${fields.length} fields: ${fields.join(', ')}`);
    const operator = Object.hasOwn(scope.operators, first) ? scope.operators[first] : undefined;
    if (operator === undefined) throw new CommandError('UnknownExpression', `Unrecognized expression '${first}'`);
    return operator(value[first], scope, first);
  }
  const parts = fields.map((field) => {
    if (field.startsWith('$')) throw new CommandError('FailedToParse', `field names may not start with '$': ${field}`);
    return [field, compile(value[field], scope)] as const;
  });
  return (frame) => {
    const made: Doc = {};
    for (const [field, part] of parts) {
      const inner = part(frame);
      if (inner !== undefined) put(made, field, inner);
    }
    return made;
  };
}

function reference(text: string, scope: Scope): Expression {
  if (!text.startsWith('$$')) {
    const parts = split(text.slice(1));
    if (parts.includes('')) throw new CommandError('FailedToParse', `'${text}' is not a valid field path`);
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return ({ root }) => (isDoc(root) ? get(root, only) : undefined);
    return ({ root }) => lookUp(root, parts);
  }
  const [name = '', ...parts] = split(text.slice(2));
  if (name === 'REMOVE') return () => undefined;
  if (name === 'ROOT' || name === 'CURRENT') return ({ root }) => lookUp(root, parts);
  if (!Object.hasOwn(scope.vars, name) && !(scope.names ?? []).includes(name)) throw new CommandError('UnknownExpression', `Use of undefined variable: ${name}`, { code: 17276 });
  return ({ vars }) => lookUp(Object.hasOwn(vars, name) ? vars[name] : scope.vars[name], parts);
}

/** A scope in which these variables exist as well. */
export function declaring(scope: Scope, names: readonly string[]): Scope {
  const wrong = names.find((name) => BUILT_IN.includes(name) || !/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name));
  if (wrong !== undefined) throw new CommandError('FailedToParse', `'${wrong}' is not a valid name of a variable`);
  return { ...scope, names: [...(scope.names ?? []), ...names] };
}

/** The frame with variables set. */
export function withVars(frame: Frame, vars: Readonly<Record<string, Value>>): Frame {
  return { root: frame.root, vars: { ...frame.vars, ...vars } };
}

/** Everything is true but false, null, what is not there, and zero. */
export function truthy(value: Value): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumber(value) || toNumber(value) !== 0;
}
