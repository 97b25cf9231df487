import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectOdoo } from '../../odoo/client/connect.ts';
import type { CompletedCall, OdooPort } from '../../odoo/port.ts';
import { createLog } from '../../platform/log.ts';
import { openStore, type Store } from '../../store/open.ts';
import { prepare } from '../../store/prepare.ts';
import { conflicts, orders, products, SYNC_COLLECTIONS } from '../../sync/collections.ts';
import { createOrder, isRefused, type Editor, type OrderInput, type Refused } from '../../sync/edit-order.ts';
import { pushNow, type EngineOptions } from '../../sync/engine.ts';
import type { ConflictDocument, OrderDocument, ProductDocument } from '../../sync/model.ts';
import { OdooRecords } from '../../sync/odoo-records.ts';
import { runSync, type RunRequest } from '../../sync/run.ts';
import type { SyncRunDocument } from '../../sync/runs.ts';
import { ORDER_FIELDS, readOrder, type OrderRecord } from '../../sync/view-order.ts';
import type { OdooAddress } from '../support/graph.ts';

/** The company of the data set whose workshop the tests use, and one of its products that carries no serial numbers. */
export const COMPANY = 1001;
export const PRODUCT_SKU = 'LAN-01';

/** A dashboard with a store of its own over an Odoo, without a graph. */
export interface SyncWorld {
  readonly engine: EngineOptions;
  readonly store: Store;
  /** The other side, as somebody at Odoo's screens. */
  readonly odoo: OdooRecords;
  readonly port: OdooPort;
  /** Calls of the synchronisation since the world began. */
  readonly calls: CompletedCall[];
  sync(request?: Partial<RunRequest>): Promise<SyncRunDocument>;
  push(id: string): ReturnType<typeof pushNow>;
  make(input?: Partial<OrderInput>): Promise<OrderDocument>;
  order(id: string): Promise<OrderDocument>;
  record(id: number): Promise<OrderRecord | null>;
  /** The record in Odoo of an order that has one. */
  recordOf(id: string): Promise<OrderRecord>;
  product(): Promise<ProductDocument>;
  conflicts(recordId: string): Promise<readonly ConflictDocument[]>;
  editor(): Editor;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function openWorld(address: OdooAddress, more: Partial<EngineOptions> = {}): Promise<SyncWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'sync-test-'));
  const store = await openStore({ folder });
  await prepare(store, SYNC_COLLECTIONS);
  const client = await connectOdoo({ ...address, retryDelayMs: 1 });
  const calls: CompletedCall[] = [];
  const port: OdooPort = {
    version: client.version,
    transport: client.transport,
    close: () => client.close(),
    call: (call, request) => client.call(call, { ...request, onCall: (done) => (calls.push(done), request.onCall?.(done)) }),
  };
  const engine: EngineOptions = { db: store.db, port, log: createLog({ level: 'silent' }), companies: [COMPANY], ...more };
  const odoo = new OdooRecords({ port: client, companies: [COMPANY], request: { signal: new AbortController().signal, deadline: Date.now() + 600_000, tenant: 'test' } });
  const record = async (id: number): Promise<OrderRecord | null> => {
    const [raw] = await odoo.page('mrp.production', [['id', '=', id]], ORDER_FIELDS, 1);
    return raw === undefined ? null : readOrder(raw);
  };
  const world: SyncWorld = {
    engine,
    store,
    odoo,
    port,
    calls,
    sync: (request = {}) => runSync(engine, { kind: 'FULL', trigger: 'MANUAL', by: 'tester', ...request }),
    push: (id) => pushNow(engine, 'ORDER', id),
    async make(input = {}) {
      const values: OrderInput = { productId: (await world.product())._id, quantity: 3, priority: 'NORMAL', deadline: null, start: null, assigneeId: null, notes: null, ...input };
      return made(await createOrder(store.db, values, world.editor()));
    },
    async order(id) {
      const found = await orders.in(store.db).findOne({ _id: id });
      if (found === null) throw new Error(`There is no order ${id}.`);
      return found;
    },
    record,
    async recordOf(id) {
      const { odooId = 0 } = await world.order(id);
      const found = await record(odooId);
      if (found === null) throw new Error(`The order ${id} is in no record of Odoo.`);
      return found;
    },
    async product() {
      const found = await products.in(store.db).findOne({ sku: PRODUCT_SKU });
      if (found === null) throw new Error('Synchronise the products first.');
      return found;
    },
    conflicts: (recordId) => conflicts.in(store.db).find({ recordId }).sort({ detectedAt: 1 }).toArray(),
    editor: () => ({ by: 'tester', visible: {}, companyId: COMPANY, serviceAccountIds: [], now: new Date() }),
    async [Symbol.asyncDispose]() {
      await client.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** The document of an edit that must not have been refused. */
export function made(result: OrderDocument | Refused): OrderDocument {
  if (isRefused(result)) throw new Error(`The edit was refused: ${result.refused}.`);
  return result;
}
