import { reachOf } from '../access/scopes/view.ts';
import type { AccountClause } from '../access/storage/governed.ts';
import { asId } from '../odoo/client/values.ts';
import { NOTHING } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';
import type { GraphContext } from './context.ts';
import type { EdgeDomain } from './engine.ts';

/** Assignments count in the Service Account in context; for who sees everything, in any. */
function accountInView({ principal }: GraphContext): AccountClause {
  const reach = reachOf(principal);
  return reach.kind === 'account' ? reach.account : null;
}

async function personOf(employee: number, { reader }: GraphContext): Promise<number | null> {
  const [record] = await reader.byIds('abs.employee', [employee], [], { partner_id: {} });
  return asId(record?.partner_id);
}

/** An edge from an employee to the records that they act on. The caller's own visibility is joined by the engine. */
export function assignedRecords(of: (partner: number, account: AccountClause, context: GraphContext) => Promise<Domain>): EdgeDomain {
  return async (employee, context) => {
    const partner = await personOf(employee, context);
    return partner === null ? NOTHING : of(partner, accountInView(context), context);
  };
}
