import { randomUUID } from 'node:crypto';
import { dashboardConflicts } from '../../../access/scopes/dashboard.ts';
import { InputCheck, isGiven } from '../../../graph/mutations/input.ts';
import { mutation, type MutationCode, type MutationContext } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { parseId } from '../../../graph/ids.ts';
import { orders, products } from '../../../sync/collections.ts';
import { resolveConflict } from '../../../sync/conflict-resolution.ts';
import { changeStatus, createOrder, deleteOrder, updateOrder, type Editor, type OrderInput, type Refused } from '../../../sync/edit-order.ts';
import { changeUser } from '../../../sync/dashboard-roles.ts';
import { createProduct, linkProduct, updateProduct, type ProductInput, type ProductRefused } from '../../../sync/edit-product.ts';
import type { SyncEntity } from '../../../sync/model.ts';
import { SyncBusy } from '../../../sync/run.ts';
import type { RunKind, SyncRunDocument } from '../../../sync/runs.ts';
import { nextRun } from '../../../sync/scheduler.ts';
import type {
  ChangeDashboardRoleInput, ChangeDashboardRolePayload, ChangeProductionStatusInput, ChangeProductionStatusPayload, CreateDashboardProductInput, CreateDashboardProductPayload,
  CreateProductionOrderInput, CreateProductionOrderPayload, DeleteProductionOrderInput, DeleteProductionOrderPayload, LinkProductInput,
  LinkProductPayload, ResolveSyncConflictInput, ResolveSyncConflictPayload, SetSyncScheduleInput, SetSyncSchedulePayload, SyncFullInput,
  SyncFullPayload, SyncUsersInput, UpdateDashboardProductInput, UpdateDashboardProductPayload, UpdateProductionOrderInput,
  UpdateProductionOrderPayload,
} from '../generated.ts';
import { View, opened, type DashboardSource } from './services.ts';
import { moment } from './values.ts';

/** Who edits: the caller, in the company and Service Account in context. */
async function editorOf(view: View, { principal }: MutationContext): Promise<Editor> {
  const { subject, serviceAccount, companyIds } = principal;
  return {
    by: subject,
    visible: await view.orders(),
    companyId: serviceAccount?.companyId ?? companyIds?.[0] ?? null,
    serviceAccountIds: serviceAccount === null ? [] : [serviceAccount.id],
    now: new Date(),
  };
}

const REASONS = {
  ORDER_CLOSED: 'Odoo has finished or cancelled the order.',
  PRODUCT_FIXED: 'The product is fixed once the order is confirmed. Cancel it and make another one.',
  START_FIXED: 'Odoo always plans a start. Give another one instead.',
  ALREADY_LINKED: 'The product is linked to another one of Odoo already.',
  LINK_TAKEN: 'Another product of the dashboard is linked to this one of Odoo.',
  SKU_TAKEN: 'Another product of the dashboard has this SKU.',
} as const;

/** A refusal of the dashboard in the words of the graph. */
function refused({ refused: why, field, ...more }: Refused | ProductRefused): never {
  const path = field === null ? null : ['input', field];
  switch (why) {
    case 'NOT_FOUND':
    case 'UNKNOWN_PRODUCT':
    case 'UNKNOWN_ASSIGNEE':
      return refuse('NOT_FOUND', why === 'UNKNOWN_PRODUCT' ? ['input', 'productId'] : why === 'UNKNOWN_ASSIGNEE' ? ['input', 'assigneeId'] : path);
    case 'STALE_VERSION':
      return refuse('CONFLICT', path);
    case 'STATUS_NOT_REACHABLE': {
      const ways = 'reachable' in more ? (more.reachable ?? []) : [];
      return refuse('WRONG_STATE', path, { reason: ways.length === 0 ? 'The order stays as it is.' : `From here the order can become ${ways.join(', ')}.` });
    }
    case 'SKU_TAKEN':
    case 'LINK_TAKEN':
      return refuse('DUPLICATE', path, { reason: REASONS[why] });
    default:
      return refuse('WRONG_STATE', path, { reason: REASONS[why] });
  }
}

function done<Document extends object>(result: Document | Refused | ProductRefused): Document {
  return 'refused' in result ? refused(result) : (result as Document);
}

/** Values of an order as the input gives them; what is not given is left out, what is null is emptied. */
function orderValues(input: Partial<CreateProductionOrderInput>): Partial<OrderInput> {
  const check = new InputCheck();
  const quantity = input.quantity === undefined || input.quantity === null ? undefined : check.quantity(input.quantity, ['input', 'quantity']);
  const notes = input.notes === undefined ? undefined : check.text(input.notes, ['input', 'notes']);
  check.done();
  const date = (value: string | null | undefined): Date | null | undefined => (value === undefined ? undefined : value === null ? null : new Date(value));
  const [deadline, start] = [date(input.deadlineAt), date(input.startAt)];
  return {
    ...(isGiven(input.productId) && { productId: input.productId }),
    ...(quantity !== undefined && quantity !== null && { quantity }),
    ...(input.priority && { priority: input.priority }),
    ...(deadline !== undefined && { deadline }),
    ...(start !== undefined && { start }),
    ...(input.assigneeId !== undefined && { assigneeId: input.assigneeId ?? null }),
    ...(notes !== undefined && { notes }),
  };
}

