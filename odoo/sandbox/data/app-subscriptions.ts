import type { Row, Rows, Value } from './types.ts';
import { audit, day } from './calendar.ts';
import { CURRENCY } from './base.ts';
import { COMPANY, CUSTOMER } from './ids.ts';
import { ORDER_FACTS } from './orders.ts';
import { PLAN, PLANS } from './plans.ts';
import { PRODUCT } from './product-facts.ts';
import { productFacts, variantOf } from './products.ts';

const STATUS: Readonly<Record<string, string>> = {
  '3_progress': 'active', '4_paused': 'paused', '5_renewed': 'expired', '6_churn': 'cancelled',
};

interface Facts {
  readonly customer: number;
  readonly companyId: number;
  readonly template: number;
  readonly plan: number;
  readonly order: number | false;
  readonly status: string;
  readonly start: number;
}

/** What runs behind confirmed recurring orders, and two that were sold without an order. */
function facts(): readonly Facts[] {
  const ordered = ORDER_FACTS.flatMap((order): readonly Facts[] => {
    const line = order.lines.find((candidate) => 'template' in candidate);
    const status = STATUS[order.recurring?.state ?? ''];
    const confirmed = order.state === 'sale' || order.state === 'locked';
    if (order.recurring === undefined || line === undefined || status === undefined || !confirmed) return [];
    return [{ customer: order.customer, companyId: order.companyId, template: line.template, plan: order.recurring.plan, order: order.id, status, start: order.on }];
  });
  const direct = { companyId: COMPANY.TOGO, template: PRODUCT.PAYGO_PLAN, plan: PLAN.WEEKLY, order: false as const };
  return [
    ...ordered,
    { ...direct, customer: CUSTOMER.PERSONA, status: 'active', start: 500 },
    { ...direct, customer: CUSTOMER.UNGOVERNED_PERSON, status: 'expired', start: 210 },
  ];
}

function subscription({ customer, companyId, template, plan, order, status, start }: Facts, index: number): Row {
  const period = PLANS['sale.subscription.plan']?.find(({ id }) => id === plan);
  const cycle = (field: string): Value => period?.[field] ?? false;
  return {
    id: 1001 + index, subscription_code: `SUB-${1001 + index}`, customer_id: customer, product_id: variantOf(template), order_id: order, status,
    active: true, start_date: day(start), next_cycle_date: status === 'active' ? day(start + 30) : false, company_id: companyId,
    currency_id: companyId === COMPANY.TOGO ? CURRENCY.XOF : CURRENCY.KES, price_at_signup: productFacts(template).price,
    cycle_interval: cycle('billing_period_value'), cycle_unit: cycle('billing_period_unit'), ...audit(start, 2),
  };
}

/** The subscriptions of the mobile apps, beside Odoo's own. */
export const APP_SUBSCRIPTIONS: Rows = { 'abs.subscription': facts().map(subscription) };
