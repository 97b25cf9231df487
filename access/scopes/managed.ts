import { NOTHING, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { idOf, searchRecords } from '../odoo-records.ts';
import type { ScopeView } from './view.ts';

/**
 * The SAs that the caller manages, and those below them. Said by `parent_path` (`1001/1002/1004/`) where the database has
 * it, because that can also be decided here from a row that was read; `child_of` would have to be asked of Odoo each time.
 */
export async function accountsBelowManaged({ principal, storage, odoo, request, once }: ScopeView): Promise<Domain> {
  const managed = principal.memberships.filter(({ role }) => role === 'SA_MANAGER').map(({ serviceAccountId }) => serviceAccountId);
  if (managed.length === 0) return NOTHING;
  if (storage.offers.pathOfAccount) return or(where('id', 'in', managed), ...managed.flatMap(below));
  return once('managed', async () => {
    const rows = await searchRecords(odoo, request, 'ov.serviced_account', where('id', 'child_of', managed), {});
    return where('id', 'in', rows.map(idOf).filter((id) => id !== null));
  });
}

/** Anywhere in the path, or at its beginning for an SA that has nothing above it. */
function below(account: number): readonly Domain[] {
  return [where('parent_path', 'like', `/${account}/`), where('parent_path', '=like', `${account}/%`)];
}
