import { and, not, or, where } from '../domain/build.ts';
import { compileDomain } from '../domain/evaluate.ts';
import type { Predicate } from '../domain/record-view.ts';
import type { Condition, Domain, DomainValue } from '../domain/types.ts';
import { granularityOf } from './dates.ts';
import type { Env } from './env.ts';
import { OdooError, python, tuple, typeError, valueError } from './errors.ts';
import { family } from './hierarchy.ts';
import { recordRules } from './rules.ts';
import { isColumn, isRelational, type FieldDef, type ModelDef } from './schema.ts';
import { utcOffset } from './zone.ts';

const OPERATORS = new Set([
  '=', '!=', '<>', '==', '=?', 'in', 'not in', '<', '<=', '>', '>=', 'like', 'not like', 'ilike', 'not ilike', '=like',
  'not =like', '=ilike', 'not =ilike', 'any', 'not any', 'child_of', 'parent_of',
]);

const POSITIVE: Readonly<Record<string, string>> = {
  '!=': '=', '<>': '=', 'not in': 'in', 'not like': 'like', 'not ilike': 'ilike', 'not =like': '=like', 'not =ilike': '=ilike', 'not any': 'any',
};

const TRUE: Domain = [];
const FALSE: Domain = [['id', 'in', []]];

/**
 * The domain as a test on records of the model, for the caller of `env`: checked against the model, in the words of a real
 * server, with the rules of the models that `any` and paths lead to. The rules of the model itself are the caller's affair.
 */
export function compileSearch(model: string, domain: unknown, env: Env): Predicate {
  const offset = env.tz === undefined ? undefined : (date: string): number => utcOffset(`${date} 00:00:00`, env.tz ?? 'UTC');
  return compileDomain(resolve(domain, env.model(model), env), offset === undefined ? {} : { offset });
}

const ACTIVE = where('active', '=', true);

/** Odoo hides archived records unless the domain itself speaks of `active`; the condition that does so. */
export function activeTest(domain: unknown, model: ModelDef, env: Env): Domain {
  const active = model.fields['active'];
  if (active === undefined || !isColumn(active) || !env.activeTest || !Array.isArray(domain)) return TRUE;
  return domain.some((node) => Array.isArray(node) && node[0] === 'active') ? TRUE : ACTIVE;
}

/** The records of a model whose name has the text in it. */
const named = (model: ModelDef, name: string, env: Env): readonly number[] =>
  env.records(model.name).filter(compileSearch(model.name, [['display_name', 'ilike', name]], env)).map(({ id }) => id);

/** Everything that needs the model is replaced by what needs only a record: names, trees, related fields, archived rows, rules. */
function resolve(domain: unknown, model: ModelDef, env: Env): Domain {
  if (domain === true) return TRUE;
  if (domain === false) return FALSE;
  if (!Array.isArray(domain)) throw typeError(`Domain() invalid argument type for domain: ${python(domain)}`);
  const stack: Domain[] = [];
  const pop = (): Domain => {
    const last = stack.pop();
    if (last === undefined) throw valueError(`Domain() malformed domain ${python(domain)}`);
    return last;
  };
  for (const node of [...domain].reverse()) {
    if (node === '&') stack.push(and(pop(), pop()));
    else if (node === '|') stack.push(or(pop(), pop()));
    else if (node === '!') stack.push(not(pop()));
    else if (Array.isArray(node) && node.length === 3) stack.push(resolveCondition(node, model, env));
    else throw valueError(`Domain() invalid item in domain: ${python(node)}`);
  }
  return and(...stack.reverse());
}

function resolveCondition([path, given, raw]: readonly unknown[], model: ModelDef, env: Env): Domain {
  if (given === '=' && raw === 1 && path === 1) return TRUE;
  if (given === '=' && raw === 1 && path === 0) return FALSE;
  const value = (raw ?? false) as DomainValue;
  const refuse = (message: string): OdooError => valueError(`${message} in condition ${tuple([path, given, raw])}`);
  if (typeof path !== 'string' || path === '') throw typeError(`Empty field name in condition ${tuple([path, given, raw])}`);
  const operator = String(given).toLowerCase();
  if (!OPERATORS.has(operator)) throw refuse('Invalid operator');
  const [head = '', ...rest] = path.split('.');
  const def = model.fields[head];
  if (def === undefined) throw refuse(`Invalid field ${model.name}.${head}`);
  if (rest.length > 0) return resolvePath(head, rest.join('.'), operator, value, def, model, env);
  const positive = POSITIVE[operator];
  if (positive !== undefined) return not(resolvePositive(head, positive, value, def, model, env, refuse));
  return resolvePositive(head, operator, value, def, model, env, refuse);
}

function resolvePath(head: string, rest: string, operator: string, value: DomainValue, def: FieldDef, model: ModelDef, env: Env): Domain {
  if (isRelational(def)) return resolveAny(head, [[rest, operator, value]], def, model, env);
  if ((def.type === 'date' || def.type === 'datetime') && granularityOf(rest) === 'number') return where(`${head}:${rest}`, operator, value);
  throw valueError(`Invalid field property ${python(rest)} on ${model.name}.${head}`);
}

