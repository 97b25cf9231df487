import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectOdoo } from '../../../odoo/client/connect.ts';
import type { OdooClient } from '../../../odoo/client/client.ts';
import { finishOrder } from '../../../sync/finish-order.ts';
import type { ConflictDocument, OrderDocument, ProductDocument, Status } from '../../../sync/model.ts';
import { originOf, numberIn } from '../../../sync/natural-key.ts';
import { OdooRecords } from '../../../sync/odoo-records.ts';
import { toOdooTime } from '../../../sync/clock.ts';
import type { SyncRunDocument } from '../../../sync/runs.ts';
import { STATES, stepsTo, type OdooState } from '../../../sync/status.ts';
import { ORDER_FIELDS, readOrder, type OrderRecord } from '../../../sync/view-order.ts';
import { Killed, Worker } from './process.ts';
import { startProxy, type Proxy } from './proxy.ts';
import { createRandom, type Random } from './random.ts';

export interface ProofOptions {
  readonly odoo: { readonly url: string; readonly db: string; readonly username: string; readonly apiKey: string };
  readonly companies: readonly number[];
  readonly rounds: number;
  readonly seed: number;
  readonly skewMs: number;
  readonly mongoUri?: string | undefined;
  /** Ends Odoo and starts it again; left out where that would lose its memory. */
  readonly restartOdoo?: (() => Promise<void>) | undefined;
  /** Kills the server behind `mongoUri` and starts it again; left out where it is not ours. */
  readonly restartStore?: (() => Promise<void>) | undefined;
  readonly say?: (line: string) => void;
}

/** What was done, and what was wrong at the end: nothing, if all is well. */
export interface ProofResult {
  readonly done: Readonly<Record<string, number>>;
  readonly orders: number;
  readonly records: number;
  readonly conflicts: number;
  readonly violations: readonly string[];
}

/** One edit of a field with a value that no other edit has, so that it can be followed. */
interface FieldEdit {
  readonly side: 'DASHBOARD' | 'ODOO';
  /** Number of the order, or Odoo's id for what was edited there. */
  readonly order: string;
  readonly field: 'quantity' | 'deadline';
  readonly value: string;
  /** Later edits of the same side and field, which overwrote this one knowingly. */
  superseded: boolean;
}

const MODEL = 'mrp.production';

/**
 * Edits both sides at random, loses answers, kills the process, ends Odoo, and then compares: both sides equal, nothing
 * lost, nothing doubled, every field edit that lost in a conflict record.
 */
export async function prove(options: ProofOptions): Promise<ProofResult> {
  const world = await World.open(options);
  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      await world.round();
      if (round % 25 === 0) options.say?.(`round ${round}: ${JSON.stringify(world.done)}`);
    }
    return await world.settle();
  } finally {
    await world.close();
  }
}

class World {
  readonly done: Record<string, number> = {};
  readonly #options: ProofOptions;
  readonly #random: Random;
  readonly #folder: string;
  readonly #proxy: Proxy;
  readonly #worker: Worker;
  readonly #client: OdooClient;
  readonly #edits: FieldEdit[] = [];
  /** Orders whose creation was acknowledged by the dashboard, and records whose creation was by Odoo. */
  readonly #made = { here: new Set<string>(), there: new Set<number>() };
  readonly #deleted = { here: new Set<string>(), there: new Set<number>() };
  #products: readonly number[] = [];
  #unique = 1;
  /** What the first rounds meet (as `fault` below), so that the shortest proof has met it too: a kill, the store's death, nothing. */
  readonly #first = [0, 0.99, 0.5];

  private constructor(options: ProofOptions, folder: string, proxy: Proxy, worker: Worker, client: OdooClient) {
    this.#options = options;
    this.#random = createRandom(options.seed);
    this.#folder = folder;
    this.#proxy = proxy;
    this.#worker = worker;
    this.#client = client;
  }

