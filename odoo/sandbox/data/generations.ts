import type { Dataset, Row } from './types.ts';

/** The governed kinds that have association tables, with the model that they govern. */
const KINDS = [
  { object: 'customer', field: 'partner_id', model: 'res.partner' },
  { object: 'sale_order', field: 'sale_order_id', model: 'sale.order' },
  { object: 'ticket', field: 'ticket_id', model: 'helpdesk.ticket' },
  { object: 'fleet', field: 'fleet_id', model: 'ov.fleet' },
  { object: 'production', field: 'production_id', model: 'mrp.production' },
  { object: 'picking', field: 'picking_id', model: 'stock.picking' },
  { object: 'asset', field: 'asset_id', model: 'ov.asset' },
] as const;

/** Fleets and manufacturing orders never had the two columns. */
const UNSTAMPED: readonly string[] = ['ov.fleet', 'mrp.production'];

const assignmentsOf = (object: string): string => `ov.sa_${object}_assignment`;
const actorsOf = (object: string): string => `ov.actor_sa_${object}_assignment`;

/**
 * The same company as 18.0.1.1.2 to 1.1.4 kept it: `actor_id` on the association row, no actor table, no access level.
 * A row has one actor there: the primary active one, else the first active, else none. A row whose account ended keeps its last.
 */
export function toOneTable(data: Dataset): Dataset {
  const result: Record<string, readonly Row[]> = { ...data };
  for (const { object } of KINDS) {
    const actors = data[actorsOf(object)] ?? [];
    result[assignmentsOf(object)] = (data[assignmentsOf(object)] ?? []).map(({ access: _, ...row }) => ({ ...row, actor_id: oneActor(row, actors) }));
    delete result[actorsOf(object)];
  }
  return result;
}

function oneActor(assignment: { readonly id: number; readonly state?: unknown }, actors: readonly Row[]): number | false {
  const own = actors.filter((actor) => actor['assignment_id'] === assignment.id);
  const candidates = assignment.state === 'active' ? own.filter((actor) => actor['state'] === 'active') : own.toReversed();
  const chosen = candidates.find((actor) => actor['is_primary'] === true) ?? candidates[0];
  return (chosen?.['actor_id'] as number | undefined) ?? false;
}

/**
 * The same company before V3: `x_sa_id` and `x_actor_id` on the records, no association tables. A record has one account:
 * that of its first active row. What the two-table set already carries as stamps is replaced, except where there was no row at all.
 */
export function toStamps(data: Dataset): Dataset {
  const result: Record<string, readonly Row[]> = { ...data };
  for (const { object, field, model } of KINDS) {
    const assignments = data[assignmentsOf(object)] ?? [];
    const actors = data[actorsOf(object)] ?? [];
    // What Odoo makes by itself is not written down: its stamps are.
    const stamped = data[model] ?? [...new Set(assignments.map((assignment) => assignment[field] as number))].sort((a, b) => a - b).map((id) => ({ id }));
    if (!UNSTAMPED.includes(model)) {
      result[model] = stamped.map((row) => stamp(row, assignments.filter((assignment) => assignment[field] === row.id), actors));
    }
    delete result[assignmentsOf(object)];
    delete result[actorsOf(object)];
  }
  return result;
}

function stamp(record: Row, assignments: readonly Row[], actors: readonly Row[]): Row {
  if (assignments.length === 0) return record;
  const active = assignments.find((assignment) => assignment['state'] === 'active');
  if (active === undefined) return { ...record, x_sa_id: false, x_actor_id: false };
  return { ...record, x_sa_id: active['account_id'] ?? false, x_actor_id: oneActor(active, actors) };
}
