import type { OdooPort } from '../odoo/port.ts';
import type { DashboardPeople } from './dashboard-users.ts';
import type { DatabaseShape } from './odoo-records.ts';

/** What a principal is resolved from. */
export interface PrincipalSources {
  readonly odoo: OdooPort;
  readonly database: DatabaseShape;
  /** The clock that memberships' effective windows are held against. */
  readonly now: () => Date;
  /** Left out where there is no production dashboard: then its users are nobody. */
  readonly dashboardPeople?: DashboardPeople | null;
}
