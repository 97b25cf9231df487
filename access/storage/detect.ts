import type { DatabaseShape } from '../odoo-records.ts';
import { NOTHING } from '../../odoo/domain/build.ts';
import { associationsByIds } from './by-ids.ts';
import { associationsByInverse } from './by-inverse.ts';
import { NO_ASSOCIATIONS, NO_STAMPS, combine, type GovernanceStorage } from './governed.ts';
import { layoutOf } from './layout.ts';
import { stampsOf } from './stamps.ts';

/**
 * How this database stores governance: association tables (one or two), stamps, or both beside each other, with or
 * without inverse fields, each object on its own. Looked up on each question, so that a database that is read again
 * after an upgrade of the addon is understood without a restart.
 */
export function detectGovernance(database: DatabaseShape): GovernanceStorage {
  return {
    database,
    async governed(object, question, odoo, request) {
      const { association, stamps: hasStamps } = layoutOf(object, database);
      const stamps = hasStamps ? stampsOf(question.account) : NO_STAMPS;
      if (association === null) return combine(NO_ASSOCIATIONS, stamps);

      const { inverse, actors } = association;
      const byDomain = inverse !== null && !(actors.kind === 'rows' && actors.children === null);
      const associations = byDomain
        ? associationsByInverse(question.account, inverse, actors)
        : await associationsByIds(association, question, hasStamps ? stamps.in('anyone') : NOTHING, odoo, request);
      return combine(associations, stamps);
    },
    get offers() {
      return {
        membershipsOfPerson: database.field('res.partner', 'ov_membership_ids') !== null,
        membershipsOfEmployee: database.field('abs.employee', 'membership_ids') !== null,
        pathOfAccount: database.field('ov.serviced_account', 'parent_path') !== null,
      };
    },
  };
}
