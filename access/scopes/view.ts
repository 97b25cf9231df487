import { NOTHING, isNothing, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { OdooPort, OdooRequest } from '../../odoo/port.ts';
import type { Principal, ScopePolicy } from '../principal.ts';
import type { RowPolicy } from '../rows.ts';
import type { AccountClause, ActorClause, Governed, GovernanceQuestion, GovernanceStorage } from '../storage/governed.ts';
import type { GovernedObject } from '../storage/objects.ts';

export type DomainPolicy = Exclude<RowPolicy, 'PARENT'>;

/** How far the caller's business rows reach. */
export type Reach =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'everything' }
  /** A customer: what carries their own partner id. */
  | { readonly kind: 'own'; readonly me: number }
  | { readonly kind: 'account'; readonly account: AccountClause; readonly policy: ScopePolicy; readonly me: number | null };

/** What a policy is made from: the caller, and the other policies it builds upon. */
export interface ScopeView {
  readonly principal: Principal;
  readonly reach: Reach;
  readonly storage: GovernanceStorage;
  readonly odoo: OdooPort;
  readonly request: OdooRequest;
  domain(policy: DomainPolicy, model: string): Promise<Domain>;
  /** The same question costs its call once. */
  governed(object: GovernedObject, question: GovernanceQuestion): Promise<Governed>;
  /** Remembers what was made under the key for the length of the request. */
  once<T>(key: string, make: () => T | Promise<T>): Promise<T>;
}

/** The decision table's first column (domain.md 3.1). Whoever fits no line sees nothing. */
export function reachOf({ role, policy, serviceAccount, partnerId, problem }: Principal): Reach {
  if (role === null || problem !== null) return { kind: 'nothing' };
  if (role === 'CUSTOMER') return partnerId === null ? { kind: 'nothing' } : { kind: 'own', me: partnerId };
  if (policy === null) return role === 'ADMIN' || role === 'SYSTEM' ? { kind: 'everything' } : { kind: 'nothing' };
  return serviceAccount === null ? { kind: 'nothing' } : { kind: 'account', account: serviceAccount.id, policy, me: partnerId };
}

/** Admin and system see governance itself whole, also while they look through one SA's window: it is what they choose from. */
export function seesAllGovernance({ role }: Principal): boolean {
  return role === 'ADMIN' || role === 'SYSTEM';
}

/** `in` for the caller's own actor rows; a caller without a partner (an API key) is nobody's actor. */
export function mine(governed: Pick<Governed, 'in'>, me: number | null): Domain {
  return me === null ? NOTHING : governed.in({ me } satisfies ActorClause);
}

/** Records whose many2one leads to a record that the domain matches. */
export function through(path: string, domain: Domain): Domain {
  if (isNothing(domain)) return NOTHING;
  if (domain.length === 0) return where(path, '!=', false);
  const [only] = domain;
  // A list of ids needs no sub-select, and can be decided from the bare many2one.
  if (domain.length === 1 && Array.isArray(only) && only[0] === 'id' && only[1] === 'in') return where(path, 'in', only[2]);
  return where(path, 'any', domain);
}
