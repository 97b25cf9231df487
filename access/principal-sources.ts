import type { OdooPort } from '../odoo/port.ts';
import type { DatabaseShape } from './odoo-records.ts';

/** What a principal is resolved from. */
export interface PrincipalSources {
  readonly odoo: OdooPort;
  readonly database: DatabaseShape;
  /** The clock that memberships' effective windows are held against. */
  readonly now: () => Date;
}
