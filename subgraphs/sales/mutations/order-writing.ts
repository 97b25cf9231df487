import { idOf } from '../../../access/odoo-records.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import type { Row } from '../../../graph/row.ts';
import type { OdooContext } from '../../../odoo/port.ts';

type Vals = Readonly<Record<string, unknown>>;

export const ORDER = 'sale.order';

/** Prices, taxes and sequences are the order's company's. */
export function inCompany(company: number | null): OdooContext {
  return company === null ? {} : { allowed_company_ids: [company] };
}

export const companyOf = ({ data }: Row): OdooContext => inCompany(idOf(data.company_id));

/** Odoo's moment. */
export const now = (): string => new Date().toISOString().slice(0, 19).replace('T', ' ');

const VOID: Vals = { approval_status: 'none', approved_by_id: false, approval_date: false, approval_submitted_by_id: false, approval_submitted_date: false };

/** What goes along with a change of the amount: an approval was given for another one. */
export function withoutApproval({ data }: Row, context: MutationContext): Vals {
  return data.approval_status === 'approved' ? known(VOID, context) : {};
}

/** The same when a cancelled order becomes a quotation again, whatever its approval was. */
export const approvalAnew = ({ data }: Row, context: MutationContext): Vals => (data.approval_status === undefined || data.approval_status === 'none' ? {} : known(VOID, context));

/** Databases keep more or less of who approved what. */
export function known(vals: Vals, { database }: MutationContext): Vals {
  return Object.fromEntries(Object.entries(vals).filter(([field]) => database.resolve(ORDER, field) !== null));
}
