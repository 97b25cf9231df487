import { historyOf, changesTo } from './apply.ts';
import { wholeSeconds } from './clock.ts';
import { orders, products, users } from './collections.ts';
import { Documents, type Values } from './documents.ts';
import { newId, newlyMade } from './fresh.ts';
import type { Edit, OrderDocument, OrderField, OrderView, Priority, Status } from './model.ts';
import { orderNumber } from './natural-key.ts';
import { takeNumbers } from './state.ts';
import { isOpen, reachable, stepsTo } from './status.ts';
import type { Db } from 'mongodb';

/** Why an edit of the dashboard is refused; nothing was written then. */
export const EDIT_REFUSALS = ['NOT_FOUND', 'STALE_VERSION', 'UNKNOWN_PRODUCT', 'UNKNOWN_ASSIGNEE', 'ORDER_CLOSED', 'PRODUCT_FIXED', 'START_FIXED', 'STATUS_NOT_REACHABLE'] as const;
export type EditRefusal = (typeof EDIT_REFUSALS)[number];

export interface Refused {
  readonly refused: EditRefusal;
  /** Field of the input that it is about. */
  readonly field: string | null;
  /** For STATUS_NOT_REACHABLE: where the order can go instead. */
  readonly reachable?: readonly Status[];
}

export interface OrderInput {
  readonly productId: string;
  readonly quantity: number;
  readonly priority: Priority;
  readonly deadline: Date | null;
  readonly start: Date | null;
  readonly assigneeId: string | null;
  readonly notes: string | null;
}

/** Who edits, and which orders exist for them. */
export interface Editor {
  readonly by: string;
  /** MongoDB filter of what they see; everything else does not exist. */
  readonly visible: Values;
  readonly companyId: number | null;
  readonly serviceAccountIds: readonly number[];
  readonly now: Date;
}

/** Fields of the document by the field of the common view that they are: only these go to Odoo. */
const SHARED = { productId: 'product', quantity: 'quantity', priority: 'priority', deadline: 'deadline', start: 'start', assigneeId: 'assignee', status: 'status' } as const satisfies Record<string, OrderField>;

/** Makes an order that waits for Odoo. */
export async function createOrder(db: Db, input: OrderInput, editor: Editor): Promise<OrderDocument | Refused> {
  const refused = await unknownReference(db, input);
  if (refused !== null) return refused;
  const { now, by, companyId, serviceAccountIds } = editor;
  const document: OrderDocument = {
    _id: newId(),
    ...newlyMade<OrderView>(now),
    number: orderNumber(await takeNumbers(db, 1)),
    ...input,
    deadline: input.deadline && wholeSeconds(input.deadline),
    start: input.start && wholeSeconds(input.start),
    status: 'PENDING',
    odoo: null,
    companyId,
    serviceAccountIds,
    ungoverned: serviceAccountIds.length === 0,
    completedAt: null,
    history: [{ at: now, side: 'DASHBOARD', by, changes: [{ field: 'created', from: false, to: true }] }],
  };
  await new Documents<OrderDocument>(orders, db).insert(document);
  return document;
}

/** Changes fields of an order; with a version, only if nobody has changed it since. */
export function updateOrder(db: Db, id: string, version: number | null, input: Partial<OrderInput>, editor: Editor): Promise<OrderDocument | Refused> {
  return edit(db, id, version, editor, async (order) => (await unknownReference(db, input)) ?? fixed(order, input) ?? rounded(input));
}

export function changeStatus(db: Db, id: string, version: number | null, status: Status, editor: Editor): Promise<OrderDocument | Refused> {
  return edit(db, id, version, editor, (order) => {
    if (leadsTo(order, status)) return { status };
    return { refused: 'STATUS_NOT_REACHABLE', field: 'status', reachable: reachable(order.status, order.odoo?.state ?? null) };
  });
}

/** Sets any shared field, as a new edit: how a conflict is resolved for the value that lost. */
export function setFields(db: Db, id: string, values: Values, editor: Editor): Promise<OrderDocument | Refused> {
  return edit(db, id, null, editor, () => values);
}

/** Whether Odoo's methods lead from where the order is known to be to the status. */
export function leadsTo(order: Pick<OrderDocument, 'status' | 'odoo'>, status: Status): boolean {
  if (order.status === status) return true;
  return order.odoo === null ? stepsTo('draft', status) !== null : stepsTo(order.odoo.state, status) !== null;
}

