import type { Limits } from '../platform/limits.ts';
import type { KeyScope, Role, ScopePolicy } from './principal.ts';

/** What a good API key allows. */
export interface ApiKeyGrant {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** null for a system key, which sees everything. */
  readonly binding: ApiKeyBinding | null;
  /** Whose limits hold for it, when they are not those of our own programs. */
  readonly client?: 'ANALYST' | 'PARTNER';
  /** The partner whose key it is: it runs that partner's published operations only. */
  readonly partner?: string;
  /** Limits of its own, instead of its class's. */
  readonly limits?: Partial<Limits>;
}

/** A key is a member of one SA: it sees what somebody with this role and policy would see who is assigned to nothing. */
export interface ApiKeyBinding {
  readonly serviceAccountId: number;
  readonly role: Extract<Role, 'SA_MANAGER' | 'STAFF' | 'AGENT'>;
  readonly policy: Exclude<ScopePolicy, 'assigned_only'>;
}
