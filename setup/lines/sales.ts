import { found, lacks, listed, missing, ok, switchedOn, type Row } from '../judge.ts';
import type { Facts } from '../facts.ts';
import type { Judgement, SetupRule } from '../types.ts';

/** Judges the companies that sell by their settings. */
function eachSeller(field: string, without: (row: Row) => boolean, all: string, some: string): (facts: Facts) => Judgement {
  return (facts) =>
    lacks(facts, 'res.company', field) ??
    found(facts.answers.companies, facts, ({ rows }) => {
      const selling = new Set<unknown>(facts.selling.map(({ id }) => id));
      const names = rows.filter((row) => selling.has(row.id) && without(row)).map((row) => String(row.name));
      return names.length === 0 ? ok(all) : missing(`${some} ${listed(names)}.`);
    });
}

const QUOTATIONS = 'Settings → Sales → Quotations & Orders';

/** Seed 000, section 12, "Sales Settings", and section 2's recommended lock. */
export const SALES: readonly SetupRule[] = [
  {
    id: 'sales.approval',
    group: 'SALES',
    severity: 'RECOMMENDED',
    title: 'Order approval is enabled',
    path: QUOTATIONS,
    remedy: 'Enable Sales Order Approval: requestApproval, approveOrder and rejectOrder are refused without it.',
    judge: eachSeller('sale_approval_enabled', (row) => row.sale_approval_enabled !== true, 'Enabled in each company that sells.', 'Not enabled in'),
  },
  {
    id: 'sales.approvalThreshold',
    group: 'SALES',
    severity: 'RECOMMENDED',
    title: 'The amount above which orders need approval is set',
    path: QUOTATIONS,
    remedy: 'Set the Minimum order amount, in the currency of the company; 0 lets every order wait for approval.',
    judge: eachSeller('sale_approval_minimum', (row) => row.sale_approval_enabled === true && !(Number(row.sale_approval_minimum) > 0), 'Set wherever approval is enabled.', 'It is 0 in'),
  },
  {
    id: 'sales.proForma',
    group: 'SALES',
    severity: 'RECOMMENDED',
    title: 'Pro-Forma Invoice is enabled',
    path: QUOTATIONS,
    remedy: 'Enable Pro-Forma Invoice: the document of an order needs it.',
    judge: switchedOn('group_proforma_sales', 'sale.order'),
  },
  {
    id: 'sales.lock',
    group: 'SALES',
    severity: 'RECOMMENDED',
    title: 'Confirmed orders are locked',
    path: QUOTATIONS,
    remedy: 'Enable Lock Confirmed Sales, so that nobody edits an order after its confirmation.',
    judge: switchedOn('group_auto_done_setting', 'sale.order'),
  },
];