/** Turns the order into a tombstone that goes to Odoo. What Odoo has finished stays. */
export async function deleteOrder(db: Db, id: string, version: number | null, editor: Editor): Promise<OrderDocument | Refused> {
  return write(db, id, version, editor, (order) => {
    if (order.odoo?.state === 'done') return { refused: 'ORDER_CLOSED', field: null };
    const { now, by } = editor;
    return { set: { deleted: { at: now, side: 'DASHBOARD', by }, ...waiting(order, now) }, more: historyOf('DASHBOARD', by, now, [{ field: 'deleted', from: false, to: true }]) };
  });
}

async function unknownReference(db: Db, { productId, assigneeId }: Partial<OrderInput>): Promise<Refused | null> {
  if (productId !== undefined && (await products.in(db).countDocuments({ _id: productId, deleted: null, active: true }, { limit: 1 })) === 0) return { refused: 'UNKNOWN_PRODUCT', field: 'product' };
  if (assigneeId === undefined || assigneeId === null) return null;
  return (await users.in(db).countDocuments({ _id: assigneeId, active: true }, { limit: 1 })) === 0 ? { refused: 'UNKNOWN_ASSIGNEE', field: 'assignee' } : null;
}

/** What an order cannot change any more. Odoo would refuse it, or drop it in silence. */
function fixed(order: OrderDocument, input: Partial<OrderInput>): Refused | null {
  const changes = changesTo(order, input as Values).map(({ field }) => field);
  const open = order.odoo === null || isOpen(order.odoo.state);
  if (!open) for (const field of ['quantity', 'start'] as const) if (changes.includes(field)) return { refused: 'ORDER_CLOSED', field };
  if (changes.includes('productId') && order.odoo !== null && order.odoo.state !== 'draft') return { refused: 'PRODUCT_FIXED', field: 'product' };
  if (input.start === null && order.start !== null && order.odoo !== null) return { refused: 'START_FIXED', field: 'start' };
  return null;
}

function rounded(input: Partial<OrderInput>): Values {
  return { ...input, ...(input.deadline && { deadline: wholeSeconds(input.deadline) }), ...(input.start && { start: wholeSeconds(input.start) }) };
}

function waiting(document: OrderDocument, now: Date): Values {
  return { pending: true, syncState: 'PENDING', syncProblem: document.syncState === 'FAILED' ? null : document.syncProblem, attempts: 0, retryAt: null, updatedAt: now };
}

function edit(db: Db, id: string, version: number | null, editor: Editor, decide: (order: OrderDocument) => Values | Refused | Promise<Values | Refused>): Promise<OrderDocument | Refused> {
  return write(db, id, version, editor, async (order) => {
    const values = await decide(order);
    if (isRefused(values)) return values;
    const changes = changesTo(order, values);
    if (changes.length === 0) return null;
    const { now, by } = editor;
    const edits: Record<string, Edit> = { ...order.edits };
    for (const { field } of changes) if (Object.hasOwn(SHARED, field)) edits[SHARED[field as keyof typeof SHARED]] = { at: now, by };
    const shared = changes.some(({ field }) => Object.hasOwn(SHARED, field));
    return {
      set: { ...Object.fromEntries(changes.map(({ field, to }) => [field, to])), edits, ...(shared ? waiting(order, now) : { updatedAt: now }) },
      more: historyOf('DASHBOARD', by, now, changes),
    };
  });
}

type Change = { readonly set: Values; readonly more: Values } | Refused | null;

/** Reads, decides, and writes if the document is still as it was read; otherwise once more. */
async function write(db: Db, id: string, version: number | null, editor: Editor, decide: (order: OrderDocument) => Change | Promise<Change>): Promise<OrderDocument | Refused> {
  const documents = new Documents<OrderDocument>(orders, db);
  for (;;) {
    const [order] = await documents.find({ $and: [{ _id: id, deleted: null }, editor.visible] }, { limit: 1 });
    if (order === undefined) return { refused: 'NOT_FOUND', field: 'id' };
    if (version !== null && order.version !== version) return { refused: 'STALE_VERSION', field: 'version' };
    const change = await decide(order);
    if (change === null) return order;
    if (isRefused(change)) return change;
    if (await documents.replaceIf(id, order.rev, change.set, { ...change.more, $inc: { version: 1 } })) return (await documents.byId(id)) ?? order;
  }
}

export function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'refused' in value;
}
