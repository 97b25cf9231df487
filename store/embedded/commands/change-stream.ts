import { Timestamp } from 'mongodb';
import type { Changes, Recorded } from '../changes.ts';
import type { Source } from '../cursors.ts';
import { CommandError } from '../errors.ts';
import type { Stage } from '../pipeline.ts';
import { encode, type Doc } from '../values.ts';

interface StreamOptions {
  readonly db: string;
  /** Null for all collections of the database. */
  readonly collection: string | null;
  readonly options: Doc;
  readonly stages: Stage;
  /** The document as it is now. */
  lookUp(change: Recorded): Doc | undefined;
}

/** A cursor that never ends: the changes after the resume point, then those to come. */
export function openStream(changes: Changes, { db, collection, options, stages, lookUp }: StreamOptions): Source {
  const resume = options['resumeAfter'] ?? options['startAfter'];
  if (options['startAtOperationTime'] !== undefined && resume === undefined) throw new CommandError('NotImplemented', 'The embedded store resumes change streams by token, not by time.');
  const lookingUp = options['fullDocument'];
  let last = resume === undefined ? changes.last : changes.numberOf(resume);
  // Fails now when the resume point is gone.
  changes.after(last);

  const event = (change: Recorded): Doc => {
    const { operationType, id, fullDocument, updateDescription } = change;
    const current = operationType === 'update' && (lookingUp === 'updateLookup' || lookingUp === 'whenAvailable' || lookingUp === 'required') ? (lookUp(change) ?? null) : fullDocument;
    return {
      _id: changes.token(change.number),
      operationType,
      clusterTime: new Timestamp({ t: Math.floor(change.at.getTime() / 1000), i: 1 }),
      wallTime: change.at,
      ns: { db: change.db, coll: change.collection },
      ...(operationType === 'drop' ? {} : { documentKey: { _id: id } }),
      ...(current === undefined || operationType === 'delete' || operationType === 'drop' ? {} : { fullDocument: current }),
      ...(updateDescription === undefined ? {} : { updateDescription }),
    };
  };

  const ready = (count: number): Doc[] => {
    const found: Doc[] = [];
    for (const change of changes.after(last)) {
      if (found.length >= count) break;
      last = change.number;
      if (change.db === db && (collection === null || change.collection === collection)) found.push(...stages([event(change)]));
    }
    return found;
  };

  return {
    get isDone() {
      return false;
    },
    next(count, waitMs) {
      const now = (): { docs: Uint8Array[]; token: Doc } => ({ docs: ready(count).map(encode), token: changes.token(last) });
      const first = now();
      if (first.docs.length > 0 || waitMs === 0) return first;
      return waiting(now, changes, waitMs);
    },
  };
}

async function waiting<T extends { readonly docs: readonly Uint8Array[] }>(now: () => T, changes: Changes, waitMs: number): Promise<T> {
  const limit = Date.now() + waitMs;
  for (;;) {
    await changes.next(Math.max(1, limit - Date.now()));
    const batch = now();
    if (batch.docs.length > 0 || Date.now() >= limit) return batch;
  }
}
