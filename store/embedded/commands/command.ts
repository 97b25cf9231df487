import type { Batch } from '../cursors.ts';
import { CommandError } from '../errors.ts';
import type { Engine } from '../engine.ts';
import type { Scope } from '../expressions.ts';
import { scopeOf } from '../scope.ts';
import { isDoc, type Doc } from '../values.ts';

/** The answer of a command that opens or reads a cursor; its documents are in BSON already. */
export class CursorAnswer {
  readonly namespace: string;
  readonly id: bigint;
  readonly batch: Batch;
  readonly name: 'firstBatch' | 'nextBatch';

  constructor(namespace: string, id: bigint, batch: Batch, name: 'firstBatch' | 'nextBatch') {
    this.namespace = namespace;
    this.id = id;
    this.batch = batch;
    this.name = name;
  }
}

/** What a command is carried out with. */
export interface Call {
  readonly engine: Engine;
  readonly db: string;
  readonly command: Doc;
  readonly connection: number;
}

export type Answer = Doc | CursorAnswer;
export type Handler = (call: Call) => Answer | Promise<Answer>;

/** The scope of expressions in a command, with its `let`. */
export function scopeFor({ command }: Call): Scope {
  return scopeOf(new Date(), docOr(command['let'], {}));
}

export function docOr(value: unknown, otherwise: Doc): Doc {
  return isDoc(value as Doc) ? (value as Doc) : otherwise;
}

/** Only binary comparison is there: another collation is refused instead of being ignored. */
export function refuseCollation(given: Doc): void {
  const { collation } = given;
  if (isDoc(collation) && collation['locale'] !== 'simple') {
    throw new CommandError('NotImplemented', `The embedded store compares text byte by byte and has no collations; ${String(collation['locale'])} was asked for. A MongoDB server (MONGODB_URI) has them.`);
  }
}
