import type { OdooPort, OdooRequest } from '../odoo/port.ts';
import type { DatabaseShape } from './odoo-records.ts';

/** Somebody who may sign in at the production dashboard, as it knows them now. */
export interface DashboardPerson {
  readonly id: string;
  readonly name: string;
  readonly role: 'ADMIN' | 'MANAGER' | 'WORKER';
  /** Companies that they work in. */
  readonly companyIds: readonly number[];
}

/** Where the dashboard's users are known; access/ knows no store. */
export interface DashboardPeople {
  /** Null for whoever may not sign in (any more): unknown, gone in Odoo, locked. */
  byId(id: string, request: OdooRequest): Promise<DashboardPerson | null>;
}

/** What a principal is resolved from. */
export interface PrincipalSources {
  readonly odoo: OdooPort;
  readonly database: DatabaseShape;
  /** The clock that memberships' effective windows are held against. */
  readonly now: () => Date;
  /** Left out where there is no production dashboard: then its users are nobody. */
  readonly dashboardPeople?: DashboardPeople | null;
}
