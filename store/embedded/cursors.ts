import { randomInt } from 'node:crypto';
import { CommandError } from './errors.ts';
import { encode, type Doc } from './values.ts';

/** A batch of a cursor, already in BSON. */
export interface Batch {
  readonly docs: readonly Uint8Array[];
  readonly token?: Doc;
}

/** What a client reads batch by batch. */
export interface Source {
  /** The next documents, at most so many and so many bytes; `waitMs` is how long a tailable one may wait for them. */
  next(count: number, waitMs: number): Batch | Promise<Batch>;
  readonly isDone: boolean;
}

const IDLE_MS = 10 * 60_000;
const BATCH_BYTES = 16 * 1024 * 1024 - 4_096;

/** Documents that are there already. */
export function listSource(docs: readonly Doc[]): Source {
  let at = 0;
  return {
    next: (count) => {
      const batch: Uint8Array[] = [];
      let size = 0;
      while (at < docs.length && batch.length < count) {
        const packed = encode(docs[at] ?? {});
        size += packed.length + 16;
        if (batch.length > 0 && size > BATCH_BYTES) break;
        batch.push(packed);
        at += 1;
      }
      return { docs: batch };
    },
    get isDone() {
      return at >= docs.length;
    },
  };
}

interface Open {
  readonly namespace: string;
  readonly source: Source;
  usedAt: number;
  busy: boolean;
}

/** Cursors that clients have not read to their end. One that is not used for ten minutes is closed. */
export class Cursors {
  readonly #open = new Map<bigint, Open>();

  add(namespace: string, source: Source): bigint {
    const id = (BigInt(randomInt(1, 2 ** 31)) << 24n) + BigInt(randomInt(1, 2 ** 24));
    this.#open.set(id, { namespace, source, usedAt: Date.now(), busy: false });
    return id;
  }

  async more(id: bigint, namespace: string, count: number, waitMs: number): Promise<{ readonly id: bigint; readonly batch: Batch }> {
    const cursor = this.#open.get(id);
    if (cursor === undefined) throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) throw new CommandError('BadValue', `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`, { code: 13 });
    cursor.busy = true;
    try {
      const batch = await cursor.source.next(count, waitMs);
      if (cursor.source.isDone) this.#open.delete(id);
      return { id: cursor.source.isDone || !this.#open.has(id) ? 0n : id, batch };
    } catch (error) {
      this.#open.delete(id);
      throw error;
    } finally {
      cursor.busy = false;
      cursor.usedAt = Date.now();
    }
  }

  kill(id: bigint): boolean {
    return this.#open.delete(id);
  }

  get size(): number {
    return this.#open.size;
  }

  closeIdle(now = Date.now()): void {
    for (const [id, { usedAt, busy }] of this.#open) if (!busy && now - usedAt > IDLE_MS) this.#open.delete(id);
  }
}
