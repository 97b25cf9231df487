import type { Role } from '../../access/principal.ts';

interface AudienceFacts {
  /** Roles that its members can have. */
  readonly roles: readonly Role[];
  readonly mutations: boolean;
  readonly what: string;
}

/** For whom a schema is published. Without a credential nothing answers, so there is none for that. */
export const AUDIENCES = {
  customer: { roles: ['CUSTOMER'], mutations: true, what: 'customers, who see what is theirs' },
  partner: { roles: ['SA_MANAGER', 'STAFF', 'AGENT'], mutations: true, what: 'partners, by the key of a Service Account' },
  analyst: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT'], mutations: false, what: 'analysts, who read' },
  employee: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT'], mutations: true, what: 'apps for employees, of all roles' },
  dashboard: { roles: ['DASHBOARD_ADMIN', 'DASHBOARD_MANAGER', 'DASHBOARD_WORKER'], mutations: true, what: 'users of the production dashboard who are nothing else' },
  system: { roles: ['SYSTEM'], mutations: true, what: 'systems, by a key without a Service Account' },
} as const satisfies Record<string, AudienceFacts>;

export type Audience = keyof typeof AUDIENCES;

export function isAudience(name: string): name is Audience {
  return Object.hasOwn(AUDIENCES, name);
}
