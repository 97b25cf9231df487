import { GraphError } from '../platform/errors.ts';
import type { FieldRule } from './field-rules.ts';
import { isDashboardRole, type Principal } from './principal.ts';

/** Which rule refused a field, and what it would have taken. Says nothing about rows. */
export interface Denial {
  readonly rule: 'signed-in' | 'scope' | 'dashboard-only' | 'write-scope' | 'read-only-drill-down' | 'visible-to' | 'capability' | 'no-rule';
  /** `SalesOrder.margin` */
  readonly field: string;
  /** Roles that would see it; empty where no role is enough. */
  readonly needs: readonly string[];
  /** The caller's role. */
  readonly have: string | null;
}

/**
 * Why the caller may not see the field, or null when they may. Depends on the caller and the rule alone, never on a row,
 * so that a refusal tells nothing about what exists. The guard of the resolvers and everything that must not use a hidden
 * field (selections, filters, orders, groups) ask this same function.
 */
export function denialOf(rule: FieldRule, principal: Principal): GraphError | null {
  const refuse = (by: Denial['rule'], message: string, needs: readonly string[] = []): GraphError =>
    new GraphError('FORBIDDEN', message, { denial: { rule: by, field: nameOf(rule), needs, have: principal.role } satisfies Denial });

  if (rule.open) return null;
  if (principal.kind === 'anonymous') return new GraphError('UNAUTHENTICATED', `${nameOf(rule)} needs a credential: send a bearer token or an API key.`);
  if (rule.root && !rule.withoutScope && principal.problem !== null) return new GraphError(principal.problem.code, principal.problem.message);
  if (rule.type === 'Mutation') {
    if (principal.scopes !== undefined && !principal.scopes.includes('write')) return refuse('write-scope', `${nameOf(rule)} needs an API key with the scope "write".`);
    if (principal.serviceAccount?.drillDown === true) return refuse('read-only-drill-down', `${nameOf(rule)} needs a membership in the Service Account: as manager of one above it you may read here.`);
  }
  if (rule.root && rule.type === 'Query' && rule.dashboard !== true && isDashboardRole(principal.role)) {
    return refuse('dashboard-only', `${nameOf(rule)} is not for users of the production dashboard alone: sign in as the employee that you are, if you are one.`);
  }
  if (rule.roles === null) return null;
  if (principal.role !== null && rule.roles.includes(principal.role)) return null;
  // What a system key sees is no advice to a person.
  const needs = rule.roles.filter((role) => role !== 'SYSTEM');
  return refuse(rule.type === 'Mutation' ? 'capability' : 'visible-to', `${nameOf(rule)} is for ${needs.join(', ')}${principal.role === null ? '' : `; you are ${principal.role}`}.`, needs);
}

/** The refusal of a field that no rule names. */
export function withoutRule(field: string, principal: Principal): GraphError {
  return new GraphError('FORBIDDEN', `${field} is not open to anybody.`, {
    denial: { rule: 'no-rule', field, needs: [], have: principal.role } satisfies Denial,
  });
}

export function nameOf({ type, field }: FieldRule): string {
  return `${type}.${field}`;
}
