import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { COMPANY } from './ids.ts';

export const PLAN = { MONTHLY: 1001, WEEKLY: 1002, QUARTERLY: 1003, YEARLY: 1004, RETIRED: 1005 } as const;

function plan(id: number, name: string, value: number, unit: string, companyId: number | false, closeAfter: number, renews: boolean, active = true): Row {
  return {
    id, name, billing_period_value: value, billing_period_unit: unit, company_id: companyId, auto_close_limit: closeAfter, auto_renew: renews, active,
    ...audit(6),
  };
}

/** Billing rhythms. Quarterly is three months: Odoo has no quarter. */
export const PLANS: Rows = {
  'sale.subscription.plan': [
    plan(PLAN.MONTHLY, 'Monthly', 1, 'month', false, 15, true),
    plan(PLAN.WEEKLY, 'Weekly', 1, 'week', COMPANY.TOGO, 3, true),
    plan(PLAN.QUARTERLY, 'Quarterly', 3, 'month', COMPANY.KENYA, 30, true),
    plan(PLAN.YEARLY, 'Yearly', 1, 'year', false, 30, false),
    plan(PLAN.RETIRED, 'Two-weekly', 2, 'week', COMPANY.TOGO, 3, false, false),
  ],
};
