import { or, where } from '../odoo/domain/build.ts';
import type { OdooRequest } from '../odoo/port.ts';
import { membershipSpecification } from './memberships.ts';
import { idOf, rowOf, rowsOf, searchRecords, textOf, type OdooRow } from './odoo-records.ts';
import type { PrincipalSources } from './principal-sources.ts';

export interface EmployeeRecord {
  readonly id: number;
  readonly name: string | null;
  readonly partnerId: number | null;
  /** Every membership of this person in any state, as stored. */
  readonly memberships: readonly OdooRow[];
}

/** The active employee with all memberships: one call with inverse fields, two without. */
export async function readEmployee(id: number, sources: PrincipalSources, request: OdooRequest): Promise<EmployeeRecord | null> {
  const { odoo, database } = sources;
  const memberships = { fields: membershipSpecification(database) };
  const inverse = database.field('res.partner', 'ov_membership_ids') !== null;
  const byEmployee = database.field('abs.employee', 'membership_ids') !== null;
  const [row] = await searchRecords(odoo, request, 'abs.employee', where('id', '=', id), {
    name: {},
    partner_id: inverse ? { fields: { ov_membership_ids: memberships } } : {},
    ...(inverse && byEmployee ? { membership_ids: memberships } : {}),
  });
  if (row === undefined) return null;
  const partnerId = idOf(row.partner_id);
  const found = inverse
    ? [...rowsOf(rowOf(row.partner_id)?.ov_membership_ids), ...rowsOf(row.membership_ids)]
    : await readMemberships(id, partnerId, sources, request);
  return { id, name: textOf(row.name), partnerId, memberships: ownRows(found, partnerId) };
}

async function readMemberships(id: number, partnerId: number | null, { odoo, database }: PrincipalSources, request: OdooRequest): Promise<readonly OdooRow[]> {
  if (partnerId === null) return [];
  const mine = or(where('person_partner_id', '=', partnerId), where('employee_id', '=', id));
  return searchRecords(odoo, request, 'ov.membership', mine, membershipSpecification(database));
}

/**
 * The person is the key of a membership; one that names only the employee is theirs as well. An employee without a
 * partner is nobody in governance (domain.md U4).
 */
function ownRows(rows: readonly OdooRow[], partnerId: number | null): readonly OdooRow[] {
  if (partnerId === null) return [];
  const own = rows.filter((row) => (idOf(row.person_partner_id) ?? partnerId) === partnerId);
  return [...new Map(own.map((row) => [row.id, row])).values()];
}
