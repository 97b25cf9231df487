/** One line of an order as the story tells it. */
export type LineFacts =
  | {
      readonly template: number;
      readonly quantity: number;
      readonly discount?: number;
      /** Agreed with the customer instead of the price list's. */
      readonly price?: number;
      readonly label?: string;
    }
  | { readonly section: string }
  | { readonly note: string };

export type OrderState = 'draft' | 'sent' | 'sale' | 'locked' | 'cancel';
export type Approval = 'none' | 'pending' | 'approved' | 'rejected';
export const ORDER_STATES: readonly OrderState[] = ['draft', 'sent', 'sale', 'locked', 'cancel'];
export const APPROVALS: readonly Approval[] = ['none', 'pending', 'approved', 'rejected'];

/** A recurring order: `state` is Odoo's `subscription_state`. */
export interface Recurring {
  readonly plan: number;
  readonly state: string;
  readonly start?: number;
  readonly next?: number;
  readonly end?: number;
}

/** One order as the story tells it; orders.ts computes the row. */
export interface OrderFacts {
  readonly id: number;
  readonly customer: number;
  readonly companyId: number;
  readonly state: OrderState;
  readonly approval: Approval;
  /** Day of the calendar on which it was made (drafts) or confirmed. */
  readonly on: number;
  readonly lines: readonly LineFacts[];
  readonly pricelist?: number;
  readonly recurring?: Recurring;
  readonly outlet?: number;
  readonly session?: 'active' | 'paused' | 'completed' | 'cancelled';
  readonly salesRep?: number;
  readonly user?: number;
  readonly reference?: string;
  readonly origin?: string;
  readonly note?: string;
  readonly promised?: number;
  readonly paymentTerm?: number;
  /** Name under which the customer signed online. */
  readonly signedBy?: string;
}
