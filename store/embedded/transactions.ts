import { CommandError } from './errors.ts';
import type { Numbered } from './sessions.ts';

interface Open {
  readonly session: string;
  readonly number: bigint;
  readonly timer: NodeJS.Timeout;
  readonly ended: PromiseWithResolvers<void>;
}

export interface TransactionHooks {
  begin(): void;
  commit(): void;
  rollback(): void;
}

const LIFETIME_MS = 60_000;
const TRANSIENT = { errorLabels: ['TransientTransactionError'] };

/**
 * One transaction at a time: while it is open every other command waits for its end. What it does is therefore seen by nobody else before
 * the commit, and it never conflicts.
 */
export class Transactions {
  readonly #hooks: TransactionHooks;
  #open: Open | null = null;
  /** The last outcome by session, so that a commit that is asked for again is answered again. */
  readonly #committed = new Map<string, bigint>();

  constructor(hooks: TransactionHooks) {
    this.#hooks = hooks;
  }

  isOpen({ session, number }: Numbered): boolean {
    return this.#open?.session === session && this.#open.number === number;
  }

  /** Waits until no other transaction is open. */
  async turn(numbered: Numbered | null, waitMs: number): Promise<void> {
    const limit = Date.now() + waitMs;
    while (this.#isHeldByAnother(numbered)) {
      const left = limit - Date.now();
      if (left <= 0) throw new CommandError('MaxTimeMSExpired', 'The embedded store was held by a transaction for too long.', numbered?.transaction == null ? {} : TRANSIENT);
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([this.#open?.ended.promise, new Promise((done) => (timer = setTimeout(done, left)))]);
      clearTimeout(timer);
    }
  }

  #isHeldByAnother(numbered: Numbered | null): boolean {
    return this.#open !== null && !(numbered !== null && this.isOpen(numbered));
  }

  /** Begins one, or makes sure that the one that is continued is still open. */
  enter(numbered: Numbered): void {
    if (numbered.transaction === 'starts') {
      if (this.#open !== null) this.abort();
      this.#hooks.begin();
      const timer = setTimeout(() => this.abort(), LIFETIME_MS);
      timer.unref();
      this.#open = { session: numbered.session, number: numbered.number, timer, ended: Promise.withResolvers() };
    } else if (!this.isOpen(numbered)) {
      throw new CommandError('NoSuchTransaction', `Given transaction number ${numbered.number} does not match any in-progress transactions.`, TRANSIENT);
    }
  }

  commit(numbered: Numbered): void {
    if (!this.isOpen(numbered)) {
      if (this.#committed.get(numbered.session) === numbered.number) return;
      throw new CommandError('NoSuchTransaction', 'Transaction has been aborted or was never begun.', TRANSIENT);
    }
    this.#hooks.commit();
    this.#committed.set(numbered.session, numbered.number);
    if (this.#committed.size > 1_000) this.#committed.delete(this.#committed.keys().next().value ?? '');
    this.#end();
  }

  abort(): void {
    if (this.#open === null) return;
    this.#hooks.rollback();
    this.#end();
  }

  #end(): void {
    const open = this.#open;
    this.#open = null;
    clearTimeout(open?.timer);
    open?.ended.resolve();
  }
}
