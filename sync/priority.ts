import type { OrderView, Priority } from './model.ts';

/** Odoo knows two priorities, the dashboard four. */
const TO_ODOO = { LOW: '0', NORMAL: '0', HIGH: '1', URGENT: '1' } as const satisfies Record<Priority, OrderView['priority']>;
const FROM_ODOO = { '0': 'NORMAL', '1': 'HIGH' } as const satisfies Record<OrderView['priority'], Priority>;

export function priorityToOdoo(priority: Priority): OrderView['priority'] {
  return TO_ODOO[priority];
}

/** The finer value stays as long as it means the same to Odoo: nobody's URGENT becomes HIGH by being synchronised. */
export function priorityFromOdoo(value: OrderView['priority'], current: Priority | null): Priority {
  return current !== null && TO_ODOO[current] === value ? current : FROM_ODOO[value];
}
