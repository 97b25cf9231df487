import { or, where } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';
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

/**
 * The active employee with all memberships: one call with inverse fields, two without. A membership nearly always names the
 * person, so those that name the employee come as bare ids; only one that the person does not lead to is read on its own.
 */
export async function readEmployee(id: number, sources: PrincipalSources, request: OdooRequest): Promise<EmployeeRecord | null> {
  const { odoo, database } = sources;
  const memberships = { fields: membershipSpecification(database) };
  const inverse = database.field('res.partner', 'ov_membership_ids') !== null;
  const byEmployee = database.field('abs.employee', 'membership_ids') !== null;
  const [row] = await searchRecords(odoo, request, 'abs.employee', where('id', '=', id), {
    name: {},
    partner_id: inverse ? { fields: { ov_membership_ids: memberships } } : {},
    ...(inverse && byEmployee ? { membership_ids: {} } : {}),
  });
  if (row === undefined) return null;
  const partnerId = idOf(row.partner_id);
  const search = (domain: Domain): Promise<readonly OdooRow[]> => searchRecords(odoo, request, 'ov.membership', domain, memberships.fields);
  // An employee without a partner is nobody in governance (domain.md U4).
  const found = partnerId === null ? [] : inverse
    ? await withStrays(rowsOf(rowOf(row.partner_id)?.ov_membership_ids), bareIds(row.membership_ids), search)
    : await search(or(where('person_partner_id', '=', partnerId), where('employee_id', '=', id)));
  return { id, name: textOf(row.name), partnerId, memberships: ownRows(found, partnerId) };
}

/** Ids of the active employees who are a person. */
export async function employeesOfPerson(partnerId: number, { odoo }: PrincipalSources, request: OdooRequest): Promise<readonly number[]> {
  const rows = await searchRecords(odoo, request, 'abs.employee', where('partner_id', '=', partnerId), {});
  return rows.map(idOf).filter((id) => id !== null);
}

async function withStrays(found: readonly OdooRow[], ids: readonly number[], search: (domain: Domain) => Promise<readonly OdooRow[]>): Promise<readonly OdooRow[]> {
  const known = new Set(found.map((row) => row.id));
  const strays = ids.filter((id) => !known.has(id));
  return strays.length === 0 ? found : [...found, ...(await search(where('id', 'in', strays)))];
}

function bareIds(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : [];
}

/** The person is the key of a membership; one that names only the employee is theirs as well (domain.md U4). */
function ownRows(rows: readonly OdooRow[], partnerId: number | null): readonly OdooRow[] {
  const own = rows.filter((row) => (idOf(row.person_partner_id) ?? partnerId) === partnerId);
  return [...new Map(own.map((row) => [row.id, row])).values()];
}
