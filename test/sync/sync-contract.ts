import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OdooFault } from '../../odoo/client/faults.ts';
import { orders, products, runs, users } from '../../sync/collections.ts';
import { resolveConflict } from '../../sync/conflict-resolution.ts';
import { changeStatus, createOrder, deleteOrder, updateOrder } from '../../sync/edit-order.ts';
import { createProduct, linkProduct, updateProduct } from '../../sync/edit-product.ts';
import { pushNow, type EngineOptions } from '../../sync/engine.ts';
import { originOf } from '../../sync/natural-key.ts';
import { runSync, SyncBusy } from '../../sync/run.ts';
import type { OdooAddress } from '../support/graph.ts';
import { inZone } from '../support/zone.ts';
import { COMPANY, made, openWorld, type SyncWorld } from './world.ts';

const MODEL = 'mrp.production';

/** More of them prove more; `SYNC_RACES=60 npx vitest run test/sync/real.test.ts -t race`. */
const RACES = Number(process.env['SYNC_RACES'] ?? 4);

/** Facts of the synchronisation that hold over the sandbox and over a real Odoo alike. */
export function syncContract(odoo: () => OdooAddress): void {
  let world: SyncWorld;
  beforeAll(async () => {
    world = await openWorld(odoo());
    await world.sync();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  /** A pair of records that are in step. */
  const inStep = async (input: Parameters<SyncWorld['make']>[0] = {}) => {
    const order = await world.make(input);
    expect(await world.push(order._id)).toEqual({ outcome: 'created' });
    return { id: order._id, odooId: (await world.order(order._id)).odooId ?? 0 };
  };
  type Call = Parameters<EngineOptions['port']['call']>[0];
  /** The engine of this world, with something between it and Odoo. */
  const withCall = (between: (call: Call, go: () => Promise<unknown>) => Promise<unknown>): EngineOptions => {
    const { port } = world.engine;
    return { ...world.engine, port: Object.assign(Object.create(port) as typeof port, { call: (call: Call, request: Parameters<typeof port.call>[1]) => between(call, () => port.call(call, request)) }) };
  };
  /** … by which somebody in Odoo is faster, once, than the first write. */
  const meddling = (meddle: () => Promise<void>): EngineOptions => {
    let done = false;
    return withCall(async (call, go) => {
      if (!done && call.kind === 'write') {
        done = true;
        await meddle();
      }
      return go();
    });
  };
  const update = async (id: string, input: Parameters<typeof updateOrder>[3]) => made(await updateOrder(world.engine.db, id, null, input, world.editor()));
  const status = async (id: string, wanted: Parameters<typeof changeStatus>[3]) => made(await changeStatus(world.engine.db, id, null, wanted, world.editor()));
  /** Odoo's times have whole seconds: what follows is later by its clock, beyond what counts as a tie. */
  const later = () => new Promise((resolve) => setTimeout(resolve, 3_200));

  describe('the nine pitfalls of the first dashboard', () => {
    it('1. brings an order to another state by Odoo’s methods, and never writes the state', async () => {
      const { id, odooId } = await inStep();
      const before = world.calls.length;
      await status(id, 'COMPLETED');
      expect(await world.push(id)).toEqual({ outcome: 'updated' });
      const record = await world.recordOf(id);
      expect([record.state, record.mirror.quantityProduced]).toEqual(['done', 3]);
      const changes = world.calls.slice(before).filter(({ model, ids }) => model === MODEL && ids.includes(odooId)).map(({ method }) => method);
      expect(changes).toEqual(['action_confirm', 'button_mark_done']);
      expect(world.calls.filter(({ args }) => JSON.stringify(args).includes('"state":'))).toEqual([]);
    });

    it('2. sends times as Odoo wants them', async () => {
      const order = await world.make({ deadline: new Date('2027-03-01T08:30:00.750Z'), start: new Date('2027-02-01T06:00:00+02:00') });
      const { _id: id } = order;
      await inZone('America/Los_Angeles', -8, () => world.push(id).then(() => undefined));
      expect((await world.recordOf(id)).view).toMatchObject({ deadline: '2027-03-01 08:30:00', start: '2027-02-01 04:00:00' });
    });

    it('3. reads Odoo’s times as UTC, whatever the zone of the machine is', async () => {
      const { id, odooId } = await inStep();
      await world.odoo.write(MODEL, odooId, { date_deadline: '2027-07-01 23:30:00' });
      await inZone('Asia/Tokyo', 9, () => world.sync().then(() => undefined));
      expect((await world.order(id)).deadline?.toISOString()).toBe('2027-07-01T23:30:00.000Z');
    });

    it('4. takes over what is newer in Odoo', async () => {
      const { id, odooId } = await inStep();
      await world.odoo.write(MODEL, odooId, { product_qty: 8 });
      await world.sync();
      expect((await world.order(id)).quantity).toBe(8);
    });

    it('5. has one set of statuses and priorities, and keeps the finer one', async () => {
      const { id, odooId } = await inStep({ priority: 'URGENT' });
      expect((await world.recordOf(id)).view.priority).toBe('1');
      await world.odoo.do(MODEL, 'action_confirm', odooId);
      await world.sync();
      expect(await world.order(id)).toMatchObject({ status: 'ON_HOLD', priority: 'URGENT', syncState: 'SYNCED' });
    });

    it('6. reads page by page without a bound, of the wanted companies only, and notices what was deleted', async () => {
      const small = await openWorld(odoo(), { batch: 4 });
      try {
        await small.sync();
        const all = await small.odoo.page(MODEL, [['company_id', '=', COMPANY]], ['company_id'], 5_000);
        expect(await orders.in(small.store.db).countDocuments({})).toBe(all.length);
        expect(all.length).toBeGreaterThan(8);
        expect(await orders.in(small.store.db).distinct('companyId')).toEqual([COMPANY]);
      } finally {
        await small[Symbol.asyncDispose]();
      }
      const { id, odooId } = await inStep();
      await world.odoo.unlink(MODEL, odooId);
      await world.sync();
      expect((await world.order(id)).deleted).toMatchObject({ side: 'ODOO', by: null });
    });

    it('7. overwrites neither the number nor the notes', async () => {
      const { id, odooId } = await inStep({ notes: 'Handle with care' });
      const { number } = await world.order(id);
      await world.odoo.write(MODEL, odooId, { product_qty: 9 });
      await world.sync();
      const order = await world.order(id);
      expect([order.number, order.notes, order.quantity]).toEqual([number, 'Handle with care', 9]);
      expect(order.odoo?.reference).toMatch(/MO\/\d+/);
    });

    it('8. says of each order that cannot be synchronised why, and goes on with the others', async () => {
      const good = await world.make();
      const bad = await world.make();
      // A product that Odoo does not have, as after a mistake in the link.
      await products.in(world.store.db).insertOne({ ...(await world.product()), _id: 'lost', odooId: 99_999_999, sku: 'LOST' });
      await orders.in(world.store.db).updateOne({ _id: bad._id }, { $set: { productId: 'lost' } });
      const run = await world.sync({ kind: 'ORDERS' });
      expect(run.state).toBe('PARTIAL');
      expect(run.errors.map(({ record }) => record)).toEqual([bad.number]);
      expect(await world.order(bad._id)).toMatchObject({ syncState: 'FAILED', pending: true });
      expect((await world.order(bad._id)).syncProblem?.message).toEqual(expect.any(String));
      expect((await world.order(good._id)).syncState).toBe('SYNCED');
      made(await deleteOrder(world.engine.db, bad._id, null, world.editor()));
      await products.in(world.store.db).deleteOne({ _id: 'lost' });
      await world.push(bad._id);
    });

    it('9. knows that an order in progress cannot be put on hold: to Odoo that is “confirmed”, which is before', async () => {
      const { id } = await inStep();
      await status(id, 'IN_PROGRESS');
      await world.push(id);
      expect(await changeStatus(world.engine.db, id, null, 'ON_HOLD', world.editor())).toEqual({ refused: 'STATUS_NOT_REACHABLE', field: 'status', reachable: ['COMPLETED', 'CANCELLED'] });
    });
  });

  describe('an order', () => {
    it('is found by its natural key when the answer to its creation was lost', async () => {
      const order = await world.make();
      const { productId } = order;
      const product = (await products.in(world.store.db).findOne({ _id: productId }))?.odooId;
      const sent = { product: product ?? 0, quantity: 3, priority: '0', deadline: null, start: null, assignee: null, status: 'PENDING' } as const;
      const odooId = await world.odoo.create(MODEL, { product_id: product, product_qty: 3, origin: originOf(order.number), company_id: COMPANY }, COMPANY);
      await orders.in(world.store.db).updateOne({ _id: order._id }, { $set: { creating: sent, maybeDoubled: true } });
      await update(order._id, { quantity: 4 });
      await world.push(order._id);
      expect((await world.order(order._id)).odooId).toBe(odooId);
      expect((await world.record(odooId))?.view.quantity).toBe(4);
      expect(await world.conflicts(order._id)).toEqual([]);
    });

    it('is not doubled by a creation that Odoo carried out twice: the untouched copy goes', async () => {
      const { id, odooId } = await inStep();
      const { number } = await world.order(id);
      const product = (await world.product()).odooId;
      const copy = await world.odoo.create(MODEL, { product_id: product, product_qty: 3, origin: originOf(number), company_id: COMPANY }, COMPANY);
      await orders.in(world.store.db).updateOne({ _id: id }, { $set: { maybeDoubled: true } });
      await world.sync();
      expect([await world.record(copy), (await world.record(odooId))?.id]).toEqual([null, odooId]);
    });

    it('keeps what a backorder leaves to make as an order of its own', async () => {
      const { id, odooId } = await inStep({ quantity: 5 });
      await status(id, 'IN_PROGRESS');
      await world.push(id);
      await world.odoo.write(MODEL, odooId, { qty_producing: 2 });
      await status(id, 'COMPLETED');
      await world.push(id);
      await world.sync();
      expect(await world.order(id)).toMatchObject({ status: 'COMPLETED', quantity: 2 });
      const { number } = await world.order(id);
      const rest = await world.odoo.page(MODEL, [['origin', '=', originOf(number)], ['id', '!=', odooId]], ['product_qty'], 5);
      expect(rest.map(({ product_qty: quantity }) => quantity)).toEqual([3]);
      expect(await orders.in(world.store.db).countDocuments({ odooId: Number(rest[0]?.['id']), quantity: 3, deleted: null })).toBe(1);
    });

    it('is deleted in Odoo when it is deleted here', async () => {
      const { id, odooId } = await inStep();
      made(await deleteOrder(world.engine.db, id, null, world.editor()));
      expect(await world.push(id)).toEqual({ outcome: 'removed' });
      expect(await world.record(odooId)).toBe(null);
    });

    it('stays when Odoo has finished it', async () => {
      const { id } = await inStep();
      await status(id, 'COMPLETED');
      await world.push(id);
      expect(await deleteOrder(world.engine.db, id, null, world.editor())).toEqual({ refused: 'ORDER_CLOSED', field: null });
    });

    it('changes its quantity with its components once it is confirmed', async () => {
      const { id } = await inStep();
      await status(id, 'ON_HOLD');
      await world.push(id);
      await update(id, { quantity: 6 });
      expect(await world.push(id)).toEqual({ outcome: 'updated' });
      expect((await world.recordOf(id)).view.quantity).toBe(6);
    });

    it('is edited by one of two who read the same version', async () => {
      const { id } = await inStep();
      const { version } = await world.order(id);
      const edit = (quantity: number) => updateOrder(world.engine.db, id, version, { quantity }, world.editor());
      const results = await Promise.all([edit(11), edit(12)]);
      expect(results.filter((result) => 'refused' in result)).toEqual([{ refused: 'STALE_VERSION', field: 'version' }]);
    });
  });

  describe('both sides at once', () => {
    it('keep what each changed by itself', async () => {
      const { id, odooId } = await inStep();
      await update(id, { quantity: 7 });
      await world.odoo.write(MODEL, odooId, { date_deadline: '2027-05-05 05:00:00' });
      await world.sync();
      expect((await world.order(id)).deadline?.toISOString()).toBe('2027-05-05T05:00:00.000Z');
      expect((await world.recordOf(id)).view.quantity).toBe(7);
      expect(await world.conflicts(id)).toEqual([]);
    });

    it('give the field to Odoo on a tie, and keep the loser, which can be brought back', async () => {
      const { id, odooId } = await inStep();
      await update(id, { quantity: 21 });
      await world.odoo.write(MODEL, odooId, { product_qty: 22 });
      await world.sync();
      const [conflict, ...others] = await world.conflicts(id);
      expect(others).toEqual([]);
      expect(conflict).toMatchObject({ field: 'quantity', base: 3, dashboard: 21, odoo: 22, winner: 'ODOO', reason: 'BOTH_CHANGED', editedBy: 'tester', resolution: null });
      expect((await world.order(id)).quantity).toBe(22);

      await resolveConflict(world.engine, conflict?._id ?? '', 'DASHBOARD', world.editor());
      await world.push(id);
      expect((await world.recordOf(id)).view.quantity).toBe(21);
      expect(await resolveConflict(world.engine, conflict?._id ?? '', 'ODOO', world.editor())).toEqual({ refused: 'ALREADY_RESOLVED', field: 'id' });
    });

    it('give the field to the dashboard when its edit is clearly the later one', async () => {
      const { id, odooId } = await inStep();
      await world.odoo.write(MODEL, odooId, { product_qty: 31 });
      await later();
      await update(id, { quantity: 32 });
      await world.sync();
      expect((await world.recordOf(id)).view.quantity).toBe(32);
      const [conflict] = await world.conflicts(id);
      expect(conflict).toMatchObject({ dashboard: 32, odoo: 31, winner: 'DASHBOARD' });
      await resolveConflict(world.engine, conflict?._id ?? '', 'ODOO', world.editor());
      await world.push(id);
      expect((await world.recordOf(id)).view.quantity).toBe(31);
    });

    it('lose no edit that Odoo got between our reading and our writing', async () => {
      const { id, odooId } = await inStep();
      await update(id, { quantity: 82 });
      expect(await pushNow(meddling(() => world.odoo.write(MODEL, odooId, { product_qty: 81 })), 'ORDER', id)).toMatchObject({ outcome: 'updated' });
      expect([(await world.order(id)).quantity, (await world.recordOf(id)).view.quantity]).toEqual([81, 81]);
      expect(await world.conflicts(id)).toMatchObject([{ field: 'quantity', base: 3, dashboard: 82, odoo: 81, winner: 'ODOO', reason: 'BOTH_CHANGED' }]);
    });

    it('lose no quantity of a confirmed order either', async () => {
      const { id, odooId } = await inStep();
      await status(id, 'ON_HOLD');
      await world.push(id);
      await update(id, { quantity: 86 });
      await pushNow(meddling(async () => void (await world.odoo.do('change.production.qty', 'change_prod_qty', await world.odoo.create('change.production.qty', { mo_id: odooId, product_qty: 85 })))), 'ORDER', id);
      expect([(await world.order(id)).quantity, (await world.recordOf(id)).view.quantity]).toEqual([85, 85]);
      expect(await world.conflicts(id)).toMatchObject([{ field: 'quantity', dashboard: 86, odoo: 85, winner: 'ODOO', reason: 'BOTH_CHANGED' }]);
    });

    // Where transactions collide, Odoo waits for seconds before it tries again.
    it('lose no edit in a race: each of Odoo’s came through, or is in a conflict', { timeout: 15_000 * RACES }, async () => {
      const { id, odooId } = await inStep();
      const theirs = Array.from({ length: RACES }, (_unused, round) => 1_000 + round);
      for (const value of theirs) {
        await update(id, { quantity: value + 1_000 });
        await Promise.all([world.push(id), world.odoo.write(MODEL, odooId, { product_qty: value })]);
        // What Odoo's own writes overwrite of each other is not ours.
        await world.push(id);
      }
      await world.sync();
      const { history, quantity } = await world.order(id);
      const here = new Set([quantity, ...history.flatMap(({ side, changes }) => (side === 'ODOO' ? changes.map(({ to }) => to) : []))]);
      const lost = new Set((await world.conflicts(id)).map(({ odoo: value }) => value));
      expect(theirs.filter((value) => !here.has(value) && !lost.has(value))).toEqual([]);
      expect((await world.recordOf(id)).view.quantity).toBe(quantity);
    });

    it('write what they want to, though Odoo changed another field between our reading and our writing', async () => {
      const { id, odooId } = await inStep({ deadline: new Date('2027-05-05T05:00:00Z') });
      await update(id, { quantity: 84, deadline: new Date('2027-06-06T06:00:00Z'), assigneeId: null });
      await pushNow(meddling(() => world.odoo.write(MODEL, odooId, { priority: '1' })), 'ORDER', id);
      expect((await world.recordOf(id)).view).toMatchObject({ quantity: 84, deadline: '2027-06-06 06:00:00', priority: '1' });
      expect(await world.order(id)).toMatchObject({ quantity: 84, priority: 'HIGH', syncState: 'SYNCED' });
      expect(await world.conflicts(id)).toEqual([]);
    });

    it('lose no edit of a product either', async () => {
      const product = await createProduct(world.store.db, { name: 'Between', sku: `BTW-${Date.now()}`, barcode: null, description: null, price: 5 }, { by: 'tester', now: new Date(), companyId: null, visible: {} });
      if ('refused' in product) throw new Error(product.refused);
      await pushNow(world.engine, 'PRODUCT', product._id);
      const { odooId = 0 } = (await products.in(world.store.db).findOne({ _id: product._id })) ?? {};
      await updateProduct(world.store.db, product._id, null, { price: 6.5 }, { by: 'tester', now: new Date(), companyId: null, visible: {} });
      await pushNow(meddling(() => world.odoo.write('product.product', odooId, { list_price: 7.25 })), 'PRODUCT', product._id);
      expect(await products.in(world.store.db).findOne({ _id: product._id })).toMatchObject({ price: 7.25, syncState: 'SYNCED' });
      expect(await world.conflicts(product._id)).toMatchObject([{ field: 'price', dashboard: 6.5, odoo: 7.25, winner: 'ODOO' }]);
    });

    it('write in any case where the database lacks the addon’s method, which is asked for once', async () => {
      const { id } = await inStep();
      const asked: string[] = [];
      const engine = withCall(async (call, go) => {
        if (['write', 'write_if_unchanged'].includes(call.method)) asked.push(call.method);
        if (call.method === 'write_if_unchanged') throw new OdooFault('UNKNOWN_METHOD');
        return go();
      });
      for (const quantity of [91, 92]) {
        await update(id, { quantity });
        expect(await pushNow(engine, 'ORDER', id)).toEqual({ outcome: 'updated' });
        expect((await world.recordOf(id)).view.quantity).toBe(quantity);
      }
      expect(asked).toEqual(['write_if_unchanged', 'write', 'write']);
    });

    it('keep the edit of an order that Odoo deleted, and make it again when somebody decides so', async () => {
      const { id, odooId } = await inStep();
      await update(id, { quantity: 41 });
      await world.odoo.unlink(MODEL, odooId);
      await world.sync();
      expect((await world.order(id)).deleted).toMatchObject({ side: 'ODOO' });
      const [conflict] = await world.conflicts(id);
      expect(conflict).toMatchObject({ field: 'deleted', winner: 'ODOO', reason: 'DELETED', dashboard: { quantity: 41 } });
      await resolveConflict(world.engine, conflict?._id ?? '', 'DASHBOARD', world.editor());
      expect(await world.push(id)).toEqual({ outcome: 'created' });
      expect((await world.recordOf(id)).view.quantity).toBe(41);
      expect((await world.order(id)).odooId).not.toBe(odooId);
    });

    it('bring an order back that the dashboard deleted while Odoo changed it', async () => {
      const { id, odooId } = await inStep();
      made(await deleteOrder(world.engine.db, id, null, world.editor()));
      await world.odoo.write(MODEL, odooId, { product_qty: 51 });
      await world.sync();
      expect(await world.order(id)).toMatchObject({ deleted: null, quantity: 51 });
      expect(await world.conflicts(id)).toMatchObject([{ field: 'deleted', winner: 'ODOO', odoo: { quantity: 51 } }]);
    });

    it('give up a change that Odoo cannot take any more, and keep it', async () => {
      const { id, odooId } = await inStep();
      await update(id, { quantity: 61 });
      await world.odoo.do(MODEL, 'action_cancel', odooId);
      await world.sync();
      expect(await world.order(id)).toMatchObject({ status: 'CANCELLED', quantity: 3, syncState: 'SYNCED' });
      expect(await world.conflicts(id)).toMatchObject([{ field: 'quantity', dashboard: 61, odoo: 3, winner: 'ODOO', reason: 'NOT_POSSIBLE' }]);
    });

    it('are made equal in one direction when that is asked for', async () => {
      const { id, odooId } = await inStep();
      await world.odoo.write(MODEL, odooId, { product_qty: 71 });
      await world.sync({ kind: 'ORDERS', force: 'DASHBOARD' });
      expect((await world.recordOf(id)).view.quantity).toBe(3);
      expect(await world.conflicts(id)).toMatchObject([{ odoo: 71, winner: 'DASHBOARD', reason: 'FORCED' }]);
      await update(id, { quantity: 72 });
      await world.sync({ kind: 'ORDERS', force: 'ODOO' });
      expect((await world.order(id)).quantity).toBe(3);
    });
  });

  describe('products', () => {
    it('are made in Odoo with their SKU, before the order that needs them', async () => {
      const product = await createProduct(world.store.db, { name: 'Widget Pro 2000', sku: `WGT-${Date.now()}`, barcode: null, description: 'High-quality widget', price: 100 }, { by: 'tester', now: new Date(), companyId: COMPANY, visible: {} });
      if ('refused' in product) throw new Error(product.refused);
      const order = await world.make({ productId: product._id });
      expect(await world.push(order._id)).toEqual({ outcome: 'created' });
      const odooId = (await products.in(world.store.db).findOne({ _id: product._id }))?.odooId;
      expect((await world.recordOf(order._id)).view.product).toBe(odooId);
      const [there] = await world.odoo.page('product.product', [['id', '=', odooId ?? 0]], ['name', 'default_code', 'list_price', 'description_sale'], 1);
      expect(there).toMatchObject({ name: 'Widget Pro 2000', default_code: product.sku, list_price: 100, description_sale: 'High-quality widget' });
    });

    it('take Odoo’s product with the same SKU for theirs', async () => {
      const sku = `TWIN-${Date.now()}`;
      const odooId = await world.odoo.create('product.product', { name: 'Twin of Odoo', default_code: sku, type: 'consu' });
      const product = await createProduct(world.store.db, { name: 'Twin', sku, barcode: null, description: null, price: 5 }, { by: 'tester', now: new Date(), companyId: null, visible: {} });
      if ('refused' in product) throw new Error(product.refused);
      await pushNow(world.engine, 'PRODUCT', product._id);
      expect(await products.in(world.store.db).findOne({ _id: product._id })).toMatchObject({ odooId, syncState: 'SYNCED' });
      expect((await world.conflicts(product._id)).map(({ field }) => field).sort()).toEqual(['name', 'price']);
    });

    it('are linked by hand to one of Odoo’s, and to one only', async () => {
      const editing = { by: 'tester', now: new Date(), companyId: null, visible: {} };
      const product = await createProduct(world.store.db, { name: 'By hand', sku: `HAND-${Date.now()}`, barcode: null, description: null, price: 5 }, editing);
      if ('refused' in product) throw new Error(product.refused);
      const taken = (await world.product()).odooId ?? 0;
      expect(await linkProduct(world.store.db, product._id, taken, editing)).toEqual({ refused: 'LINK_TAKEN', field: 'odooProductId' });
    });
  });

  describe('a run', () => {
    it('costs one call per page and a constant', async () => {
      const empty = await openWorld(odoo(), { batch: 5 });
      try {
        const { odooCalls } = await empty.sync();
        const count = (collection: { countDocuments(filter: object): Promise<number> }): Promise<number> => collection.countDocuments({});
        const pages = (records: number): number => Math.floor(records / 5) + 1;
        const counts = await Promise.all([count(orders.in(empty.store.db)), count(products.in(empty.store.db)), count(users.in(empty.store.db))]);
        // Beside the pages: how far to read and what is gone, of orders and of products; who we are, for the orders.
        expect(odooCalls).toBe(counts.reduce((sum, records) => sum + pages(records), 0) + 5);
      } finally {
        await empty[Symbol.asyncDispose]();
      }
    });

    it('makes what waits many per call, and confirms many per call', async () => {
      const busy = await openWorld(odoo(), { batch: 10 });
      try {
        await busy.sync();
        const idle = await busy.sync({ kind: 'ORDERS' });
        const waiting = await Promise.all(Array.from({ length: 25 }, (_unused, index) => busy.make({ quantity: index + 1 })));
        const confirmed = waiting.toSorted((a, b) => a._id.localeCompare(b._id)).slice(0, 10);
        for (const { _id } of confirmed) made(await changeStatus(busy.store.db, _id, null, 'ON_HOLD', busy.editor()));
        const before = busy.calls.length;
        const run = await busy.sync({ kind: 'ORDERS' });
        expect(run).toMatchObject({ state: 'SUCCEEDED', entities: { ORDER: { created: 25 } } });
        // Three batches: looked for, made, read. The first of them is confirmed, and read once more.
        expect((run.odooCalls ?? 0) - (idle.odooCalls ?? 0)).toBe(3 * 3 + 2);
        const methods = busy.calls.slice(before).map(({ method }) => method);
        expect(['create', 'action_confirm'].map((method) => methods.filter((one) => one === method).length)).toEqual([3, 1]);
        for (const { _id, quantity } of waiting) {
          const order = await busy.order(_id);
          const reached = confirmed.some((one) => one._id === _id) ? 'ON_HOLD' : 'PENDING';
          expect(order).toMatchObject({ status: reached, quantity, pending: false, syncState: 'SYNCED', claim: null, maybeDoubled: false, base: { quantity, status: reached } });
          expect((await busy.recordOf(_id)).view).toMatchObject({ quantity, status: reached });
        }
        expect(await busy.conflicts(waiting[0]?._id ?? '')).toEqual([]);
      } finally {
        await busy[Symbol.asyncDispose]();
      }
    });

    it('makes products many per call as well, then their orders, each in its Service Account', async () => {
      // As where the database takes the association in a call of its own.
      const governance = { association: 'ov.sa_production_assignment', stamped: false, birth: (account: number) => ({ values: {}, row: { account_id: account } }) };
      const busy = await openWorld(odoo(), { batch: 10, governance });
      try {
        await busy.sync();
        const editor = { ...busy.editor(), serviceAccountIds: [1004] };
        const waiting = await Promise.all(['A', 'B', 'C'].map(async (letter) => {
          const product = await createProduct(busy.store.db, { name: `Batch ${letter}`, sku: `BATCH-${letter}-${Date.now()}`, barcode: null, description: null, price: 5 }, editor);
          if ('refused' in product) throw new Error(product.refused);
          return made(await createOrder(busy.store.db, { productId: product._id, quantity: 2, priority: 'NORMAL', deadline: null, start: null, assigneeId: null, notes: null }, editor));
        }));
        const before = busy.calls.length;
        expect(await busy.sync()).toMatchObject({ state: 'SUCCEEDED', entities: { PRODUCT: { created: 3 }, ORDER: { created: 3 } } });
        expect(busy.calls.slice(before).flatMap(({ model, method }) => (method === 'create' ? [model] : []))).toEqual(['product.product', MODEL, governance.association]);
        const ids = await Promise.all(waiting.map(async ({ _id }) => (await busy.order(_id)).odooId ?? 0));
        const rows = await busy.odoo.page(governance.association, [['production_id', 'in', ids]], ['account_id', 'state'], 10);
        expect(rows.map(({ state }) => state)).toEqual(['active', 'active', 'active']);
      } finally {
        await busy[Symbol.asyncDispose]();
      }
    });

    it('makes the others when Odoo refuses one of a batch, and nothing twice', async () => {
      const busy = await openWorld(odoo(), { batch: 10 });
      try {
        await busy.sync();
        const gone = await products.in(busy.store.db).findOne({ odooId: { $exists: true } });
        await products.in(busy.store.db).insertOne({ ...(gone as NonNullable<typeof gone>), _id: 'of a product that is no more', odooId: 999_999_999 });
        const good = await Promise.all([busy.make({ quantity: 2 }), busy.make({ quantity: 3 })]);
        const bad = await busy.make({ productId: 'of a product that is no more' });
        const late = await busy.make({ quantity: 4 });
        const run = await busy.sync({ kind: 'ORDERS' });
        expect(run).toMatchObject({ state: 'PARTIAL', totalErrors: 1, entities: { ORDER: { created: 3, failed: 1 } }, errors: [{ record: bad.number }] });
        expect(await busy.order(bad._id)).toMatchObject({ syncState: 'FAILED', pending: true, claim: null });
        for (const { _id, number } of [...good, late]) {
          expect(await busy.order(_id)).toMatchObject({ syncState: 'SYNCED', claim: null });
          expect((await busy.odoo.page(MODEL, [['origin', '=', originOf(number)]], ['name'], 5)).length).toBe(1);
        }
      } finally {
        await busy[Symbol.asyncDispose]();
      }
    });

    it('keeps an edit that comes while a batch is under way', async () => {
      const busy = await openWorld(odoo(), { batch: 10 });
      try {
        await busy.sync();
        const [first] = await Promise.all([busy.make({ quantity: 2 }), busy.make({ quantity: 3 })]);
        const { port } = withCall(async (call, go) => {
          const answer = await go();
          if (call.method === 'create') await updateOrder(busy.store.db, first._id, null, { quantity: 9 }, busy.editor());
          return answer;
        });
        await runSync({ ...busy.engine, port }, { kind: 'ORDERS', trigger: 'MANUAL', by: null });
        expect(await busy.order(first._id)).toMatchObject({ quantity: 9, syncState: 'SYNCED' });
        expect((await busy.recordOf(first._id)).view.quantity).toBe(9);
        expect(await busy.conflicts(first._id)).toEqual([]);
      } finally {
        await busy[Symbol.asyncDispose]();
      }
    });

    it('gives orders their numbers back when the dashboard’s store was lost', async () => {
      const { id } = await inStep();
      const { number, odooId } = await world.order(id);
      const anew = await openWorld(odoo());
      try {
        await anew.sync();
        expect(await orders.in(anew.store.db).findOne({ number })).toMatchObject({ odooId, syncState: 'SYNCED' });
        // New ones go on after the highest.
        expect((await anew.make()).number > number).toBe(true);
      } finally {
        await anew[Symbol.asyncDispose]();
      }
    });

    it('is one at a time', async () => {
      const results = await Promise.allSettled([world.sync(), world.sync(), world.sync()]);
      expect(results.filter(({ status: settled }) => settled === 'fulfilled').length).toBe(1);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(SyncBusy);
    });

    it('ends with FAILED when Odoo is away, loses nothing, and the next one makes up for it', async () => {
      const order = await world.make({ quantity: 4 });
      const away = { ...world.engine, port: { ...world.port, version: world.port.version, transport: world.port.transport, call: () => Promise.reject(new OdooFault('UNREACHABLE')) } };
      expect(await pushNow(away, 'ORDER', order._id)).toMatchObject({ outcome: 'away', code: 'UPSTREAM_UNAVAILABLE' });
      expect(await world.order(order._id)).toMatchObject({ syncState: 'PENDING', pending: true, syncProblem: { code: 'UPSTREAM_UNAVAILABLE' } });
      expect(await runSync(away, { kind: 'FULL', trigger: 'SCHEDULE', by: null })).toMatchObject({ state: 'FAILED', totalErrors: 1 });
      await world.sync();
      expect(await world.order(order._id)).toMatchObject({ syncState: 'SYNCED', syncProblem: null });
      expect(await runs.in(world.store.db).countDocuments({ state: 'RUNNING' })).toBe(0);
    });
  });
}
