import { layoutOf } from '../../../access/storage/layout.ts';
import type { GovernedObject } from '../../../access/storage/objects.ts';
import { GOVERNED_OBJECTS } from '../../../access/storage/objects.ts';
import { isGiven } from '../../../graph/mutations/input.ts';
import { levelRefusal } from '../../../graph/mutations/levels.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse, Refusal } from '../../../graph/mutations/refusal.ts';
import { asId } from '../../../odoo/client/values.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import { GraphError } from '../../../platform/errors.ts';
import type { GovernedRecord } from '../generated.ts';

interface Kind {
  readonly object: GovernedObject;
  /** Its type in this subgraph, which has its row policy, and its field in payloads. */
  readonly type: string;
  readonly field: string;
  /** The way to the customer through whom it is governed while it has no place of its own. */
  readonly customer: string | null;
}

export const KINDS: Readonly<Record<GovernedRecord, Kind>> = {
  CUSTOMER: { object: 'customer', type: 'Customer', field: 'customer', customer: null },
  SALES_ORDER: { object: 'sale_order', type: 'SalesOrder', field: 'salesOrder', customer: 'partner_id' },
  TICKET: { object: 'ticket', type: 'Ticket', field: 'ticket', customer: 'partner_id' },
  FLEET: { object: 'fleet', type: 'Fleet', field: 'fleet', customer: null },
  MANUFACTURING_ORDER: { object: 'production', type: 'ManufacturingOrder', field: 'manufacturingOrder', customer: null },
  TRANSFER: { object: 'picking', type: 'Transfer', field: 'transfer', customer: 'partner_id' },
  ASSET: { object: 'asset', type: 'Asset', field: 'asset', customer: 'partner_id' },
};

/** A record that the caller sees and may change on behalf of the SA. */
export interface GovernedTarget extends Kind {
  readonly id: number;
  readonly company: number | null;
}

/** The record, if the caller sees it, this database governs its kind, and the SA's access level suffices. */
export async function requireGoverned(context: MutationContext, record: GovernedRecord, given: string, needs: 'assignment' | 'binding'): Promise<GovernedTarget> {
  const kind = KINDS[record];
  const { model } = GOVERNED_OBJECTS[kind.object];
  const { association, stamps } = layoutOf(kind.object, context.database);
  if (association === null && !stamps) refuse('NOT_AVAILABLE', ['input', 'record'], { reason: 'This database does not govern records of this kind.' });
  const reads = ['company_id', kind.customer].filter((path) => path !== null).filter((path) => context.database.field(model, path) !== null);
  const { id, data } = await requireVisible(context, kind.type, given, ['input', 'id'], reads);
  const refusal = await levelRefusal(context, kind.object, id, needs, ['input', 'id'], kind.customer === null ? null : asId(data[kind.customer]));
  if (refusal) throw new Refusal([refusal]);
  return { ...kind, id, company: asId(data.company_id) };
}

/** The SA on whose behalf an assignment is changed: the one in context or, for who sees all of them, the only one that governs the record. */
export async function accountOf(context: MutationContext, { object, id }: GovernedTarget): Promise<number> {
  const own = context.principal.serviceAccount;
  if (own?.companyId) return own.id;
  const { association } = layoutOf(object, context.database);
  const rows =
    association === null
      ? (await context.reader.byIds(GOVERNED_OBJECTS[object].model, [id], [], { x_sa_id: {} })).flatMap((row) => asId(row?.x_sa_id) ?? [])
      : (await context.reader.search(association.model, { domain: and(where(association.native, '=', id), where('state', '=', 'active')), specification: { account_id: {} } })).records.flatMap((row) => asId(row.account_id) ?? []);
  const [only, ...more] = new Set(rows);
  if (only === undefined) return refuse('UNGOVERNED', ['input', 'id']);
  if (more.length > 0) throw new GraphError('SA_REQUIRED', 'Several Service Accounts govern the record: name one in X-SA-ID.');
  return only;
}

export interface Named {
  readonly actorId?: string | null | undefined;
  readonly employeeId?: string | null | undefined;
}

/** Refuses an input that names somebody twice. */
export function requireOne({ actorId, employeeId }: Named): void {
  if (isGiven(actorId) && isGiven(employeeId)) refuse('INVALID_VALUE', ['input', 'employeeId'], { reason: 'Give either the person or the employee.' });
}

/** The person whom the input names, as an active member of the SA. */
export async function requireActor(context: MutationContext, account: number, input: Named, required = true): Promise<number | null> {
  const { actorId, employeeId } = input;
  const given = actorId ?? employeeId ?? null;
  if (given === null) return required ? refuse('REQUIRED', ['input', 'actorId']) : null;
  requireOne({ actorId, employeeId });
  const path = ['input', isGiven(actorId) ? 'actorId' : 'employeeId'];
  const id = /^[1-9]\d{0,9}$/.test(given) ? Number(given) : 0;
  const named = where(isGiven(actorId) ? 'person_partner_id' : 'employee_id', '=', id);
  const today = new Date().toISOString().slice(0, 10);
  const { records } = await context.reader.search('ov.membership', {
    domain: and(where('account_id', '=', account), where('membership_state', '=', 'active'), named),
    specification: { person_partner_id: {}, effective_to: {}, employee_id: { fields: { partner_id: {} } } },
  });
  const live = records.find((row) => typeof row.effective_to !== 'string' || row.effective_to >= today);
  const employee = live?.employee_id as { readonly partner_id?: unknown } | undefined;
  return asId(live?.person_partner_id) ?? asId(employee?.partner_id) ?? refuse('NOT_A_MEMBER', path);
}
