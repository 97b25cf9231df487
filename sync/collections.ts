import type { Document } from 'mongodb';
import { defineCollection, object } from '../store/collections.ts';
import { CONFLICT_REASONS, DASHBOARD_ROLES, PRIORITIES, STATUSES, SYNC_STATES } from './model.ts';
import type { ConflictDocument, OrderDocument, ProductDocument, StateDocument, UserDocument } from './model.ts';
import type { SyncRunDocument } from './runs.ts';

const text: Document = { bsonType: 'string' };
const number: Document = { bsonType: ['int', 'long', 'double'] };
const flag: Document = { bsonType: 'bool' };
const date: Document = { bsonType: 'date' };
const list: Document = { bsonType: 'array' };
const anything: Document = {};
const part: Document = { bsonType: 'object' };
const oneOf = (...values: readonly string[]): Document => ({ enum: [...values] });
const nullable = (schema: Document): Document => {
  const types: unknown = schema['bsonType'];
  return { ...schema, bsonType: [...(Array.isArray(types) ? (types as string[]) : [String(types)]), 'null'] };
};

/** What every synchronised document has (model.ts: Synced). `odooId` is the only field that may be missing. */
const SYNCED = {
  base: nullable(part),
  edits: part,
  pending: flag,
  syncState: oneOf(...SYNC_STATES),
  syncProblem: nullable(part),
  attempts: number,
  retryAt: nullable(date),
  odooWriteDate: nullable(text),
  rev: number,
  version: number,
  claim: nullable(part),
  creating: nullable(part),
  maybeDoubled: flag,
  deleted: nullable(part),
  history: list,
  createdAt: date,
  updatedAt: date,
} as const;

const ORDER = {
  ...SYNCED,
  number: text,
  productId: text,
  quantity: { ...number, minimum: 0 },
  priority: oneOf(...PRIORITIES),
  deadline: nullable(date),
  start: nullable(date),
  assigneeId: nullable(text),
  notes: nullable(text),
  status: oneOf(...STATUSES),
  odoo: nullable(part),
  companyId: nullable(number),
  serviceAccountIds: list,
  ungoverned: flag,
  completedAt: nullable(date),
};

const ODOO_ID = { name: 'odooId', key: { odooId: 1 }, unique: true, sparse: true } as const;

export const orders = defineCollection<OrderDocument>({
  name: 'production_orders',
  schema: object({ ...ORDER, odooId: number }, Object.keys(ORDER)),
  indexes: [
    ODOO_ID,
    { name: 'number', key: { number: 1 }, unique: true },
    { name: 'pending', key: { pending: 1, retryAt: 1 } },
    { name: 'updatedAt', key: { updatedAt: 1, _id: 1 } },
    { name: 'status', key: { status: 1, deadline: 1 } },
    { name: 'assignee', key: { assigneeId: 1, status: 1 } },
  ],
});

const PRODUCT = {
  ...SYNCED,
  name: text,
  sku: nullable(text),
  barcode: nullable(text),
  description: nullable(text),
  price: number,
  active: flag,
  category: nullable(text),
  companyId: nullable(number),
};

export const products = defineCollection<ProductDocument>({
  name: 'dashboard_products',
  schema: object({ ...PRODUCT, odooId: number }, Object.keys(PRODUCT)),
  indexes: [ODOO_ID, { name: 'sku', key: { sku: 1 } }, { name: 'pending', key: { pending: 1, retryAt: 1 } }, { name: 'name', key: { name: 1, _id: 1 } }],
});

const USER = {
  name: text,
  login: text,
  email: nullable(text),
  role: oneOf(...DASHBOARD_ROLES),
  active: flag,
  passwordHash: nullable(text),
  partnerId: nullable(number),
  companyIds: list,
  serviceAccountId: nullable(number),
  createdAt: date,
  updatedAt: date,
};

export const users = defineCollection<UserDocument>({
  name: 'dashboard_users',
  schema: object({ ...USER, odooId: number }, Object.keys(USER)),
  indexes: [ODOO_ID, { name: 'login', key: { login: 1 }, unique: true }, { name: 'partner', key: { partnerId: 1 } }],
});

export const conflicts = defineCollection<ConflictDocument>({
  name: 'sync_conflicts',
  schema: object({
    entity: oneOf('ORDER', 'PRODUCT'),
    recordId: text,
    label: text,
    field: text,
    base: anything,
    dashboard: anything,
    odoo: anything,
    winner: oneOf('DASHBOARD', 'ODOO'),
    reason: oneOf(...CONFLICT_REASONS),
    editedBy: nullable(text),
    dashboardAt: nullable(date),
    odooAt: nullable(date),
    detectedAt: date,
    serviceAccountIds: list,
    ungoverned: flag,
    companyId: nullable(number),
    resolution: nullable(part),
  }),
  indexes: [
    { name: 'detectedAt', key: { detectedAt: -1, _id: 1 } },
    { name: 'record', key: { recordId: 1, detectedAt: -1 } },
  ],
});

/** Runs are kept for thirty days. */
const RUN_SECONDS = 30 * 86_400;

export const runs = defineCollection<SyncRunDocument>({
  name: 'sync_runs',
  schema: object({ kind: text, trigger: text, state: text, startedAt: date, finishedAt: nullable(date), by: nullable(text), force: nullable(text), entities: part, errors: list, totalErrors: number, odooCalls: number }),
  indexes: [{ name: 'startedAt', key: { startedAt: 1 }, expireAfterSeconds: RUN_SECONDS }],
});

/** Small things that outlive a run: cursors, counters, the schedule, the difference of the clocks. One document each. */
export const state = defineCollection<StateDocument>({
  name: 'sync_state',
  schema: { bsonType: 'object' },
});

export const SYNC_COLLECTIONS = [orders, products, users, conflicts, runs, state] as const;
