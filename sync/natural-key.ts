const PREFIX = 'Dashboard-';
const NUMBER = /^Dashboard-(ORD-\d{6,12})$/;

/** What `origin` says in Odoo of an order that was made in the dashboard: looked up before anything is created. */
export function originOf(number: string): string {
  return PREFIX + number;
}

/** The order's number in an `origin`, or null where it is somebody else's document. */
export function numberIn(origin: string | null): string | null {
  return NUMBER.exec(origin ?? '')?.[1] ?? null;
}

export function orderNumber(counter: number): string {
  return `ORD-${String(counter).padStart(6, '0')}`;
}

/** The counter behind a number. */
export function counterOf(number: string): number {
  return Number(number.slice('ORD-'.length));
}
