import { CURRENCY } from './base.ts';
import { moment } from './calendar.ts';
import { COMPANY, PRICELIST, WAREHOUSE } from './ids.ts';
import type { OrderFacts, OrderState } from './order-facts.ts';

const { HOLDING, TOGO, KENYA } = COMPANY;
const PRICELIST_OF: Readonly<Record<number, number>> = { [HOLDING]: PRICELIST.EXPORT, [TOGO]: PRICELIST.TOGO, [KENYA]: PRICELIST.KENYA };
const WAREHOUSE_OF: Readonly<Record<number, number>> = { [HOLDING]: WAREHOUSE.HOLDING, [TOGO]: WAREHOUSE.TOGO, [KENYA]: WAREHOUSE.KENYA };

/** Currency of an order: its price list's. */
export function currencyOf(facts: OrderFacts): number {
  if (facts.pricelist === PRICELIST.EXPORT || facts.companyId === HOLDING) return CURRENCY.USD;
  return facts.companyId === TOGO ? CURRENCY.XOF : CURRENCY.KES;
}

/** Price list of an order: the company's retail list unless it says another. */
export function pricelistOf(facts: OrderFacts): number {
  return facts.pricelist ?? PRICELIST_OF[facts.companyId] ?? PRICELIST.EXPORT;
}

/** The moment of the order. */
export function orderedAt(facts: OrderFacts): string {
  return moment(facts.on, 10, facts.id % 60);
}

/** Whether an order is more than a quotation; locked ones are. */
export function confirmed(state: OrderState): boolean {
  return state === 'sale' || state === 'locked';
}

/** Odoo's state: being locked is a flag beside it. */
export function stateOf(state: OrderState): string {
  return state === 'locked' ? 'sale' : state;
}

/** The order's reference, as Odoo numbers them. */
export function nameOf(id: number): string {
  return `S${String(id).padStart(5, '0')}`;
}

/** Warehouse that delivers: the company's only one. */
export function warehouseOf(facts: OrderFacts): number | false {
  return WAREHOUSE_OF[facts.companyId] ?? false;
}