function productValues(input: Partial<UpdateDashboardProductInput>): Partial<ProductInput> {
  const check = new InputCheck();
  const line = (field: 'name' | 'sku', required: boolean): string | undefined => (input[field] === undefined ? undefined : (check.line(input[field], ['input', field], { required }) ?? undefined));
  const [name, sku] = [line('name', true), line('sku', true)];
  const barcode = input.barcode === undefined ? undefined : check.line(input.barcode, ['input', 'barcode']);
  const description = input.description === undefined ? undefined : check.text(input.description, ['input', 'description']);
  const price = input.price === undefined || input.price === null ? undefined : check.quantity(input.price, ['input', 'price'], { zero: true });
  check.done();
  return {
    ...(name !== undefined && { name }),
    ...(sku !== undefined && { sku }),
    ...(barcode !== undefined && { barcode }),
    ...(description !== undefined && { description }),
    ...(price !== undefined && price !== null && { price }),
    ...(typeof input.active === 'boolean' && { active: input.active }),
  };
}

/** An agent, or a worker of the dashboard, works on what is assigned to them; planning is for others. */
function onlyNotes({ principal }: MutationContext, values: Partial<OrderInput>): void {
  if (principal.role !== 'AGENT' && principal.role !== 'DASHBOARD_WORKER') return;
  const [other] = Object.keys(values).filter((field) => field !== 'notes');
  if (other !== undefined) refuse('NOT_PERMITTED', ['input'], { reason: 'You may change the notes of an order, and its status with changeProductionStatus.' });
}

