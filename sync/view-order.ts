import { asFloat, asId, asInteger, asText } from '../odoo/client/values.ts';
import { fromOdooTime, toOdooTime } from './clock.ts';
import type { OrderDocument, OrderMirror, OrderView } from './model.ts';
import { priorityFromOdoo, priorityToOdoo } from './priority.ts';
import { isOpen, statusOf, stepsTo } from './status.ts';

/** What is read of `mrp.production`. The same names in Odoo 17, 18 and 19. */
export const ORDER_FIELDS = [
  'name', 'origin', 'product_id', 'product_qty', 'priority', 'date_deadline', 'date_start', 'user_id', 'state',
  'qty_produced', 'date_finished', 'company_id', 'create_uid', 'create_date', 'write_date',
] as const;

/** One record of `mrp.production`, taken apart. */
export interface OrderRecord {
  readonly id: number;
  readonly view: OrderView;
  readonly mirror: OrderMirror;
  readonly state: string;
  readonly origin: string | null;
  readonly writeDate: string;
  readonly createDate: string;
  readonly createdBy: number | null;
  /** When the order was finished; null while it is not. */
  readonly finished: string | null;
}

export function readOrder(raw: Readonly<Record<string, unknown>>): OrderRecord {
  const state = asText(raw['state']) ?? '';
  return {
    id: asInteger(raw['id']) ?? 0,
    view: {
      product: asId(raw['product_id']) ?? 0,
      quantity: asFloat(raw['product_qty']) ?? 0,
      priority: raw['priority'] === '1' ? '1' : '0',
      deadline: asText(raw['date_deadline']),
      start: asText(raw['date_start']),
      assignee: asId(raw['user_id']),
      status: statusOf(state),
    },
    mirror: {
      reference: asText(raw['name']) ?? '',
      state,
      quantityProduced: asFloat(raw['qty_produced']) ?? 0,
      companyId: asId(raw['company_id']),
    },
    state,
    origin: asText(raw['origin']),
    writeDate: asText(raw['write_date']) ?? '',
    createDate: asText(raw['create_date']) ?? '',
    createdBy: asId(raw['create_uid']),
    finished: state === 'done' ? asText(raw['date_finished']) : null,
  };
}

/** Names of the same things on both sides. */
export interface OrderNames {
  /** Odoo's id of a dashboard product or user; undefined while it has none. */
  readonly productInOdoo: (id: string) => number | undefined;
  readonly userInOdoo: (id: string) => number | undefined;
  /** The dashboard's id of Odoo's product or user; undefined where it is not known (yet). */
  readonly productHere: (odooId: number) => string | undefined;
  readonly userHere: (odooId: number) => string | undefined;
}

/**
 * What the dashboard says, in Odoo's terms. It has no say on a start that was never planned (Odoo sets one), nor on an
 * assignee whom Odoo does not know.
 */
export function localView(order: OrderDocument, names: OrderNames): Partial<OrderView> {
  const product = names.productInOdoo(order.productId);
  const assignee = order.assigneeId === null ? null : names.userInOdoo(order.assigneeId);
  return {
    quantity: order.quantity,
    priority: priorityToOdoo(order.priority),
    deadline: order.deadline === null ? null : toOdooTime(order.deadline),
    status: order.status,
    ...(product !== undefined && { product }),
    ...(order.start !== null && { start: toOdooTime(order.start) }),
    ...(assignee !== undefined && { assignee }),
  };
}

type OrderValues = Pick<OrderDocument, 'productId' | 'quantity' | 'priority' | 'deadline' | 'start' | 'assigneeId' | 'status'>;

/** Values of Odoo as the dashboard keeps them. `current` holds what is finer than Odoo knows it; null for a new order. */
export function dashboardValues(view: Partial<OrderView>, current: OrderValues | null, names: OrderNames): Partial<OrderValues> {
  const product = view.product === undefined ? undefined : names.productHere(view.product);
  return {
    ...(product !== undefined && { productId: product }),
    ...(view.quantity !== undefined && { quantity: view.quantity }),
    ...(view.priority !== undefined && { priority: priorityFromOdoo(view.priority, current?.priority ?? null) }),
    ...(view.deadline !== undefined && { deadline: view.deadline === null ? null : fromOdooTime(view.deadline) }),
    ...(view.start !== undefined && { start: view.start === null ? null : fromOdooTime(view.start) }),
    ...(view.assignee !== undefined && { assigneeId: view.assignee === null ? null : (names.userHere(view.assignee) ?? null) }),
    ...(view.status !== undefined && { status: view.status }),
  };
}

/** Names of Odoo's fields; `status` is none, it is reached by methods. */
const COLUMNS = { product: 'product_id', quantity: 'product_qty', priority: 'priority', deadline: 'date_deadline', start: 'date_start', assignee: 'user_id' } as const;

/** Values for `create` and `write`. Odoo says `false` for nothing. */
export function columnsOf(view: Partial<OrderView>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(COLUMNS).flatMap(([field, column]) => {
      const value = view[field as keyof typeof COLUMNS];
      return value === undefined ? [] : [[column, value ?? false]];
    }),
  );
}

/** What Odoo can still take in this state: nothing but deadline, priority and assignee of a closed order, no other product once it is confirmed. */
export function orderTakes(state: string): (field: keyof OrderView & string, value: unknown) => boolean {
  return (field, value) => {
    switch (field) {
      case 'status':
        return stepsTo(state, value as OrderView['status']) !== null;
      case 'product':
        return state === 'draft';
      case 'quantity':
        return isOpen(state);
      case 'start':
        return isOpen(state) && value !== null;
      default:
        return true;
    }
  };
}
