import type { Cursor } from './cursor.ts';

/** What the dashboard stores in MongoDB, and what is common to it and Odoo. Enum values are those of the graph. */

export const STATUSES = ['PENDING', 'ON_HOLD', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'] as const;
export type Status = (typeof STATUSES)[number];

export const PRIORITIES = ['LOW', 'NORMAL', 'HIGH', 'URGENT'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const SYNC_STATES = ['SYNCED', 'PENDING', 'FAILED'] as const;
export type SyncState = (typeof SYNC_STATES)[number];

export const DASHBOARD_ROLES = ['ADMIN', 'MANAGER', 'WORKER'] as const;
export type DashboardRole = (typeof DASHBOARD_ROLES)[number];

/** The two sides, wherever one of them is chosen or named. */
export type Side = 'DASHBOARD' | 'ODOO';

/** What both sides know of a production order, in Odoo's terms: the space in which they are compared. */
export interface OrderView {
  /** product.product id. */
  readonly product: number;
  readonly quantity: number;
  readonly priority: '0' | '1';
  /** Odoo's naive UTC, `2026-01-31 09:30:00`. */
  readonly deadline: string | null;
  readonly start: string | null;
  /** res.users id. */
  readonly assignee: number | null;
  /** The one value that is compared in the dashboard's terms: several of Odoo's states are one status. */
  readonly status: Status;
}
export type OrderField = keyof OrderView;

/** What both sides know of a product. */
export interface ProductView {
  readonly name: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly description: string | null;
  readonly price: number;
  readonly active: boolean;
}
export type ProductField = keyof ProductView;

export interface SyncProblem {
  readonly code: string;
  readonly message: string;
  readonly at: Date;
}

export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** One line of an order's history. */
export interface HistoryEntry {
  readonly at: Date;
  readonly side: Side;
  /** Subject of the caller, or null where Odoo changed it. */
  readonly by: string | null;
  readonly changes: readonly FieldChange[];
}

/** Who edited a field that Odoo does not have yet, and when by our clock. */
export interface Edit {
  readonly at: Date;
  readonly by: string;
}

/** What every synchronised document carries beside its fields. */
export interface Synced<View> {
  /** Absent until Odoo's record is known. */
  readonly odooId?: number;
  /** The last common state by field, in Odoo's terms; null before there was one. */
  readonly base: Partial<View> | null;
  /** Unsynchronised edits by field: the document is its own outbox entry. */
  readonly edits: Readonly<Record<string, Edit>>;
  /** Something of the document is not in Odoo yet. */
  readonly pending: boolean;
  readonly syncState: SyncState;
  readonly syncProblem: SyncProblem | null;
  readonly attempts: number;
  /** Not to be tried again before. */
  readonly retryAt: Date | null;
  /** Odoo's write_date of the record as last seen. */
  readonly odooWriteDate: string | null;
  /** Grows with every write; what the engine read and writes back is compared by it. */
  readonly rev: number;
  /** Grows when a value that users see changes: their optimistic lock. */
  readonly version: number;
  /** Who works on the pair of records right now. */
  readonly claim: { readonly owner: string; readonly until: Date } | null;
  /** What was sent when the record was about to be created: the base, should the answer be lost. */
  readonly creating: View | null;
  /** A `create` ended without an answer: Odoo may hold a second record with the natural key. */
  readonly maybeDoubled: boolean;
  /** A tombstone: kept so that the deletion reaches Odoo and can be undone. */
  readonly deleted: Deletion | null;
  readonly history: readonly HistoryEntry[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Deletion {
  readonly at: Date;
  readonly side: Side;
  readonly by: string | null;
}

/** What only Odoo decides, mirrored for display. */
export interface OrderMirror {
  readonly reference: string;
  readonly state: string;
  readonly quantityProduced: number;
  readonly companyId: number | null;
}

export interface OrderDocument extends Synced<OrderView> {
  readonly _id: string;
  /** `ORD-000042`; also the natural key in Odoo: `origin = Dashboard-ORD-000042`. */
  readonly number: string;
  readonly productId: string;
  readonly quantity: number;
  readonly priority: Priority;
  readonly deadline: Date | null;
  readonly start: Date | null;
  readonly assigneeId: string | null;
  readonly notes: string | null;
  readonly status: Status;
  readonly odoo: OrderMirror | null;
  readonly companyId: number | null;
  /** Service Accounts that govern the order now. */
  readonly serviceAccountIds: readonly number[];
  /** No Service Account ever did: the order is its company's own work. */
  readonly ungoverned: boolean;
  /** The order became COMPLETED then. */
  readonly completedAt: Date | null;
}

export interface ProductDocument extends Synced<ProductView> {
  readonly _id: string;
  readonly name: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly description: string | null;
  readonly price: number;
  readonly active: boolean;
  readonly category: string | null;
  readonly companyId: number | null;
}

export interface UserDocument {
  readonly _id: string;
  readonly name: string;
  /** Lower case; what people sign in with. */
  readonly login: string;
  readonly email: string | null;
  readonly role: DashboardRole;
  readonly active: boolean;
  /** scrypt, or null for who cannot sign in. */
  readonly passwordHash: string | null;
  readonly odooId?: number;
  /** The user's res.partner: makes an employee of the same person the same worker. */
  readonly partnerId: number | null;
  /** Companies that the user works in; none for who is known here only. */
  readonly companyIds: readonly number[];
  readonly serviceAccountId: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const CONFLICT_REASONS = ['BOTH_CHANGED', 'NOT_POSSIBLE', 'NOT_KEPT', 'DELETED', 'FORCED'] as const;
export type ConflictReason = (typeof CONFLICT_REASONS)[number];

export type SyncEntity = 'ORDER' | 'PRODUCT';

/** A value that lost, kept so that it can be seen and brought back. Values are in Odoo's terms. */
export interface ConflictDocument {
  /** Made of what collided, so that a repetition after a crash records nothing twice. */
  readonly _id: string;
  readonly entity: SyncEntity;
  readonly recordId: string;
  /** Number of the order, name of the product. */
  readonly label: string;
  /** `deleted` where one side deleted what the other changed. */
  readonly field: string;
  readonly base: unknown;
  readonly dashboard: unknown;
  readonly odoo: unknown;
  readonly winner: Side;
  readonly reason: ConflictReason;
  readonly editedBy: string | null;
  /** By Odoo's clock. */
  readonly dashboardAt: Date | null;
  readonly odooAt: Date | null;
  readonly detectedAt: Date;
  /** Who governed the order when it was found. */
  readonly serviceAccountIds: readonly number[];
  readonly ungoverned: boolean;
  readonly companyId: number | null;
  readonly resolution: { readonly keep: Side; readonly by: string; readonly at: Date } | null;
}

/** One thing to remember; which fields there are depends on the `_id`. */
export interface StateDocument {
  readonly _id: string;
  readonly cursor?: Cursor;
  readonly value?: number;
  readonly interval?: string;
  readonly enabled?: boolean;
  readonly by?: string;
  readonly at?: Date;
}
