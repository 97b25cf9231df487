import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { InputPath } from '../../../graph/mutations/refusal.ts';
import { asId } from '../../../odoo/client/values.ts';
import { where } from '../../../odoo/domain/build.ts';

export interface FoundEmployee {
  readonly id: number;
  readonly partner: number;
}

/**
 * An employee to be enrolled. Nobody's scope shows somebody who is in no Service Account yet, so who may enroll finds the active employees of the
 * Service Account's company (`null`, the global root: of any); employees of other companies do not exist for them. An administrator is told of the difference.
 */
export async function requireEmployee({ reader, principal }: MutationContext, given: string, path: InputPath, company: number | null): Promise<FoundEmployee> {
  const id = /^[1-9]\d{0,9}$/.test(given) ? Number(given) : 0;
  const [row] = id === 0 ? [] : await reader.byIds('abs.employee', [id], where('active', '=', true), { company_id: {}, partner_id: {} });
  if (!row) return refuse('NOT_FOUND', path);
  if (company !== null && asId(row.company_id) !== company) {
    return principal.role === 'ADMIN' || principal.role === 'SYSTEM'
      ? refuse('WRONG_COMPANY', path, { reason: 'The employee works for another company than the Service Account’s.' })
      : refuse('NOT_FOUND', path);
  }
  return { id, partner: asId(row.partner_id) ?? refuse('WRONG_STATE', path, { reason: 'The employee has no record in the address book, which assignments point to.' }) };
}
