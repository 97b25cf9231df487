import type { LiveDatabase } from '../database/live-database.ts';
import { and, where } from '../domain/build.ts';
import type { Domain } from '../domain/types.ts';

/**
 * The domain, extended to archived records. Odoo hides them unless the domain mentions `active`; switching that off by
 * `active_test` in the context instead would also bring archived rows into every x2many that is read along.
 */
export function withArchived(database: LiveDatabase, model: string, domain: Domain): Domain {
  return database.field(model, 'active') === null ? domain : and(domain, where('active', 'in', [true, false]));
}
