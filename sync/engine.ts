import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import type { CompletedCall, OdooPort, OdooRequest } from '../odoo/port.ts';
import { where } from '../odoo/domain/build.ts';
import type { Log } from '../platform/log.ts';
import { clockOffset } from './clock.ts';
import type { Governance } from './accounts.ts';
import { Documents } from './documents.ts';
import type { OrderDocument, OrderView, ProductDocument, ProductView, Side, SyncEntity } from './model.ts';
import { Names } from './names.ts';
import { OdooRecords } from './odoo-records.ts';
import { orderEntity } from './order-entity.ts';
import { productEntity, type ProductRecord } from './product-entity.ts';
import { takeOver, type Pull } from './pull.ts';
import { Reconciler, type Reconciled } from './reconcile.ts';
import { Tally } from './runs.ts';
import { readClockOffset, saveClockOffset } from './state.ts';
import type { SyncTools } from './tools.ts';
import { takeOverUsers } from './users.ts';
import type { OrderRecord } from './view-order.ts';

export interface EngineOptions {
  readonly db: Db;
  readonly port: OdooPort;
  readonly log: Log;
  /** Companies whose records are synchronised; all that the integration user is allowed in by default. */
  readonly companies: readonly number[];
  /** Records per call to Odoo. */
  /** How Odoo keeps who governs an order; left out where it does not. */
  readonly governance?: Governance | null;
  readonly batch?: number;
  readonly windowDays?: number;
  readonly now?: () => Date;
  /** How long a crashed process keeps the run, and a document, from others. Shorter in tests that crash on purpose. */
  readonly leaseSeconds?: number;
  readonly claimSeconds?: number;
  readonly changed?: (entity: SyncEntity, ids: readonly string[]) => void;
}

/** Everything that one piece of work needs: tools, the two kinds of record, and how to bring one of each into agreement. */
export interface Workbench {
  readonly tools: SyncTools;
  readonly tally: Tally;
  readonly orders: Pull<OrderDocument, OrderView, OrderRecord>;
  readonly products: Pull<ProductDocument, ProductView, ProductRecord>;
  readonly names: Names;
  /** Calls to Odoo so far. */
  readonly calls: () => number;
  /** Keeps what was learned for the next one. */
  close(): Promise<void>;
}

export interface WorkOptions {
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly force?: Side | undefined;
  readonly onCall?: ((call: CompletedCall) => void) | undefined;
}

/** A difference of the clocks below this is the time on the wire. */
const CLOCK_NOISE_MS = 1_500;

/** Lays out the tools for one run or one push. Nothing is kept in memory from one to the next. */
export async function layOut(options: EngineOptions, work: WorkOptions): Promise<Workbench> {
  const { db, port, log, companies, batch = 100, windowDays = 0, now = () => new Date(), changed = () => undefined } = options;
  const { signal, deadline, force } = work;
  let calls = 0;
  const request: OdooRequest = {
    signal,
    deadline,
    tenant: 'sync',
    onCall: (call) => {
      calls += 1;
      work.onCall?.(call);
    },
  };
  let offsetMs = await readClockOffset(db);
  let learned = false;
  const tools: SyncTools = {
    db,
    odoo: new OdooRecords({ port, request, companies }),
    owner: randomUUID(),
    now,
    signal,
    batch,
    windowDays,
    changed,
    log,
    governance: options.governance ?? null,
    claimSeconds: options.claimSeconds,
    clock: {
      get offsetMs() {
        return offsetMs;
      },
      learn(sentAt, answeredAt, writeDate) {
        const measured = clockOffset(sentAt, answeredAt, writeDate);
        offsetMs = Math.abs(measured) < CLOCK_NOISE_MS ? 0 : measured;
        learned = true;
      },
    },
  };
  const tally = new Tally();
  const product = productEntity(tools);
  const productReconciler = new Reconciler(tools, product);
  const products: Workbench['products'] = { tools, entity: product, tally, force, reconcile: (id) => productReconciler.reconcile(id, force) };
  const names = new Names(db, {
    products: async (ids) => takeOver({ ...products, force: undefined }, (await tools.odoo.page(product.model, where('id', 'in', ids), product.columns, ids.length)).map((raw) => product.read(raw))),
    users: async (ids) => void (await takeOverUsers(tools, where('id', 'in', ids), ids.length, tally)),
  });
  const order = orderEntity(tools, names, async (id) => {
    const known = await new Documents<ProductDocument>(product.documents, db).byId(id);
    if (known?.pending === true) await productReconciler.reconcile(id);
  });
  const orderReconciler = new Reconciler(tools, order);
  return {
    tools,
    tally,
    products,
    names,
    orders: { tools, entity: order, tally, force, reconcile: (id) => orderReconciler.reconcile(id, force) },
    calls: () => calls,
    close: async () => {
      if (learned) await saveClockOffset(db, offsetMs);
    },
  };
}

/** Longest time for bringing one document to Odoo after it was edited; what takes longer is left to the next run. */
const PUSH_MS = 8_000;

/** Brings one order or product to Odoo at once. An outcome other than agreement is no error: the document says so and is tried again. */
export async function pushNow(options: EngineOptions, entity: SyncEntity, id: string, work: Partial<WorkOptions> = {}): Promise<Reconciled> {
  const deadline = Math.min(work.deadline ?? Number.POSITIVE_INFINITY, Date.now() + PUSH_MS);
  const bench = await layOut(options, { ...work, signal: work.signal ?? AbortSignal.timeout(PUSH_MS), deadline });
  try {
    return await (entity === 'ORDER' ? bench.orders : bench.products).reconcile(id);
  } finally {
    await bench.close();
  }
}
