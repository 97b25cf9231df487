import { and, where } from '../odoo/domain/build.ts';
import { fromOdooTime } from './clock.ts';
import { orders } from './collections.ts';
import type { Entity } from './entity.ts';
import { finishOrder } from './finish-order.ts';
import { newId, takenOver } from './fresh.ts';
import type { OrderDocument, OrderView } from './model.ts';
import { SyncRefusal } from './problems.ts';
import type { Names } from './names.ts';
import { numberIn, originOf } from './natural-key.ts';
import { numbersFor } from './numbers.ts';
import { stepsTo, type Step } from './status.ts';
import type { SyncTools } from './tools.ts';
import { columnsOf, dashboardValues, localView, ORDER_FIELDS, orderTakes, readOrder, type OrderRecord } from './view-order.ts';

const MODEL = 'mrp.production';

/** Production orders: `production_orders` here, `mrp.production` there. */
export function orderEntity(tools: SyncTools, names: Names, linkProduct: (id: string) => Promise<void>): Entity<OrderDocument, OrderView, OrderRecord> {
  const { odoo, db } = tools;
  const company = odoo.companies.length === 0 ? [] : where('company_id', 'in', odoo.companies);
  let ownId: Promise<number | null> | undefined;
  let own: number | null = null;

  return {
    name: 'ORDER',
    model: MODEL,
    documents: orders,
    columns: ORDER_FIELDS,
    domain: company,
    read: readOrder,
    label: ({ number }) => number,
    local: (order) => localView(order, names),
    values: (view, current) => dashboardValues(view, current, names),
    mirror: ({ mirror, finished }) => ({ odoo: mirror, companyId: mirror.companyId, completedAt: finished === null ? null : fromOdooTime(finished) }),
    takes: ({ state }) => orderTakes(state),
    byMethod: ['status'],

    async learn(documents, records) {
      await names.learnHere(documents.map(({ productId }) => productId), documents.flatMap(({ assigneeId }) => assigneeId ?? []));
      await names.learnThere(records.map(({ view }) => view.product), records.flatMap(({ view }) => view.assignee ?? []));
      const unlinked = documents.filter((order) => order.odooId === undefined && names.productInOdoo(order.productId) === undefined);
      for (const order of unlinked) await linkProduct(order.productId);
      if (unlinked.length > 0) await names.learnHere(unlinked.map(({ productId }) => productId), []);
      ownId ??= records.length > 0 ? odoo.ownId() : undefined;
      await ownId;
      own = (await ownId) ?? null;
    },

    keyDomain: (documents) => and(company, where('origin', 'in', documents.map(({ number }) => originOf(number)))),
    keyOf({ origin }) {
      const number = numberIn(origin);
      return number === null ? null : { number };
    },

    initial(order) {
      const view = localView(order, names);
      if (view.product === undefined) throw new SyncRefusal('PRODUCT_NOT_LINKED');
      // Where the dashboard has no say Odoo sets its own, which is then taken over.
      return { ...view, status: 'PENDING' } as OrderView;
    },
    async create(made) {
      const companyId = made[0]?.document.companyId ?? odoo.companies[0] ?? null;
      const births = made.map(({ document: { serviceAccountIds: [account] } }) => (account === undefined ? null : (tools.governance?.birth(account) ?? null)));
      const values = made.map(({ document, view }, index) => ({ ...columnsOf(view), ...births[index]?.values, origin: originOf(document.number), ...(companyId !== null && { company_id: companyId }) }));
      const ids = await odoo.createMany(MODEL, values, companyId);
      // Only where the database cannot take it in one call: an order that stays without is its company's own work.
      const rows = births.flatMap((born, index) => (born?.row ? [{ ...born.row, production_id: ids[index] }] : []));
      if (rows.length > 0 && tools.governance?.association) await odoo.createMany(tools.governance.association, rows, companyId);
      return ids;
    },

    async advance(made) {
      const first = made.flatMap(({ document, record: { id, state } }) => {
        const [step] = stepsTo(state, document.status) ?? [];
        return step === 'action_confirm' || step === 'action_cancel' ? [{ id, step }] : [];
      });
      for (const [step, some] of Map.groupBy(first, ({ step: wanted }) => wanted)) await odoo.doMany(MODEL, step, some.map(({ id }) => id));
      return first.map(({ id }) => id);
    },

    async push(record, { status, quantity, ...rest }) {
      const columns = columnsOf({ ...rest, ...(quantity !== undefined && record.state === 'draft' && { quantity }) });
      if (Object.keys(columns).length > 0 && !(await odoo.writeIfUnchanged(MODEL, record.id, columns, pick(columnsOf(record.view), Object.keys(columns))))) return false;
      const read = { product_qty: record.view.quantity, state: record.state };
      if (quantity !== undefined && record.state !== 'draft' && !(await odoo.changeQuantityIfUnchanged(record.id, quantity, read))) return false;
      for (const step of status === undefined ? [] : (stepsTo(record.state, status) ?? [])) await take(step, record.id);
      return true;
    },

    async remove(record) {
      if (record.state === 'done') return false;
      await odoo.unlink(MODEL, record.id);
      return true;
    },

    isCopy(record, original) {
      const sent = original.base ?? original.creating;
      return original.maybeDoubled && record.state === 'draft' && record.createdBy === own && record.writeDate === record.createDate && record.view.product === sent?.product;
    },

    async adopt(records) {
      const numbers = await numbersFor(db, records.map(({ origin }) => numberIn(origin)));
      return records.map((record, index) => ({
        _id: newId(),
        number: numbers[index] ?? '',
        notes: null,
        productId: names.productHere(record.view.product) ?? '',
        quantity: 0,
        priority: 'NORMAL',
        deadline: null,
        start: null,
        assigneeId: null,
        status: 'PENDING',
        ...dashboardValues(record.view, null, names),
        odoo: record.mirror,
        companyId: record.mirror.companyId,
        serviceAccountIds: [],
        // Who governs it is read after the orders; until then nobody sees it who does not see everything.
        ungoverned: tools.governance === null,
        completedAt: record.finished === null ? null : fromOdooTime(record.finished),
        ...takenOver<OrderView>(record, tools.now()),
      }));
    },
  };

  async function take(step: Step, id: number): Promise<void> {
    if (step === 'finish') await finishOrder(odoo, id);
    else await odoo.do(MODEL, step, id);
  }
}

function pick(columns: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, columns[name]]));
}
