import { and, EVERYTHING, where } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';
import type { OdooRequest } from '../odoo/port.ts';
import { GraphError } from '../platform/errors.ts';
import { accountSpecification, isGlobalRoot } from './memberships.ts';
import { idOf, searchRecords, textOf } from './odoo-records.ts';
import type { ServiceAccountContext } from './principal.ts';
import type { PrincipalSources } from './principal-sources.ts';

export interface FoundAccount extends ServiceAccountContext {
  readonly isGlobalRoot: boolean;
  readonly isActive: boolean;
}

/** The SA with this id, if it exists and matches `among`. One call. */
export async function findAccount(
  id: number,
  { odoo, database }: PrincipalSources,
  request: OdooRequest,
  among: Domain = EVERYTHING,
): Promise<FoundAccount | null> {
  const [row] = await searchRecords(odoo, request, 'ov.serviced_account', and(where('id', '=', id), among), accountSpecification(database));
  if (row === undefined) return null;
  return {
    id,
    name: textOf(row.name) ?? '',
    companyId: idOf(row.company_id),
    drillDown: false,
    isGlobalRoot: isGlobalRoot(row),
    isActive: row.state === 'active',
  };
}

export function contextOf({ id, name, companyId, drillDown }: ServiceAccountContext): ServiceAccountContext {
  return { id, name, companyId, drillDown };
}

/** The reference data of an SA is its company's; an SA without a company has only what is shared by all. */
export function companiesOf({ companyId }: ServiceAccountContext): readonly number[] {
  return companyId === null ? [] : [companyId];
}

/** The same words whether the SA exists or not. */
export function foreignAccount(id: number): GraphError {
  return new GraphError('FORBIDDEN_SA', `Service Account ${id} is not one of yours.`, { serviceAccountId: String(id) });
}