/** Every mutation of the dashboard. A change is in MongoDB before Odoo hears of it, and stays there when Odoo is away. */
export function dashboardMutations(source: DashboardSource): Readonly<Record<string, MutationCode>> {
  /** Brings the document to Odoo within the request's time, and answers it as it is then. */
  async function pushed(view: View, entity: SyncEntity, id: string, { deadline }: MutationContext): Promise<object | null> {
    const { dashboard } = view;
    dashboard.hub.nudge();
    await dashboard.push(entity, id, { deadline: deadline - 500 });
    dashboard.hub.nudge();
    return entity === 'ORDER' ? orders.in(dashboard.db).findOne({ _id: id }) : products.in(dashboard.db).findOne({ _id: id });
  }

  const orderAnswer = async (view: View, result: Awaited<ReturnType<typeof createOrder>>, context: MutationContext): Promise<{ productionOrder: never }> => ({ productionOrder: (await pushed(view, 'ORDER', done(result)._id, context)) as never });
  const productAnswer = async (view: View, result: Awaited<ReturnType<typeof createProduct>>, context: MutationContext): Promise<{ dashboardProduct: never }> => ({ dashboardProduct: (await pushed(view, 'PRODUCT', done(result)._id, context)) as never });
  const productEditing = async (view: View, context: MutationContext) => ({ ...(await editorOf(view, context)), visible: view.products() });

  return {
    createProductionOrder: mutation<CreateProductionOrderInput, CreateProductionOrderPayload>({
      async run(input, context) {
        const view = View.of(source, context);
        const values = { priority: 'NORMAL', deadline: null, start: null, assigneeId: null, notes: null, ...orderValues(input) } as OrderInput;
        return orderAnswer(view, await createOrder(view.dashboard.db, values, await editorOf(view, context)), context);
      },
    }),
    updateProductionOrder: mutation<UpdateProductionOrderInput, UpdateProductionOrderPayload>({
      async run({ id, version, ...input }, context) {
        const view = View.of(source, context);
        const values = orderValues(input as Partial<CreateProductionOrderInput>);
        onlyNotes(context, values);
        return orderAnswer(view, await updateOrder(view.dashboard.db, id, version ?? null, values, await editorOf(view, context)), context);
      },
    }),
    changeProductionStatus: mutation<ChangeProductionStatusInput, ChangeProductionStatusPayload>({
      async run({ id, version, status }, context) {
        const view = View.of(source, context);
        return orderAnswer(view, await changeStatus(view.dashboard.db, id, version ?? null, status, await editorOf(view, context)), context);
      },
    }),
    deleteProductionOrder: mutation<DeleteProductionOrderInput, DeleteProductionOrderPayload>({
      async run({ id, version }, context) {
        const view = View.of(source, context);
        done(await deleteOrder(view.dashboard.db, id, version ?? null, await editorOf(view, context)));
        await pushed(view, 'ORDER', id, context);
        return { deletedId: id };
      },
    }),
    createDashboardProduct: mutation<CreateDashboardProductInput, CreateDashboardProductPayload>({
      async run(input, context) {
        const view = View.of(source, context);
        const values = { barcode: null, description: null, price: 0, ...productValues(input) } as ProductInput;
        return productAnswer(view, await createProduct(view.dashboard.db, values, await productEditing(view, context)), context);
      },
    }),
    updateDashboardProduct: mutation<UpdateDashboardProductInput, UpdateDashboardProductPayload>({
      async run({ id, version, ...input }, context) {
        const view = View.of(source, context);
        return productAnswer(view, await updateProduct(view.dashboard.db, id, version ?? null, productValues(input as Partial<UpdateDashboardProductInput>), await productEditing(view, context)), context);
      },
    }),
    linkProduct: mutation<LinkProductInput, LinkProductPayload>({
      async run({ id, odooProductId }, context) {
        const view = View.of(source, context);
        const odooId = parseId(odooProductId) ?? refuse('NOT_FOUND', ['input', 'odooProductId']);
        const [there] = await context.reader.byIds('product.product', [odooId], [], { name: {} });
        if (!there) refuse('NOT_FOUND', ['input', 'odooProductId']);
        return productAnswer(view, await linkProduct(view.dashboard.db, id, odooId, await productEditing(view, context)), context);
      },
    }),
    syncFull: runs(source, 'FULL'),
    syncProducts: runs(source, 'PRODUCTS'),
    syncOrders: runs(source, 'ORDERS'),
    syncUsers: runs(source, 'USERS'),
    resolveSyncConflict: mutation<ResolveSyncConflictInput, ResolveSyncConflictPayload>({
      async run({ id, keep }, context) {
        const view = View.of(source, context);
        const editor = { ...(await editorOf(view, context)), visible: dashboardConflicts(context.principal) };
        const result = await resolveConflict(view.dashboard.engine, id, keep, editor);
        if ('refused' in result) {
          if (result.refused === 'ALREADY_RESOLVED') refuse('WRONG_STATE', ['input', 'id'], { reason: 'Somebody has decided this conflict already.' });
          return refused(result as Refused | ProductRefused);
        }
        await pushed(view, result.entity, result.recordId, context);
        return { syncConflict: result as never };
      },
    }),
    changeDashboardRole: mutation<ChangeDashboardRoleInput, ChangeDashboardRolePayload>({
      async run({ id, role }, { principal }) {
        if (principal.dashboardUserId === id) refuse('NOT_PERMITTED', ['input', 'id'], { reason: 'Nobody changes their own role.' });
        const changed = await changeUser(opened(source).db, { _id: id }, { role }, randomUUID());
        if (changed === 'NOT_FOUND') return refuse('NOT_FOUND', ['input', 'id']);
        if (changed === 'LAST_ADMINISTRATOR') return refuse('WRONG_STATE', ['input', 'role'], { reason: 'This is the last active administrator of the dashboard.' });
        return { dashboardUser: changed as never };
      },
    }),
    setSyncSchedule: mutation<SetSyncScheduleInput, SetSyncSchedulePayload>({
      async run({ interval, enabled }, { principal }) {
        const { scheduler } = opened(source);
        const now = await scheduler.read();
        const wanted = { interval: interval ?? now.interval, enabled: enabled ?? now.enabled };
        try {
          nextRun(wanted.interval);
        } catch {
          refuse('INVALID_VALUE', ['input', 'interval'], { reason: 'This is no cron expression, such as */5 * * * *.' });
        }
        await scheduler.set(wanted, principal.subject);
        return { schedule: { ...wanted, nextRun: wanted.enabled ? moment(nextRun(wanted.interval)) : null } };
      },
    }),
  };
}

const MAX_WAIT_SECONDS = 50;

/** Synchronises now and answers the run when it has ended, or as it is when the caller does not want to wait longer. */
function runs(source: DashboardSource, kind: RunKind): MutationCode {
  return mutation<SyncFullInput & SyncUsersInput, SyncFullPayload>({
    async run({ waitSeconds, force }, { principal, deadline }) {
      const seconds = waitSeconds ?? 30;
      if (seconds < 0 || seconds > MAX_WAIT_SECONDS) refuse('INVALID_VALUE', ['input', 'waitSeconds'], { reason: `This is a whole number from 0 to ${MAX_WAIT_SECONDS}.` });
      if (force && principal.role !== 'ADMIN' && principal.role !== 'DASHBOARD_ADMIN') refuse('NOT_PERMITTED', ['input', 'force'], { reason: 'Making one side win is for administrators.' });
      const patience = Math.max(0, Math.min(seconds * 1000, deadline - Date.now() - 1_000));
      try {
        const run = await opened(source).startRun({ kind, trigger: 'MANUAL', by: principal.subject, ...(force && { force }) }, patience);
        return { syncRun: run as SyncRunDocument as never };
      } catch (error) {
        if (error instanceof SyncBusy) refuse('SYNC_RUNNING');
        throw error;
      }
    },
  });
}
