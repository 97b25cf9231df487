import { idOf, rowOf } from '../../access/odoo-records.ts';
import type { OdooRow } from '../../access/odoo-records.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { asDateTime, asFloat, asText } from '../../odoo/client/values.ts';

const STATUSES: ReadonlySet<unknown> = new Set(['pending', 'approved', 'rejected']);

/** Comparing in the company's currency, to more digits than any currency has. */
const COMPARED_DIGITS = 6;

/**
 * Orders strictly above the company's minimum need approval (domain.md 1.1.3). `currency_rate` is how much of the order's
 * currency one unit of the company's is worth.
 */
export function needsApproval(order: OdooRow): boolean {
  const company = rowOf(order.company_id);
  if (company?.sale_approval_enabled !== true) return false;
  const rate = typeof order.currency_rate === 'number' && order.currency_rate > 0 ? order.currency_rate : 1;
  const total = typeof order.amount_total === 'number' ? order.amount_total : 0;
  const minimum = typeof company.sale_approval_minimum === 'number' ? company.sale_approval_minimum : 0;
  return (asFloat(total / rate, COMPARED_DIGITS) ?? 0) > minimum;
}

/** `SalesOrder.approval`; null where the database knows no approval. A state that is not known counts as none. */
export const approval: CodeResolver = ({ data }) => {
  if (data.approval_status === undefined) return null;
  return {
    status: STATUSES.has(data.approval_status) ? String(data.approval_status).toUpperCase() : 'NONE',
    required: needsApproval(data),
    submittedBy: idOf(data.approval_submitted_by_id),
    submittedAt: asDateTime(data.approval_submitted_date),
    decidedBy: idOf(data.approved_by_id),
    decidedAt: asDateTime(data.approval_date),
    notes: asText(data.approval_notes),
  };
};
