import { isNonNullType, isObjectType, type GraphQLSchema } from 'graphql';
import type { FieldRule } from './field-rules.ts';
import { nameOf } from './verdict.ts';

/**
 * Throws one error with every mistake in the rules, at start-up. Each is a hole or an outage that would otherwise show on
 * a request: graphql-shield ignores a rule on an interface, and a denied non-null field takes its whole parent with it.
 */
export function checkRules(schema: GraphQLSchema, rules: readonly FieldRule[]): void {
  const seen = new Set<string>();
  const mistakes = rules.flatMap((rule) => {
    const name = nameOf(rule);
    if (seen.has(name)) return [`${name} has two rules`];
    seen.add(name);
    return mistakeOf(schema, rule) ?? [];
  });
  if (mistakes.length > 0) throw new Error(`The field rules do not fit the schema: ${mistakes.join('; ')}.`);
}

function mistakeOf(schema: GraphQLSchema, rule: FieldRule): string | undefined {
  const name = nameOf(rule);
  const type = schema.getType(rule.type);
  if (type === undefined) return `${name}: there is no type ${rule.type}`;
  if (!isObjectType(type)) return `${name}: ${rule.type} is not an object type, a rule on it would be ignored`;
  const field = type.getFields()[rule.field];
  if (field === undefined) return `${name}: ${rule.type} has no such field`;
  const isRoot = type === schema.getQueryType() || type === schema.getMutationType() || type === schema.getSubscriptionType();
  if (rule.root !== isRoot) return `${name}: it ${isRoot ? 'is' : 'is not'} a root field, the rule says otherwise`;
  if (rule.roles !== null && isNonNullType(field.type)) return `${name}: a restricted field must be nullable, this is ${String(field.type)}`;
  return undefined;
}
