import { BreakingChangeType, findBreakingChanges, findDangerousChanges, isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { Usage } from './usage.ts';

/** A change after which some operation may be refused or answered otherwise. */
export interface Change {
  readonly description: string;
  readonly coordinate: string;
  /** Operations of the manifests that it touches. */
  readonly usedBy: readonly string[];
  /** Why it is allowed all the same; null when it is not. */
  readonly allowed: string | null;
}

/** How graphql-js words each change, and what it is about: it gives a text only. */
const WORDING: Readonly<Record<BreakingChangeType, { readonly pattern: RegExp; readonly coordinate: (parts: readonly string[]) => string }>> = {
  TYPE_REMOVED: { pattern: /^(\w+) was removed/, coordinate: ([type]) => `${type}` },
  TYPE_CHANGED_KIND: { pattern: /^(\w+) changed from/, coordinate: ([type]) => `${type}` },
  TYPE_REMOVED_FROM_UNION: { pattern: /^\w+ was removed from union type (\w+)/, coordinate: ([type]) => `${type}` },
  VALUE_REMOVED_FROM_ENUM: { pattern: /^(\w+) was removed from enum type (\w+)/, coordinate: ([value, type]) => `${type}.${value}` },
  REQUIRED_INPUT_FIELD_ADDED: { pattern: /^A required field (\w+) on input type (\w+)/, coordinate: ([, type]) => `${type}` },
  IMPLEMENTED_INTERFACE_REMOVED: { pattern: /^(\w+) no longer implements/, coordinate: ([type]) => `${type}` },
  FIELD_REMOVED: { pattern: /^(\w+\.\w+) was removed/, coordinate: ([field]) => `${field}` },
  FIELD_CHANGED_KIND: { pattern: /^(\w+\.\w+) changed type/, coordinate: ([field]) => `${field}` },
  REQUIRED_ARG_ADDED: { pattern: /^A required arg \w+ on (\w+\.\w+)/, coordinate: ([field]) => `${field}` },
  ARG_REMOVED: { pattern: /^(\w+\.\w+) arg (\w+) was removed/, coordinate: ([field, argument]) => `${field}(${argument}:)` },
  ARG_CHANGED_KIND: { pattern: /^(\w+\.\w+) arg (\w+) has changed type/, coordinate: ([field, argument]) => `${field}(${argument}:)` },
  DIRECTIVE_REMOVED: { pattern: /^(\w+) was removed/, coordinate: ([name]) => `@${name}` },
  DIRECTIVE_ARG_REMOVED: { pattern: /^\w+ was removed from (\w+)/, coordinate: ([name]) => `@${name}` },
  REQUIRED_DIRECTIVE_ARG_ADDED: { pattern: /on directive (\w+)/, coordinate: ([name]) => `@${name}` },
  DIRECTIVE_REPEATABLE_REMOVED: { pattern: /from (\w+)/, coordinate: ([name]) => `@${name}` },
  DIRECTIVE_LOCATION_REMOVED: { pattern: /from (\w+)/, coordinate: ([name]) => `@${name}` },
};

/** What of the change between two schemas breaks somebody, by the policy of docs/deprecation.md. `today` is `YYYY-MM-DD`. */
export function changesBetween(released: GraphQLSchema, next: GraphQLSchema, usage: Usage, today: string): readonly Change[] {
  // A built-in scalar is "removed" with the last field that had it: that field is the change.
  const changes = findBreakingChanges(released, next).filter(({ description }) => !description.startsWith('Standard scalar'));
  return changes.map(({ type, description }) => {
    const coordinate = coordinateIn(type, description);
    const usedBy = usage.get(coordinate) ?? [];
    return { description, coordinate, usedBy, allowed: usedBy.length > 0 ? null : permission(released, coordinate, today) };
  });
}

/** Changes that break nobody who reads the documentation: new enum values, new optional arguments, other defaults. */
export function notesBetween(released: GraphQLSchema, next: GraphQLSchema): readonly string[] {
  return findDangerousChanges(released, next).map(({ description }) => description);
}

export function coordinateIn(type: BreakingChangeType, description: string): string {
  const { pattern, coordinate } = WORDING[type];
  const found = pattern.exec(description);
  if (!found) throw new Error(`graphql-js words ${type} otherwise now: "${description}".`);
  return coordinate(found.slice(1));
}

/** Announced in the release, and the day it was announced for has come. A type goes with everything in it. */
function permission(released: GraphQLSchema, coordinate: string, today: string): string | null {
  const reasons = deprecationsOf(released, coordinate);
  if (reasons.length === 0 || reasons.some((reason) => reason === null)) return null;
  const days = reasons.map((reason) => /\b\d{4}-\d{2}-\d{2}\b/.exec(reason ?? '')?.[0] ?? null);
  const last = days.reduce<string | null>((latest, day) => (latest === null || day === null ? null : day > latest ? day : latest), days[0] ?? null);
  return last !== null && last <= today ? `deprecated until ${last}` : null;
}

/** The reason of a member, or of every member of a type; null for one that is not deprecated. */
function deprecationsOf(schema: GraphQLSchema, coordinate: string): readonly (string | null)[] {
  const [, typeName = '', member, argument] = /^(\w+)(?:\.(\w+)(?:\((\w+):\))?)?$/.exec(coordinate) ?? [];
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValues().filter(({ name }) => member === undefined || name === member).map(({ deprecationReason }) => deprecationReason ?? null);
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields()).filter(({ name }) => member === undefined || name === member);
    if (argument === undefined) return fields.map(({ deprecationReason }) => deprecationReason ?? null);
    return fields.flatMap(({ args }) => args.filter(({ name }) => name === argument).map(({ deprecationReason }) => deprecationReason ?? null));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).filter(({ name }) => member === undefined || name === member).map(({ deprecationReason }) => deprecationReason ?? null);
  }
  return [];
}
