import type { Rows } from './types.ts';
import type { Governed } from './associations.ts';
import { ASSET_GOVERNANCE } from './assets.ts';
import { associationTables } from './associations.ts';
import { CUSTOMER_GOVERNANCE } from './customer-governance.ts';
import { FLEET_GOVERNANCE } from './fleets.ts';
import { EMPLOYEE, SA, personOf } from './ids.ts';
import { PRODUCTION_GOVERNANCE, TRANSFER_GOVERNANCE } from './operations-governance.ts';
import { BULK_ORDER_GOVERNANCE } from './order-bulk.ts';
import { ORDER_CASE_GOVERNANCE } from './order-cases.ts';
import { TICKET_GOVERNANCE } from './tickets.ts';

/** Who put the records under governance: each account's manager, else the admin. */
const MANAGERS: Readonly<Record<number, number>> = {
  [SA.TOGO]: personOf(EMPLOYEE.TOGO_MANAGER), [SA.KENYA]: personOf(EMPLOYEE.KENYA_MANAGER), [SA.LOME]: personOf(EMPLOYEE.LOME_MANAGER),
  [SA.NAIROBI]: personOf(EMPLOYEE.NAIROBI_MANAGER), [SA.KARA]: personOf(EMPLOYEE.KARA_MANAGER), [SA.LOME_BE]: personOf(EMPLOYEE.LOME_BE_MANAGER),
};
const assigner = (account: number): number => MANAGERS[account] ?? personOf(EMPLOYEE.ADMIN);

interface Governing {
  readonly object: string;
  readonly field: string;
  readonly governed: readonly Governed[];
  readonly firstId: { readonly assignment: number; readonly actor: number };
}

const KINDS: readonly Governing[] = [
  { object: 'customer', field: 'partner_id', governed: CUSTOMER_GOVERNANCE, firstId: { assignment: 2001, actor: 3001 } },
  { object: 'sale_order', field: 'sale_order_id', governed: [...ORDER_CASE_GOVERNANCE, ...BULK_ORDER_GOVERNANCE], firstId: { assignment: 6001, actor: 7001 } },
  { object: 'ticket', field: 'ticket_id', governed: TICKET_GOVERNANCE, firstId: { assignment: 60_001, actor: 60_501 } },
  { object: 'fleet', field: 'fleet_id', governed: FLEET_GOVERNANCE, firstId: { assignment: 61_001, actor: 61_501 } },
  { object: 'production', field: 'production_id', governed: PRODUCTION_GOVERNANCE, firstId: { assignment: 62_001, actor: 62_501 } },
  { object: 'picking', field: 'picking_id', governed: TRANSFER_GOVERNANCE, firstId: { assignment: 63_001, actor: 63_501 } },
  { object: 'asset', field: 'asset_id', governed: ASSET_GOVERNANCE, firstId: { assignment: 64_001, actor: 64_501 } },
];

/** The association tables of the two-table generation (18.0.1.3.0 on). */
export const GOVERNANCE: Rows = Object.fromEntries(
  KINDS.flatMap(({ object, field, governed, firstId }) => {
    const { assignments, actorAssignments } = associationTables(field, governed, firstId, assigner);
    return [[`ov.sa_${object}_assignment`, assignments], [`ov.actor_sa_${object}_assignment`, actorAssignments]];
  }),
);
