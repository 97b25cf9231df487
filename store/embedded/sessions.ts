import { CommandError } from './errors.ts';
import { key } from './key.ts';
import { isNumber, type Doc, type Value } from './values.ts';

/** What is remembered of a client's session: the last numbered write and its answer, so that a repeated one is not done twice. */
interface Session {
  number: bigint;
  answers: Map<string, Doc>;
}

const KEPT = 5_000;

/** A numbered command of a session. */
export interface Numbered {
  readonly session: string;
  readonly number: bigint;
  readonly transaction: 'starts' | 'continues' | null;
}

export function numbered(command: Doc): Numbered | null {
  const { lsid, txnNumber, autocommit, startTransaction } = command;
  if (lsid === undefined || !isNumber(txnNumber)) return null;
  const transaction = autocommit === false ? (startTransaction === true ? 'starts' : 'continues') : null;
  return { session: key(lsid), number: BigInt(String(txnNumber)), transaction };
}

export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** The answer that was given to this numbered write, if it is a repetition. Numbers that are past are refused. */
  answered({ session, number }: Numbered, statement: string): Doc | undefined {
    const known = this.#sessions.get(session);
    if (known === undefined || number > known.number) return undefined;
    if (number < known.number) throw new CommandError('TransactionTooOld', `Retryable write with txnNumber ${number} is prohibited: the session has come to ${known.number}.`);
    return known.answers.get(statement);
  }

  remember({ session, number }: Numbered, statement: string, answer: Doc): void {
    const known = this.#sessions.get(session);
    const answers = known?.number === number ? known.answers : new Map<string, Doc>();
    answers.set(statement, answer);
    this.#sessions.delete(session);
    this.#sessions.set(session, { number, answers });
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > KEPT && oldest !== undefined) this.#sessions.delete(oldest);
  }

  end(ids: readonly Value[]): void {
    for (const id of ids) this.#sessions.delete(key(id));
  }
}