  static async open(options: ProofOptions): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'sync-proof-'));
    const proxy = await startProxy(options.odoo.url);
    const uri = options.mongoUri === undefined ? undefined : databaseOfItsOwn(options.mongoUri);
    const worker = new Worker({ folder, uri, odoo: { ...options.odoo, url: proxy.url }, companies: options.companies, skewMs: options.skewMs });
    const client = await connectOdoo({ ...options.odoo, callTimeoutMs: 30_000 });
    const world = new World(options, folder, proxy, worker, client);
    await worker.start();
    const raws = await world.#odoo().page('product.product', [['tracking', '=', 'none'], ['type', '!=', 'service'], ['active', '=', true], ['company_id', 'in', [false, ...options.companies]]], ['name'], 4);
    world.#products = raws.map(({ id }) => Number(id));
    await worker.ask('sync');
    return world;
  }

  #odoo(): OdooRecords {
    return new OdooRecords({ port: this.#client, request: { signal: AbortSignal.timeout(60_000), deadline: Date.now() + 60_000, tenant: 'proof' }, companies: this.#options.companies });
  }

  #count(what: string): void {
    this.done[what] = (this.done[what] ?? 0) + 1;
  }

  /** One to three edits, then a push or a synchronisation under some fault. */
  async round(): Promise<void> {
    const random = this.#random;
    for (let edit = random.below(3); edit >= 0; edit -= 1) await (random.chance(0.5) ? this.#editHere() : this.#editThere());
    const fault = this.#first.shift() ?? random.next();
    if (fault < 0.15) await this.#killDuring(() => this.#worker.ask('sync'));
    else if (fault >= 0.95 && this.#options.restartStore) await this.#restartStore(this.#options.restartStore);
    else if (fault < 0.4) await this.#losing(random.pick(['lose the answer', 'lose the request'] as const) ?? 'lose the answer', () => this.#worker.ask('sync'));
    else if (fault < 0.42 && this.#options.restartOdoo) await this.#restartOdoo();
    else if (fault < 0.75) await this.#worker.ask('sync').then(() => this.#count('synchronised'));
  }

  async #killDuring(work: () => Promise<unknown>): Promise<void> {
    const working = work().catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    await sleep(5 + this.#random.below(400));
    await this.#worker.kill();
    await working;
    this.#count('killed');
    await this.#worker.start();
  }

  /** Loses each request or answer with some probability, writes more than reads. */
  async #losing(fate: 'lose the answer' | 'lose the request', work: () => Promise<unknown>): Promise<void> {
    const random = this.#random;
    let lost = 0;
    this.#proxy.fate = (path) => {
      const reads = /\/(search_read|search)$/.test(path);
      if (!random.chance(reads ? 0.05 : 0.35)) return 'answer';
      lost += 1;
      return fate;
    };
    await work();
    this.#proxy.fate = () => 'answer';
    this.#count(lost > 0 ? `${fate.replace('lose the ', '')} lost` : 'synchronised');
  }

  async #restartOdoo(): Promise<void> {
    const away = this.#worker.ask('sync');
    await this.#options.restartOdoo?.();
    await away;
    this.#count('Odoo restarted');
  }

  /** While it is synchronised, the store dies as with the power going. What was acknowledged must be there afterwards. */
  async #restartStore(restart: () => Promise<void>): Promise<void> {
    const working = this.#worker.ask('sync').catch((error: unknown) => {
      if (!/Mongo|LeaseLost|lease/.test(String(error))) throw error;
    });
    await sleep(5 + this.#random.below(400));
    await restart();
    await working;
    this.#count('store restarted');
  }

  #value(field: 'quantity' | 'deadline'): { readonly shown: string; readonly quantity?: number; readonly deadline?: string } {
    this.#unique += 1;
    if (field === 'quantity') return { shown: String(this.#unique), quantity: this.#unique };
    const time = new Date(Date.parse('2030-01-01T00:00:00Z') + this.#unique * 60_000);
    return { shown: toOdooTime(time), deadline: time.toISOString() };
  }

  #note(side: FieldEdit['side'], order: string, field: FieldEdit['field'], value: string): void {
    for (const edit of this.#edits) if (edit.side === side && edit.order === order && edit.field === field) edit.superseded = true;
    this.#edits.push({ side, order, field, value, superseded: false });
  }

  async #editHere(): Promise<void> {
    const random = this.#random;
    const mine = (await this.#worker.ask<OrderDocument[]>('orders')).filter(({ deleted, number, odoo }) => deleted === null && (this.#made.here.has(number) || this.#isOurs(odoo)));
    const kind = mine.length < 3 ? 0 : random.next();
    if (kind < 0.25) {
      const all = await this.#worker.ask<ProductDocument[]>('products');
      const product = random.pick(all.filter(({ odooId }) => odooId !== undefined && this.#products.includes(odooId)));
      if (product === undefined) return;
      const made = await this.#worker.ask<OrderDocument>('create', { productId: product._id, quantity: this.#value('quantity').quantity ?? 1 });
      this.#made.here.add(made.number);
      this.#note('DASHBOARD', made.number, 'quantity', String(made.quantity));
      this.#count('order made here');
      if (random.chance(0.5)) await this.#worker.ask('push', made._id);
      return;
    }
    const order = random.pick(mine);
    if (order === undefined) return;
    if (kind < 0.75) {
      const field = random.pick(['quantity', 'deadline'] as const) ?? 'quantity';
      const { shown, ...patch } = this.#value(field);
      const result = await this.#worker.ask<object>('update', { id: order._id, patch });
      if ('refused' in result) return;
      this.#note('DASHBOARD', order.number, field, shown);
      this.#count('edited here');
    } else if (kind < 0.95) {
      const status = random.pick(['ON_HOLD', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'] as const satisfies readonly Status[]);
      const result = await this.#worker.ask<object>('status', { id: order._id, status });
      if (!('refused' in result)) this.#count('status here');
    } else {
      const result = await this.#worker.ask<object>('delete', order._id);
      if ('refused' in result) return;
      this.#deleted.here.add(order.number);
      this.#count('deleted here');
    }
    if (random.chance(0.3)) await this.#worker.ask('push', order._id);
  }

  #isOurs(odoo: OrderDocument['odoo']): boolean {
    return odoo !== null && this.#ours.has(odoo.reference);
  }

  /** Odoo's names of the records that this proof made. */
  readonly #ours = new Set<string>();

  async #records(): Promise<readonly OrderRecord[]> {
    const all = (await this.#odoo().page(MODEL, [['company_id', 'in', [...this.#options.companies]]], ORDER_FIELDS, 5_000)).map(readOrder);
    const numbers = new Set(this.#made.here);
    const ours = all.filter(({ id, origin }) => this.#made.there.has(id) || numbers.has(numberIn(origin) ?? ''));
    for (const { mirror } of ours) this.#ours.add(mirror.reference);
    return ours;
  }

  async #editThere(): Promise<void> {
    const random = this.#random;
    const odoo = this.#odoo();
    const all = await this.#records();
    // Nobody works on what a lost answer doubled before it is found: then it would be somebody's own order.
    const records = all.filter(({ id, origin }) => origin === null || !all.some((other) => other.origin === origin && other.id < id));
    const kind = records.length < 3 ? 0 : random.next();
    if (kind < 0.2) {
      const { quantity = 1, shown } = this.#value('quantity');
      const company = this.#options.companies[0] ?? 1;
      const id = await odoo.create(MODEL, { product_id: random.pick(this.#products), product_qty: quantity, company_id: company }, company);
      this.#made.there.add(id);
      this.#note('ODOO', String(id), 'quantity', shown);
      this.#count('order made in Odoo');
      return;
    }
    const record = random.pick(records);
    if (record === undefined) return;
    const { id, state } = record;
    const open = STATES[state as OdooState].open;
    if (kind < 0.7) {
      const field = open ? (random.pick(['quantity', 'deadline'] as const) ?? 'deadline') : 'deadline';
      const { shown, quantity } = this.#value(field);
      if (field === 'deadline') await odoo.write(MODEL, id, { date_deadline: shown });
      else if (state === 'draft') await odoo.write(MODEL, id, { product_qty: quantity });
      else await odoo.do('change.production.qty', 'change_prod_qty', await odoo.create('change.production.qty', { mo_id: id, product_qty: quantity }));
      this.#note('ODOO', String(id), field, shown);
      this.#count('edited in Odoo');
    } else if (kind < 0.92) {
      const status = random.pick(['ON_HOLD', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'] as const) ?? 'ON_HOLD';
      const steps = stepsTo(state, status);
      for (const step of steps ?? []) await (step === 'finish' ? finishOrder(odoo, id) : odoo.do(MODEL, step, id));
      if (steps && steps.length > 0) this.#count('status in Odoo');
    } else if (state !== 'done') {
      await odoo.unlink(MODEL, id);
      this.#deleted.there.add(id);
      this.#count('deleted in Odoo');
    }
  }

  /** Without faults, until nothing changes any more; then everything is compared. */
  async settle(): Promise<ProofResult> {
    // Records of lost answers may be younger than the overlap thinks when times are skewed: read all of it once more.
    await this.#worker.ask('rewind');
    // A killed process keeps its lease and its claims for some seconds.
    await sleep(11_000);
    for (let quiet = 0, runs = 0; quiet < 2 && runs < 20; runs += 1) {
      const run = await this.#worker.ask<SyncRunDocument>('sync');
      quiet = run.state === 'SUCCEEDED' && (run.entities.ORDER?.updated ?? 0) === 0 ? quiet + 1 : 0;
    }
    const orders = await this.#worker.ask<OrderDocument[]>('orders');
    const conflicts = await this.#worker.ask<ConflictDocument[]>('conflicts');
    const products = await this.#worker.ask<ProductDocument[]>('products');
    const records = await this.#records();
    const violations = [...this.#compare(orders, records, products), ...this.#followEdits(orders, records, conflicts)];
    return { done: this.done, orders: orders.filter(({ deleted }) => deleted === null).length, records: records.length, conflicts: conflicts.length, violations };
  }

  #compare(orders: readonly OrderDocument[], records: readonly OrderRecord[], products: readonly ProductDocument[]): readonly string[] {
    const wrong: string[] = [];
    const live = orders.filter(({ deleted }) => deleted === null);
    const byOdooId = Map.groupBy(live, ({ odooId }) => odooId);
    for (const record of records) {
      const here = byOdooId.get(record.id) ?? [];
      if (here.length !== 1) wrong.push(`Odoo's ${record.mirror.reference} (${record.id}, ${record.origin ?? 'no origin'}, ${record.state}) has ${here.length} orders here`);
      const [order] = here;
      if (order === undefined) continue;
      const product = products.find(({ _id }) => _id === order.productId)?.odooId;
      const ours = { product, quantity: order.quantity, deadline: order.deadline && toOdooTime(new Date(order.deadline)), start: order.start && toOdooTime(new Date(order.start)), status: order.status };
      const { product: theirProduct, quantity, deadline, start, status } = record.view;
      const theirs = { product: theirProduct, quantity, deadline, start, status };
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) wrong.push(`${order.number}: here ${JSON.stringify(ours)}, in Odoo ${JSON.stringify(theirs)}`);
      if (order.pending || order.syncState !== 'SYNCED') wrong.push(`${order.number} is ${order.syncState}: ${order.syncProblem?.message ?? ''}`);
    }
    const ids = new Set(records.map(({ id }) => id));
    for (const order of live) {
      const ours = this.#made.here.has(order.number) || (order.odooId !== undefined && this.#made.there.has(order.odooId));
      if (ours && (order.odooId === undefined || !ids.has(order.odooId))) wrong.push(`${order.number} is in no record of Odoo (${order.odooId ?? 'never was'})`);
    }
    for (const number of this.#made.here) {
      const order = orders.find((one) => one.number === number);
      if (order === undefined) wrong.push(`${number} was acknowledged and is gone`);
      const copies = records.filter(({ origin, mirror }) => origin === originOf(number) && !/-\d{3}$/.test(mirror.reference));
      if (copies.length > 1) wrong.push(`${number} is ${copies.length} times in Odoo`);
      if (order?.deleted && copies.length > 0) wrong.push(`${number} is deleted here and still in Odoo`);
    }
    return wrong;
  }

  /** Every edit came through, was overwritten by its own side, or is kept in a conflict. */
  #followEdits(orders: readonly OrderDocument[], records: readonly OrderRecord[], conflicts: readonly ConflictDocument[]): readonly string[] {
    return this.#edits.flatMap((edit) => {
      if (edit.superseded) return [];
      const order = orders.find(({ number, odooId }) => (edit.side === 'DASHBOARD' ? number === edit.order : odooId === Number(edit.order)));
      const record = records.find(({ id }) => id === order?.odooId);
      const final = record === undefined ? null : String(edit.field === 'quantity' ? record.view.quantity : record.view.deadline);
      if (final === edit.value) return [];
      if (order !== undefined && (order.deleted !== null || this.#deleted.there.has(order.odooId ?? 0))) return [];
      if (edit.side === 'ODOO' && order === undefined && this.#deleted.there.has(Number(edit.order))) return [];
      if (order !== undefined && this.#arrived(edit, order)) return [];
      const kept = conflicts.some(({ recordId, field, dashboard, odoo }) => recordId === order?._id && field === edit.field && String(edit.side === 'DASHBOARD' ? dashboard : odoo) === edit.value);
      return kept ? [] : [`${edit.side} changed ${edit.field} of ${edit.order} to ${edit.value}; it is ${final ?? 'gone'}, and no conflict has it`];
    });
  }

  /** Whether the other side had the value before it was changed again. */
  #arrived(edit: FieldEdit, order: OrderDocument): boolean {
    if (edit.side === 'ODOO') {
      // Taken over as a change, or with the record itself, and then changed from.
      return order.history.some(({ side, changes }) => changes.some(({ field, from, to }) => field === edit.field && ((side === 'ODOO' && sameMoment(edit, to)) || sameMoment(edit, from))));
    }
    const shown = JSON.stringify(edit.field === 'quantity' ? Number(edit.value) : edit.value);
    // The addon's method for confirmed orders calls it quantity.
    const names = edit.field === 'quantity' ? ['product_qty', 'quantity'] : ['date_deadline'];
    return this.#proxy.writes.some((write) => names.some((name) => write.includes(`"${name}":${shown}`) || write.includes(`"${name}": ${shown}`)));
  }

  async close(): Promise<void> {
    await this.#worker.kill();
    await this.#proxy.stop();
    await this.#client.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function sameMoment({ field, value }: FieldEdit, to: unknown): boolean {
  if (to === null) return false;
  return field === 'quantity' ? String(to) === value : toOdooTime(new Date(String(to))) === value;
}

/** The same server, and a database that nobody has used before. */
function databaseOfItsOwn(uri: string): string {
  const address = new URL(uri);
  address.pathname = `/sync_proof_${randomBytes(4).toString('hex')}`;
  return address.href;
}