function resolvePositive(
  field: string,
  operator: string,
  value: DomainValue,
  def: FieldDef,
  model: ModelDef,
  env: Env,
  refuse: (message: string) => OdooError,
): Domain {
  if (field === 'display_name') return byName(operator, value, model, env);
  if (operator === 'any') {
    if (!Array.isArray(value)) throw typeError(`Domain() invalid argument type for domain: ${python(value)}`);
    if (field === 'id') return resolve(value, model, env);
    if (!isRelational(def)) throw valueError(`Cannot use 'any' with non-relational fields in condition (${python(field)}, 'any', ${tupled(value)})`);
    return resolveAny(field, value, def, model, env);
  }
  if (operator === 'child_of' || operator === 'parent_of') return family({ field, operator, value, def, model, env, named });
  if (!isColumn(def) && def.related !== undefined) return viaRelated(def.related, operator, value, def, model, env);
  if ((def.virtual === true || (!isColumn(def) && def.compute !== undefined)) && def.searchable !== true) {
    throw valueError(`Cannot convert ${model.name}.${field} to SQL because it is not stored`);
  }
  if (isRelational(def)) return onRelation(field, operator, value, def, model, env, refuse);
  checkLiteral(operator, value, def);
  return where(field, operator, operator === '=?' || operator === 'in' || operator === '=' ? coerce(value, def) : value);
}

/** `x any D`: archived rows count for a many2one, not for an x2many; the caller's rules on the other model always do. */
function resolveAny(field: string, domain: unknown, def: FieldDef, model: ModelDef, env: Env): Domain {
  if (!isColumn(def) && def.related !== undefined) {
    const [first = '', ...rest] = [...def.related.split('.')];
    return resolveCondition([first, 'any', [[rest.join('.'), 'any', domain]]], model, env);
  }
  const target = env.model(def.relation ?? '');
  const active = def.type === 'many2one' || def.showArchived === true ? TRUE : activeTest(domain, target, env);
  const rules = env.su ? [] : recordRules(target, env).map((rule) => resolve(rule, target, env.sudo()));
  return where(field, 'any', and(resolve(domain, target, env), active, ...rules));
}

/** Text against a relation is a search by display name; ids are compared as they are. */
function onRelation(
  field: string,
  operator: string,
  value: DomainValue,
  def: FieldDef,
  model: ModelDef,
  env: Env,
  refuse: (message: string) => OdooError,
): Domain {
  if (operator.endsWith('like')) {
    if (value === false || value === '') return operator.startsWith('=') ? where(field, '=', false) : where(field, '!=', false);
    return resolveAny(field, [['display_name', operator, value]], def, model, env);
  }
  if ((operator.startsWith('<') || operator.startsWith('>')) && typeof value === 'string') {
    throw typeError(refuse('Inequality not supported for relational field using a string').message);
  }
  const values = Array.isArray(value) ? value : [value];
  const names = values.filter((item): item is string => typeof item === 'string');
  if (names.length === 0 || operator === '=?') return where(field, operator, value);
  const byNames = resolveAny(field, [['display_name', 'in', names]], def, model, env);
  const others = values.filter((item) => typeof item !== 'string') as DomainValue & readonly unknown[];
  return others.length === 0 ? byNames : or(byNames, where(field, 'in', others as DomainValue));
}

/** A path over many2one fields; "is not set" is also true where the path breaks off. */
function viaRelated(path: string, operator: string, value: DomainValue, def: FieldDef, model: ModelDef, env: Env): Domain {
  const [first = '', ...rest] = path.split('.');
  const found = resolveCondition([first, 'any', [[rest.join('.'), operator, value]]], model, env);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const empty = def.type === 'char' || def.type === 'text' || def.type === 'html' ? '' : def.type === 'boolean' || isRelational(def) ? false : 0;
  const meansUnset = (operator === 'in' || operator === '=') && values.some((item) => item === false || item === empty);
  return meansUnset ? or(found, where(first, '=', false)) : found;
}

function byName(operator: string, value: DomainValue, model: ModelDef, env: Env): Domain {
  if (operator.endsWith('like') && !operator.startsWith('=') && (value === false || value === '')) return TRUE;
  if (operator === '=') return byName('in', Array.isArray(value) ? value : [value as string], model, env);
  if (model.searchByName !== undefined) return resolve(model.searchByName(operator, value), model, env);
  const names = model.searchNames ?? (model.recName === null ? [] : [model.recName ?? 'name']);
  if (names.length === 0) return TRUE;
  return or(...names.map((name) => resolveCondition([name, operator, value] as unknown as Condition, model, env)));
}

/** What PostgreSQL or Odoo would refuse to compare with the column. */
function checkLiteral(operator: string, value: DomainValue, def: FieldDef): void {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (operator.endsWith('like')) return;
  for (const item of values) {
    if (typeof item !== 'string') continue;
    if (def.type === 'integer' && !/^\s*-?\d+\s*$/.test(item)) {
      throw new OdooError('psycopg2.errors.InvalidTextRepresentation', `invalid input syntax for type integer: "${item}"\n`, 500);
    }
    if ((def.type === 'date' || def.type === 'datetime') && Number.isNaN(Date.parse(item.replace(' ', 'T')))) {
      throw valueError(`Invalid term ${python(item.split(' ')[0])} in expression date: ${python(item)}`);
    }
  }
}

function coerce(value: DomainValue, def: FieldDef): DomainValue {
  if (def.type !== 'integer' && def.type !== 'float' && def.type !== 'monetary') return value;
  const number = (item: unknown): unknown => (typeof item === 'string' && item.trim() !== '' ? Number(item) : item);
  return (Array.isArray(value) ? value.map(number) : number(value)) as DomainValue;
}

/** A nested domain as Python prints it: conditions as tuples. */
function tupled(domain: readonly unknown[]): string {
  return `[${domain.map((node) => (Array.isArray(node) ? tuple(node) : python(node))).join(', ')}]`;
}
