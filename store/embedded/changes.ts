import { randomBytes } from 'node:crypto';
import { CommandError } from './errors.ts';
import { equal } from './key.ts';
import { get, isDoc, type Doc, type Value } from './values.ts';

/** What happened to one document, or to a collection. */
export interface Change {
  readonly operationType: 'insert' | 'update' | 'replace' | 'delete' | 'drop';
  readonly db: string;
  readonly collection: string;
  readonly id: Value;
  readonly fullDocument?: Doc;
  readonly updateDescription?: Doc;
}

export interface Recorded extends Change {
  readonly number: number;
  readonly at: Date;
}

/** As many changes are kept for streams that resume. */
const KEPT = 10_000;

/**
 * The changes that were committed, in their order. They are kept in memory: a stream can be resumed within the life of the process, after
 * that its token is refused like one that has fallen out of MongoDB's oplog.
 */
export class Changes {
  readonly #life = randomBytes(8).toString('hex');
  #recorded: Recorded[] = [];
  #last = 0;
  #pending: Change[] = [];
  readonly #waiting = new Set<() => void>();

  /** Remembers a change until its write is committed. */
  note(change: Change): void {
    this.#pending.push(change);
  }

  /** How many changes wait for the commit; what came after is forgotten when a part of the write is undone. */
  get pending(): number {
    return this.#pending.length;
  }

  forget(from = 0): void {
    this.#pending.length = from;
  }

  publish(): void {
    if (this.#pending.length === 0) return;
    const at = new Date();
    for (const change of this.#pending) this.#recorded.push({ ...change, number: (this.#last += 1), at });
    this.#pending = [];
    if (this.#recorded.length > 2 * KEPT) this.#recorded = this.#recorded.slice(-KEPT);
    this.wake();
  }

  wake(): void {
    for (const go of [...this.#waiting]) go();
  }

  get last(): number {
    return this.#last;
  }

  after(number: number): readonly Recorded[] {
    const first = this.#recorded[0]?.number ?? this.#last + 1;
    if (number + 1 < first) throw lost();
    return this.#recorded.slice(Math.max(0, number + 1 - first));
  }

  /** Resolves with the next change, or when the time is over. */
  async next(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#waiting.add(resolve);
    await promise;
    clearTimeout(timer);
    this.#waiting.delete(resolve);
  }

  token(number: number): Doc {
    return { _data: `${this.#life}${number.toString(16).padStart(14, '0')}` };
  }

  numberOf(token: Value): number {
    const data = isDoc(token) ? token['_data'] : undefined;
    if (typeof data !== 'string') throw new CommandError('BadValue', 'the resume token is not one', { code: 50_811 });
    if (!data.startsWith(this.#life)) throw lost();
    return Number.parseInt(data.slice(this.#life.length), 16);
  }
}

const lost = (): CommandError =>
  new CommandError('ChangeStreamHistoryLost', 'Resume of change stream was not possible, as the resume point may no longer be kept.', { errorLabels: ['NonResumableChangeStreamError'] });

/** The fields that differ, as `updateDescription` has them: by path where both sides are documents. */
export function describeUpdate(before: Doc, now: Doc): Doc {
  const updatedFields: Doc = {};
  const removedFields: string[] = [];
  const walk = (one: Doc, other: Doc, prefix: string): void => {
    for (const field of Object.keys(one)) if (!Object.hasOwn(other, field)) removedFields.push(prefix + field);
    for (const field of Object.keys(other)) {
      const [was, is] = [get(one, field), get(other, field)];
      if (isDoc(was) && isDoc(is)) walk(was, is, `${prefix}${field}.`);
      else if (was === undefined || !equal(was, is)) updatedFields[prefix + field] = is;
    }
  };
  walk(before, now, '');
  return { updatedFields, removedFields, truncatedArrays: [] };
}
