import { where } from '../odoo/domain/build.ts';
import type { OdooRequest } from '../odoo/port.ts';
import { GraphError } from '../platform/errors.ts';
import { available, idOf, rowOf, rowsOf, searchRecords, textOf, type OdooRow } from './odoo-records.ts';
import type { Principal } from './principal.ts';
import type { PrincipalSources } from './principal-sources.ts';

const BY_ACCOUNT = { account_id: { fields: { company_id: {} } }, state: {} };

/** The customer as a principal. An SA in context means nothing to them: they see what is theirs. */
export async function resolveCustomer(customerId: number, sources: PrincipalSources, request: OdooRequest): Promise<Principal> {
  const { odoo, database } = sources;
  const specification = available(database, 'res.partner', {
    name: {},
    company_id: {},
    ov_sa_assignment_ids: { fields: BY_ACCOUNT },
    x_sa_id: { fields: { company_id: {} } },
  });
  const [row] = await searchRecords(odoo, request, 'res.partner', where('id', '=', customerId), specification);
  if (row === undefined) throw new GraphError('CALLER_UNKNOWN', 'The customer of this token does not exist or is archived.');
  return {
    kind: 'customer',
    role: 'CUSTOMER',
    subject: `customer:${customerId}`,
    name: textOf(row.name),
    employeeId: null,
    partnerId: customerId,
    serviceAccount: null,
    policy: null,
    companyIds: await companiesOfCustomer(customerId, row, sources, request),
    memberships: [],
    problem: null,
  };
}

/** Whose reference data a customer sees: their own company's, else the companies of the SAs that serve them now. */
async function companiesOfCustomer(customerId: number, row: OdooRow, sources: PrincipalSources, request: OdooRequest): Promise<readonly number[]> {
  const own = idOf(row.company_id);
  if (own !== null) return [own];
  const rows = await assignmentsOf(customerId, row, sources, request);
  const accounts = rows.length > 0 ? rows.filter(({ state }) => state === 'active').map((assignment) => rowOf(assignment.account_id)) : [rowOf(row.x_sa_id)];
  return [...new Set(accounts.map((account) => idOf(account?.company_id)))].filter((id) => id !== null);
}

async function assignmentsOf(customerId: number, row: OdooRow, { odoo, database }: PrincipalSources, request: OdooRequest): Promise<readonly OdooRow[]> {
  if (row.ov_sa_assignment_ids !== undefined) return rowsOf(row.ov_sa_assignment_ids);
  if (!database.has('ov.sa_customer_assignment')) return [];
  return searchRecords(odoo, request, 'ov.sa_customer_assignment', where('partner_id', '=', customerId), BY_ACCOUNT);
}
