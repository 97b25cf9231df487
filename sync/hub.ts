import type { Db } from 'mongodb';
import { orders } from './collections.ts';
import type { Log } from '../platform/log.ts';

/** An order changed: its document, as little as those who watch need to decide whether it is theirs and to ask again. */
export interface OrderEvent {
  readonly id: string;
  readonly version: number;
  readonly rev: number;
}

export type OrderListener = (events: readonly OrderEvent[]) => void;

const POLL_MS = 1_000;
/** Clocks of replicas may differ by this much. */
const SKEW_MS = 10_000;
const REMEMBERED = 20_000;

/**
 * Tells who watches that orders changed, whichever process changed them: it asks the store once a second, once for all
 * watchers, and not at all while there are none. What happened in this process is looked at without waiting.
 */
export class OrderHub {
  readonly #db: Db;
  readonly #log: Log;
  readonly #listeners = new Set<OrderListener>();
  #timer: NodeJS.Timeout | undefined;
  #since = new Date(0);
  #known = new Map<string, number>();
  #looking: Promise<void> = Promise.resolve();

  constructor(db: Db, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  /** Something changed here: look now. */
  readonly nudge = (): void => {
    if (this.#listeners.size > 0) this.#look();
  };

  /** Listens until the answered function is called. */
  subscribe(listener: OrderListener): () => void {
    if (this.#listeners.size === 0) {
      this.#since = new Date(Date.now() - SKEW_MS);
      this.#known = new Map();
      this.#looking = this.#looking.then(() => this.#read(false));
      this.#timer = setInterval(() => this.#look(), POLL_MS);
      this.#timer.unref();
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  get watchers(): number {
    return this.#listeners.size;
  }

  #look(): void {
    this.#looking = this.#looking.then(() => this.#read(true)).catch((error: unknown) => this.#log.warn('the store does not say which orders changed', { error }));
  }

  async #read(tell: boolean): Promise<void> {
    const found = await orders.in(this.#db).find({ updatedAt: { $gte: this.#since } }, { projection: { version: 1, rev: 1, updatedAt: 1 }, sort: { updatedAt: 1, _id: 1 } }).toArray();
    const events = found.flatMap(({ _id, version, rev }): OrderEvent[] => (this.#known.get(_id) === rev ? [] : [{ id: _id, version, rev }]));
    for (const { id, rev } of events) this.#known.set(id, rev);
    const newest = found.at(-1)?.updatedAt;
    if (newest !== undefined) this.#since = new Date(Math.max(this.#since.getTime(), newest.getTime() - SKEW_MS));
    if (this.#known.size > REMEMBERED) this.#known = new Map(found.map(({ _id, rev }) => [_id, rev]));
    if (tell && events.length > 0) for (const listener of this.#listeners) listener(events);
  }
}
