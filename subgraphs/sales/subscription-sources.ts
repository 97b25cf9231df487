import { idOf, rowOf, rowsOf } from '../../access/odoo-records.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { asInteger, asText } from '../../odoo/client/values.ts';
import { and, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';

/** Where subscriptions are kept, and what the common terms are called there. */
export interface SubscriptionSource {
  readonly name: 'ORDER' | 'APP';
  readonly type: 'OrderSubscription' | 'AppSubscription';
  readonly model: string;
  /** Without this field the database does not have the source. */
  readonly needs: string;
  readonly customer: string;
  readonly next: string;
  readonly state: string;
  /** The source's own state → the common one. */
  readonly statuses: Readonly<Record<string, string>>;
  forProduct(product: number): Domain;
}

const ORDER: SubscriptionSource = {
  name: 'ORDER',
  type: 'OrderSubscription',
  model: 'sale.order',
  needs: 'is_subscription',
  customer: 'partner_id',
  next: 'next_invoice_date',
  state: 'subscription_state',
  statuses: {
    '1_draft': 'DRAFT', '2_renewal': 'DRAFT', '3_progress': 'ACTIVE', '4_paused': 'PAUSED', '5_renewed': 'RENEWED', '6_churn': 'CANCELLED', '7_upsell': 'DRAFT',
  },
  forProduct: (product) => where('order_line', 'any', and(where('product_id', '=', product), where('product_id.recurring_invoice', '=', true))),
};

const APP: SubscriptionSource = {
  name: 'APP',
  type: 'AppSubscription',
  model: 'abs.subscription',
  needs: 'subscription_code',
  customer: 'customer_id',
  next: 'next_cycle_date',
  state: 'status',
  statuses: { active: 'ACTIVE', paused: 'PAUSED', expired: 'EXPIRED', cancelled: 'CANCELLED' },
  forProduct: (product) => where('product_id', '=', product),
};

/** Both sources, in the order in which a list shows subscriptions of one day. */
export const SOURCES: readonly SubscriptionSource[] = [ORDER, APP];

/** Does the connected database have the source? */
export function isPresent({ model, needs }: SubscriptionSource, { database }: GraphContext): boolean {
  return database.has(model) && database.resolve(model, needs) !== null;
}

function statusIn({ statuses, state }: SubscriptionSource): CodeResolver {
  return ({ data }) => statuses[String(data[state])] ?? 'DRAFT';
}

/** `OrderSubscription.product`: the first line that is invoiced again and again. */
const recurringProduct: CodeResolver = ({ data }) => {
  const lines = rowsOf(data.order_line).filter((line) => rowOf(line.product_id)?.recurring_invoice === true);
  const [first] = lines.toSorted((a, b) => Number(a.sequence) - Number(b.sequence) || Number(a.id) - Number(b.id));
  return idOf(first?.product_id);
};

export const orderSubscription: Readonly<Record<string, CodeResolver>> = {
  source: () => ORDER.name,
  status: statusIn(ORDER),
  order: (row) => row.id,
  product: recurringProduct,
  cycleLength: ({ data }) => asInteger(rowOf(data.plan_id)?.billing_period_value),
  cycleUnit: ({ data }) => asText(rowOf(data.plan_id)?.billing_period_unit)?.toUpperCase() ?? null,
};

export const appSubscription: Readonly<Record<string, CodeResolver>> = { source: () => APP.name, status: statusIn(APP) };
