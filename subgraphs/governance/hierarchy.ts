import { isGlobalRoot } from '../../access/memberships.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { asId } from '../../odoo/client/values.ts';

/** `ServiceAccount.kind`, from whichever flags the database's generation has (domain.md D7). */
export const kind: CodeResolver = ({ data }) => {
  if (isGlobalRoot(data)) return 'GLOBAL_ROOT';
  const isCompanyRoot = data.is_root === true || asId(data.source_company_id) !== null || asId(data.parent_id) === null;
  return isCompanyRoot ? 'COMPANY_ROOT' : 'BRANCH';
};

/** `Membership.isManager`: the Service Account's pointer is the only truth (domain.md D5). */
export const isManager: CodeResolver = ({ id, data }) => {
  const account = data.account_id;
  return typeof account === 'object' && account !== null && 'sa_manager' in account && asId(account.sa_manager) === id;
};
