import { createRequire } from 'node:module';
import util from 'node:util';
import { defaultFieldResolver, GraphQLError, isObjectType, type GraphQLFieldResolver, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import type * as Shield from 'graphql-shield';
import type { GraphError } from '../platform/errors.ts';
import { checkRules } from './check-rules.ts';
import type { FieldRule } from './field-rules.ts';
import { ANONYMOUS, type Principal } from './principal.ts';
import { denialOf, withoutRule } from './verdict.ts';

export { foldErrors } from './fold-errors.ts';

/**
 * The only file that knows graphql-shield (7.6.5), so that another guard can take its place. Its ES build does not load on
 * Node ≥ 23, and its CommonJS build answers `chain` and `race` with "Not Authorised!" there: both want `util.isUndefined`,
 * which is gone.
 */
Object.assign(util, { isUndefined: (value: unknown): value is undefined => value === undefined });
const require = createRequire(import.meta.url);
export const shieldModule = require('graphql-shield') as typeof Shield;
const { allow, deny, rule: shieldRule, shield } = shieldModule;

/** What the guard wants of an execution's context. Not frozen: shield keeps its own notes in it. */
export interface GuardedContext {
  readonly principal: Principal;
}

type ShieldRule = ReturnType<ReturnType<typeof shieldRule>> | typeof allow;
type Resolver = GraphQLFieldResolver<unknown, unknown>;
type FieldMiddleware = (resolve: Resolver, ...given: Parameters<Resolver>) => unknown;
/** A rule that is made of rules comes with the fragments it wants; ours want none. */
type Generated = Readonly<Record<string, Readonly<Record<string, FieldMiddleware | { readonly resolve: FieldMiddleware }>>>>;
type Guards = Readonly<Record<string, Readonly<Record<string, FieldMiddleware>>>>;

/** Federation's own fields: `_service` is the SDL, and behind `_entities` the rows' scopes and each type's rules hold. */
const FEDERATION: Readonly<Record<string, Readonly<Record<string, ShieldRule>>>> = {
  Query: { _service: allow, _entities: allow },
  _Service: { sdl: allow },
};

/** A schema behind its rules. */
export interface GuardedSchema {
  readonly schema: GraphQLSchema;
  /**
   * Asks every rule below the roots once what it says of this execution's caller. Verdicts depend on the caller alone, so
   * a granted field then costs a look-up instead of a promise on every row. To be awaited before the execution begins;
   * without it the rules are asked on every row.
   */
  grant(context: GuardedContext): Promise<void>;
}

/**
 * Puts the rules before the resolvers of a schema, which is changed in place: graphql-middleware would build all of it anew,
 * the dearest step of a start. What no rule names is denied. Plainly allowed fields are left as they are (a wrapped leaf
 * costs two to four times a bare one), so only roots, restricted and forgotten fields pay.
 */
export function applyFieldRules(schema: GraphQLSchema, rules: readonly FieldRule[]): GuardedSchema {
  checkRules(schema, rules);
  const tree = ruleTree(schema, rules);
  const granted = new Granted(tree, rules);
  // Shield looks at every rule against every other: it is spared those that it is not asked about.
  const generator = shield(withoutAllowed(tree, tree), {
    fallbackRule: deny,
    fallbackError: (_error, _parent, _args, context, info) => asGraphQLError(withoutRule(fieldName(info), principalOf(context))),
    // Both keep a resolver's error what it is; without them shield dresses an outage as "Not Authorised!".
    allowExternalErrors: true,
    debug: true,
  });
  putBefore(schema, granted.before(withoutAllowed(guardsOf(generator.generate(schema) as Generated), tree)));
  return { schema, grant: (context) => granted.ask(context) };
}

function putBefore(schema: GraphQLSchema, guards: Guards): void {
  for (const [typeName, fields] of Object.entries(guards)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`A rule stands before ${typeName}, which is not an object type.`);
    for (const [name, guard] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (!field) throw new Error(`A rule stands before ${typeName}.${name}, which does not exist.`);
      const { resolve = defaultFieldResolver } = field;
      field.resolve = (...given) => guard(resolve, ...given);
    }
  }
}

/** Which rules said yes to the callers of the executions under way. Only a yes is remembered: a refusal is always shield's own. */
class Granted {
  readonly #rules: ReadonlyMap<ShieldRule, GraphQLResolveInfo>;
  readonly #tree: RuleTree;
  readonly #yes = new WeakMap<object, ReadonlySet<ShieldRule>>();

