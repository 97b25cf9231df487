import type { Governed } from './associations.ts';
import type { Approval, LineFacts, OrderFacts, OrderState } from './order-facts.ts';
import { PAYMENT_TERM } from './base.ts';
import { CUSTOMER_GOVERNANCE, companyOfBulkCustomer } from './customer-governance.ts';
import { BULK_CUSTOMERS, COMPANY, EMPLOYEE, PRICELIST, SA, personOf } from './ids.ts';
import { APPROVALS, ORDER_STATES } from './order-facts.ts';
import { OUTLET } from './outlets.ts';
import { BACK_OFFICE } from './people.ts';
import { PLAN } from './plans.ts';
import { PRODUCT as P } from './product-facts.ts';
import { productFacts } from './products.ts';
import type { Seeded } from './seeded.ts';
import { seeded } from './seeded.ts';

const FIRST = 1041;
const LAST = 1200;

/** Every state with every approval once, then what business is mostly: confirmed orders that needed no approval. */
const OUTCOMES: readonly (readonly [OrderState, Approval])[] = [
  ...ORDER_STATES.flatMap((state) => APPROVALS.map((approval) => [state, approval] as const)),
  ['sale', 'none'], ['sale', 'none'], ['sale', 'approved'], ['locked', 'none'], ['locked', 'approved'], ['draft', 'none'], ['draft', 'none'],
  ['sent', 'none'], ['sale', 'none'], ['sale', 'none'], ['cancel', 'none'], ['sale', 'none'],
];

const TOGO_RANGE = [P.KIT_50, P.KIT_200, P.LANTERN, P.CABLES, P.HELMET, P.INSTALLATION, P.WARRANTY, P.BATTERY, P.HOME_PACK, P.MAINTENANCE] as const;
const KENYA_RANGE = [P.KE_KIT_80, P.KE_BATTERY, P.KE_LANTERN, P.KE_INSTALLATION, P.KE_WARRANTY, P.KE_MOTORCYCLE, P.KE_ENERGY] as const;

/** Odoo's states of a recurring order, by the state of the order. */
const RECURRING: Readonly<Record<OrderState, readonly string[]>> = {
  draft: ['1_draft', '2_renewal', '7_upsell'], sent: ['2_renewal', '1_draft'], sale: ['3_progress', '4_paused', '6_churn', '3_progress'],
  locked: ['5_renewed', '3_progress'], cancel: ['6_churn'],
};

function lines(choices: Seeded, range: readonly number[], retail: boolean): readonly LineFacts[] {
  const count = choices.int(1, 4);
  const start = choices.int(0, range.length - 1);
  const priced = Array.from({ length: count }, (_, index): LineFacts => {
    const template = range[(start + index * 3) % range.length] ?? start;
    const facts = productFacts(template);
    // Discounts on round prices only: every amount stays exact.
    const discount = retail && Number.isInteger(facts.price / 1000) && template !== P.KE_BATTERY && choices.chance(20) ? choices.pick([5, 10, 20]) : 0;
    const quantity = facts.price > 100_000 ? choices.int(1, 3) : choices.int(1, 12);
    return { template, quantity, ...(discount === 0 ? {} : { discount }) };
  });
  return choices.chance(12) ? [{ section: 'As discussed' }, ...priced, { note: 'Prices are valid for thirty days.' }] : priced;
}

function recurring(choices: Seeded, state: OrderState, on: number, togo: boolean): Pick<OrderFacts, 'lines' | 'recurring'> {
  const template = togo ? choices.pick([P.SWAP_PLAN, P.PAYGO_PLAN]) : P.KE_SWAP_PLAN;
  const plan = template === P.PAYGO_PLAN ? PLAN.WEEKLY : template === P.SWAP_PLAN ? PLAN.MONTHLY : PLAN.QUARTERLY;
  const status = choices.pick(RECURRING[state]);
  const confirmed = state === 'sale' || state === 'locked';
  const ended = status === '6_churn' || status === '5_renewed';
  return {
    lines: [{ template, quantity: choices.int(1, 2) }],
    recurring: {
      plan, state: status,
      ...(confirmed ? { start: on, next: on + (plan === PLAN.WEEKLY ? 7 : plan === PLAN.MONTHLY ? 30 : 91) } : {}),
      ...(ended ? { end: on + 120 } : {}),
    },
  };
}

function bulk(): readonly OrderFacts[] {
  const choices = seeded(20_260_131);
  const customers = BULK_CUSTOMERS.LAST - BULK_CUSTOMERS.FIRST + 1;
  return Array.from({ length: LAST - FIRST + 1 }, (_, index): OrderFacts => {
    const customer = BULK_CUSTOMERS.FIRST + ((index * 7) % customers);
    const companyId = companyOfBulkCustomer(customer);
    const togo = companyId === COMPANY.TOGO;
    const [state, approval] = OUTCOMES[index % OUTCOMES.length] ?? ['draft', 'none'];
    const on = 130 + Math.round(index * 3.3) - choices.int(0, 20);
    const inShop = choices.chance(15);
    const retail = !choices.chance(25);
    const goods = choices.chance(14) ? recurring(choices, state, on, togo) : {
      lines: lines(choices, togo ? TOGO_RANGE : KENYA_RANGE, retail),
    };
    return {
      id: FIRST + index, customer, companyId, state, approval, on, ...goods,
      ...(!retail ? { pricelist: togo ? PRICELIST.TOGO_PARTNERS : PRICELIST.KENYA_PARTNERS } : {}),
      ...(inShop ? { outlet: togo ? OUTLET.LOME_MARKET : OUTLET.NAIROBI_CBD, session: session(state) } : {}),
      ...(choices.chance(40) ? { user: togo ? BACK_OFFICE.TOGO : BACK_OFFICE.KENYA } : {}),
      ...(choices.chance(30) ? { reference: `REF-${choices.int(100, 999)}` } : {}),
      ...(choices.chance(30) ? { paymentTerm: choices.pick([PAYMENT_TERM.IMMEDIATE, PAYMENT_TERM.THIRTY_DAYS]) } : {}),
      ...(choices.chance(15) ? { promised: on + 14 } : {}),
      ...(choices.chance(10) ? { origin: 'Website' } : {}),
    };
  });
}

function session(state: OrderState): 'active' | 'paused' | 'completed' | 'cancelled' {
  if (state === 'cancel') return 'cancelled';
  return state === 'draft' ? 'active' : state === 'sent' ? 'paused' : 'completed';
}

export const BULK_ORDERS: readonly OrderFacts[] = bulk();

/** Every fourth order of a governed customer is associated itself, in the customer's account and with one of its agents. */
function governance(): readonly Governed[] {
  const agents: Readonly<Record<number, number>> = {
    [SA.LOME]: personOf(EMPLOYEE.LOME_AGENT), [SA.KARA]: personOf(EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER),
    [SA.LOME_BE]: personOf(EMPLOYEE.LOME_BE_AGENT), [SA.NAIROBI]: personOf(EMPLOYEE.NAIROBI_AGENT),
  };
  return BULK_ORDERS.flatMap((order, index) => {
    const account = CUSTOMER_GOVERNANCE.find(({ record }) => record === order.customer)?.associations.find(({ ended }) => ended === undefined)?.account;
    if (index % 4 !== 0 || account === undefined) return [];
    const agent = agents[account];
    const actors = index % 8 === 0 && agent !== undefined ? [{ person: agent }] : [];
    return [{ record: order.id, associations: [{ account, since: order.on, actors }] }];
  });
}

export const BULK_ORDER_GOVERNANCE: readonly Governed[] = governance();
