import { connectOdoo } from '../../../odoo/client/connect.ts';
import { createLog } from '../../../platform/log.ts';
import { openStore } from '../../../store/open.ts';
import { prepare } from '../../../store/prepare.ts';
import { conflicts, orders, products, SYNC_COLLECTIONS } from '../../../sync/collections.ts';
import { changeStatus, createOrder, deleteOrder, updateOrder, type OrderInput } from '../../../sync/edit-order.ts';
import { pushNow, type EngineOptions } from '../../../sync/engine.ts';
import type { Status } from '../../../sync/model.ts';
import { runSync, SyncBusy } from '../../../sync/run.ts';
import { state } from '../../../sync/collections.ts';

/** A process with a dashboard of its own, which a test edits, synchronises and kills. It speaks by messages. */

interface Setup {
  readonly folder: string;
  readonly uri?: string;
  readonly odoo: { readonly url: string; readonly db: string; readonly username: string; readonly apiKey: string };
  readonly companies: readonly number[];
  /** What our clock is ahead of the true time. */
  readonly skewMs: number;
}

const setup = JSON.parse(process.argv[2] ?? '{}') as Setup;
const now = (): Date => new Date(Date.now() + setup.skewMs);
// Patient: a busy machine is none of the faults that are meant here.
const store = await openStore({ folder: setup.folder, uri: setup.uri, timeoutMs: 60_000 });
await prepare(store, SYNC_COLLECTIONS as unknown as Parameters<typeof prepare>[1]);
const port = await connectOdoo({ ...setup.odoo, callTimeoutMs: 8_000, retryDelayMs: 5, breaker: { threshold: 50, coolDownMs: 50, maxCoolDownMs: 100 } });
const engine: EngineOptions = { db: store.db, port, log: createLog({ level: process.env['PROOF_LOG'] === 'yes' ? 'info' : 'silent' }), companies: setup.companies, batch: 20, now, leaseSeconds: 3, claimSeconds: 10 };
const editor = () => ({ by: 'tester', visible: {}, companyId: setup.companies[0] ?? null, serviceAccountIds: [], now: now() });

type Patch = { readonly [Field in keyof OrderInput]?: string | number | null };

const patchOf = ({ deadline, start, ...rest }: Patch): Partial<OrderInput> =>
  ({ ...rest, ...(typeof deadline === 'string' && { deadline: new Date(deadline) }), ...(typeof start === 'string' && { start: new Date(start) }) }) as Partial<OrderInput>;

const COMMANDS: Readonly<Record<string, (argument: never) => Promise<unknown>>> = {
  create: async (patch: Patch) => createOrder(store.db, { priority: 'NORMAL', deadline: null, start: null, assigneeId: null, notes: null, ...patchOf(patch) } as OrderInput, editor()),
  update: async ({ id, patch }: { id: string; patch: Patch }) => updateOrder(store.db, id, null, patchOf(patch), editor()),
  status: async ({ id, status }: { id: string; status: Status }) => changeStatus(store.db, id, null, status, editor()),
  delete: async (id: string) => deleteOrder(store.db, id, null, editor()),
  push: async (id: string) => pushNow(engine, 'ORDER', id),
  sync: async () => {
    try {
      return await runSync(engine, { kind: 'FULL', trigger: 'MANUAL', by: null });
    } catch (error) {
      if (error instanceof SyncBusy) return { state: 'BUSY' };
      throw error;
    }
  },
  /** Reads everything again, as the next day's overlap would. */
  rewind: async () => state.in(store.db).deleteMany({ _id: { $in: ['cursor/mrp.production', 'cursor/product.product'] } }),
  orders: async () => orders.in(store.db).find().toArray(),
  products: async () => products.in(store.db).find({ deleted: null }).toArray(),
  conflicts: async () => conflicts.in(store.db).find().toArray(),
};

process.on('message', ({ id, command, argument }: { id: number; command: string; argument: never }) => {
  void COMMANDS[command]?.(argument).then(
    (result) => process.send?.({ id, result: result ?? null }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.send?.({ id: 0, result: 'ready' });