  constructor(tree: RuleTree, rules: readonly FieldRule[]) {
    this.#tree = tree;
    this.#rules = new Map(
      rules.flatMap(({ type, field, root }): [ShieldRule, GraphQLResolveInfo][] => {
        const rule = tree[type]?.[field];
        // All that a rule looks at beside the caller: the name of the field that it would refuse.
        return rule === undefined || rule === allow || root ? [] : [[rule, { parentType: { name: type }, fieldName: field } as GraphQLResolveInfo]];
      }),
    );
  }

  async ask(context: GuardedContext): Promise<void> {
    const verdicts = [...this.#rules].map(async ([rule, info]) => [rule, await rule.resolve({}, {}, context as never, info, { debug: true } as never)] as const);
    this.#yes.set(context, new Set((await Promise.all(verdicts)).filter(([, verdict]) => verdict === true).map(([rule]) => rule)));
  }

  before(guards: Guards): Record<string, Record<string, FieldMiddleware>> {
    return mapFields(guards, (type, field, guard) => {
      const rule = this.#tree[type]?.[field];
      if (rule === undefined || !this.#rules.has(rule)) return guard;
      return (resolve, parent, args, context, info) =>
        this.#yes.get(context as object)?.has(rule) === true ? resolve(parent, args, context, info) : guard(resolve, parent, args, context, info);
    });
  }
}

function guardsOf(generated: Generated): Guards {
  return mapFields(generated, (_type, _field, guard) => (typeof guard === 'function' ? guard : guard.resolve));
}

function mapFields<Guard>(
  guards: Readonly<Record<string, Readonly<Record<string, Guard>>>>, change: (type: string, field: string, guard: Guard) => FieldMiddleware,
): Record<string, Record<string, FieldMiddleware>> {
  return Object.fromEntries(
    Object.entries(guards).map(([type, fields]) => [type, Object.fromEntries(Object.entries(fields).map(([field, guard]) => [field, change(type, field, guard)]))]),
  );
}

type RuleTree = Record<string, Record<string, ShieldRule>>;

function ruleTree(schema: GraphQLSchema, rules: readonly FieldRule[]): RuleTree {
  const guard = memoisedRules();
  const tree: RuleTree = {};
  for (const rule of rules) (tree[rule.type] ??= {})[rule.field] = rule.root || rule.roles !== null ? guard(rule) : allow;
  for (const [typeName, fields] of Object.entries(FEDERATION)) {
    const type = schema.getType(typeName);
    for (const [field, rule] of Object.entries(fields)) {
      if (isObjectType(type) && field in type.getFields()) (tree[typeName] ??= {})[field] = rule;
    }
  }
  return tree;
}

/**
 * One shield rule for each distinct demand: two rules of one name are refused at start-up. Verdicts are not cached; they
 * are cheap, and shield's caches hand one field's verdict to another.
 */
function memoisedRules(): (rule: FieldRule) => ShieldRule {
  const made = new Map<string, ShieldRule>();
  return ({ type, root, withoutScope, roles, open, dashboard }) => {
    const name = JSON.stringify([type === 'Mutation', root, withoutScope, roles?.toSorted() ?? null, open ?? false, dashboard ?? false]);
    const known = made.get(name);
    if (known !== undefined) return known;
    const rule = shieldRule(name, { cache: 'no_cache' })((_parent, _args, context: GuardedContext, info: GraphQLResolveInfo) => {
      const denial = denialOf({ type: info.parentType.name, field: info.fieldName, root, withoutScope, roles, ...(open && { open }), ...(dashboard && { dashboard }) }, principalOf(context));
      // Returned, never thrown: shield hides what a rule throws.
      return denial === null ? true : asGraphQLError(denial);
    });
    made.set(name, rule);
    return rule;
  };
}

function withoutAllowed<Guard>(guards: Readonly<Record<string, Readonly<Record<string, Guard>>>>, tree: RuleTree): Record<string, Record<string, Guard>> {
  const wrapped = Object.entries(guards).map(([type, fields]): [string, Record<string, Guard>] => [
    type,
    Object.fromEntries(Object.entries(fields).filter(([field]) => tree[type]?.[field] !== allow)),
  ]);
  return Object.fromEntries(wrapped.filter(([, fields]) => Object.keys(fields).length > 0));
}

/** An execution without a principal is nobody's. */
function principalOf(context: object | undefined): Principal {
  return (context as Partial<GuardedContext> | undefined)?.principal ?? ANONYMOUS;
}

function fieldName({ parentType, fieldName: name }: GraphQLResolveInfo): string {
  return `${parentType.name}.${name}`;
}

function asGraphQLError(error: GraphError): GraphQLError {
  return new GraphQLError(error.message, { extensions: error.extensions });
}
