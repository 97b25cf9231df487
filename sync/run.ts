import { randomUUID } from 'node:crypto';
import { whileHolding } from '../store/lease.ts';
import { pullAccounts } from './accounts.ts';
import { runs } from './collections.ts';
import { layOut, type EngineOptions, type Workbench } from './engine.ts';
import type { Side } from './model.ts';
import { problemOf } from './problems.ts';
import { OdooAway, pull } from './pull.ts';
import { pushPending } from './push.ts';
import type { RunEntity, RunKind, RunState, RunTrigger, SyncRunDocument } from './runs.ts';
import { forgetCursor } from './state.ts';
import { sweep } from './sweep.ts';
import { pullUsers } from './users.ts';
import { newId } from './fresh.ts';

export interface RunRequest {
  readonly kind: RunKind;
  readonly trigger: RunTrigger;
  /** Subject of who asked, null for the schedule. */
  readonly by: string | null;
  /** Overwrite in one direction; everything is read again then. */
  readonly force?: Side | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told when the run has begun. */
  readonly onStart?: ((run: SyncRunDocument) => void) | undefined;
}

/** Another process, or this one, is at it. */
export class SyncBusy extends Error {
  override readonly name = 'SyncBusy';
}

export const RUN_LEASE = 'sync';
const LEASE_SECONDS = 60;
/** A run that takes longer is continued by the next: its cursors say where. */
const RUN_MS = 30 * 60_000;

/**
 * One run: products, users, orders, in this order, for orders refer to both. One at a time however many processes there
 * are. What goes wrong with a record is counted and listed, and the others go on; what goes wrong with Odoo ends the run.
 *
 * @throws SyncBusy
 */
export async function runSync(options: EngineOptions, request: RunRequest): Promise<SyncRunDocument> {
  const owner = randomUUID();
  let held = false;
  try {
    return await whileHolding(options.db, { name: RUN_LEASE, owner, seconds: options.leaseSeconds ?? LEASE_SECONDS, waitSeconds: 0 }, (lost) => {
      held = true;
      const signals = [lost, AbortSignal.timeout(RUN_MS), ...(request.signal ? [request.signal] : [])];
      return execute(options, request, AbortSignal.any(signals));
    });
  } catch (error) {
    if (!held) throw new SyncBusy('A synchronisation is running already.', { cause: error });
    throw error;
  }
}

async function execute(options: EngineOptions, { kind, trigger, by, force, onStart }: RunRequest, signal: AbortSignal): Promise<SyncRunDocument> {
  const { db, log, now = () => new Date() } = options;
  const collection = runs.in(db);
  // Whoever held the lease before is gone: a run that still says RUNNING was cut off.
  await collection.updateMany({ state: 'RUNNING' }, { $set: { state: 'ABANDONED', finishedAt: now() } });
  const started: SyncRunDocument = { _id: newId(), kind, trigger, state: 'RUNNING', startedAt: now(), finishedAt: null, by, force: force ?? null, entities: {}, errors: [], totalErrors: 0, odooCalls: 0 };
  await collection.insertOne(started);
  onStart?.(started);
  const bench = await layOut(options, { signal, deadline: Date.now() + RUN_MS, force });
  const done = await work(bench, kind, trigger !== 'SCHEDULE');
  const { tally } = bench;
  const state: RunState = done ? (tally.totalErrors === 0 ? 'SUCCEEDED' : 'PARTIAL') : 'FAILED';
  const finished: SyncRunDocument = { ...started, state, finishedAt: now(), entities: tally.entities, errors: tally.errors, totalErrors: tally.totalErrors, odooCalls: bench.calls() };
  await bench.close();
  await collection.replaceOne({ _id: started._id }, finished);
  log.info('synchronised', { kind, trigger, state, entities: finished.entities, errors: finished.totalErrors, odooCalls: finished.odooCalls });
  return finished;
}

interface Stage {
  readonly entity: RunEntity;
  readonly kinds: readonly RunKind[];
  run(bench: Workbench, all: boolean): Promise<void>;
}

const STAGES: readonly Stage[] = [
  {
    entity: 'PRODUCT',
    kinds: ['FULL', 'PRODUCTS'],
    async run({ products }, all) {
      if (products.force !== undefined) await forgetCursor(products.tools.db, products.entity.model);
      await pull(products);
      await pushPending(products, all);
      await sweep(products, {});
    },
  },
  { entity: 'USER', kinds: ['FULL', 'USERS'], run: ({ tools, tally }) => pullUsers(tools, tally) },
  {
    entity: 'ORDER',
    kinds: ['FULL', 'ORDERS'],
    async run({ orders }, all) {
      if (orders.force !== undefined) await forgetCursor(orders.tools.db, orders.entity.model);
      await pull(orders);
      if (orders.tools.governance !== null) await pullAccounts(orders.tools, orders.tools.governance);
      await pushPending(orders, all);
      // What is done cannot be deleted in Odoo.
      await sweep(orders, { 'odoo.state': { $ne: 'done' } });
    },
  },
];

/** Runs the stages; false when one could not be carried out. An Odoo that is away ends it, for the others would fare no better. */
async function work(bench: Workbench, kind: RunKind, all: boolean): Promise<boolean> {
  const { tools, tally } = bench;
  for (const { entity, kinds, run } of STAGES) {
    if (!kinds.includes(kind)) continue;
    try {
      await run(bench, all);
    } catch (error) {
      if (!(error instanceof OdooAway)) {
        const { code, message, at } = problemOf(error, tools.now());
        tools.log.error('a stage of the synchronisation failed', { entity, error });
        tally.fail({ entity, record: null, code, message, at });
      }
      return false;
    }
  }
  return true;
}
