import type { Domain } from '../odoo/domain/types.ts';
import type { Governed, GovernanceQuestion } from './storage/governed.ts';
import type { GovernedObject } from './storage/objects.ts';

/** Who may see which rows of a type; every type that is stored in Odoo names exactly one (`@rows(by:)`). */
export const ROW_POLICIES = [
  'CUSTOMER',
  'SALES_ORDER',
  'SUBSCRIPTION',
  'SERVICE_ACCOUNT',
  'MEMBERSHIP',
  'EMPLOYEE',
  'PERSON',
  'ASSOCIATION',
  'ACTOR_ASSOCIATION',
  'TRANSFER',
  'STOCK_MOVE',
  'STOCK_MOVE_LINE',
  'STOCK',
  'LOT',
  'FLEET',
  'FLEET_ITEM',
  'ASSET',
  'INVOICE',
  'PAYMENT',
  'TICKET',
  'TICKET_MESSAGE',
  'PRODUCTION',
  'ACCOUNTING',
  'COMPANY',
  'COMPANIES',
  'PARENT',
  'EVERYONE',
] as const;
export type RowPolicy = (typeof ROW_POLICIES)[number];

/** The caller's row visibility for the length of one request. */
export interface RowScopes {
  /**
   * The domain of the rows of `model` that the caller may see under `policy` (never PARENT, which the graph composes
   * from the parent's policy). Cheap after the first call of a request; costs an Odoo call only where the database has
   * no inverse fields to push the association down with.
   */
  domain(policy: Exclude<RowPolicy, 'PARENT'>, model: string): Promise<Domain>;
  /**
   * The rows that stand in any SA at all, whoever asks: the policy of somebody who sees the whole of all of them at once. What is
   * the company's own stands in none; an invoice over orders of two SAs counts, though neither of them sees it.
   */
  governedAnywhere(policy: Exclude<RowPolicy, 'PARENT'>, model: string): Promise<Domain>;
  /** Where the records of an object stand towards some SAs, whoever asks: to be joined with the caller's own domain. */
  governed(object: GovernedObject, question: GovernanceQuestion): Promise<Governed>;
  /** Forgets what was read: a write has changed it. */
  forget(): void;
}
