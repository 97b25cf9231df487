import { OdooFault } from '../faults.ts';
import { unlessAborted } from '../deadline.ts';

const AUTHENTICATION_TIMEOUT_MS = 30_000;
/** A refusal is believed for so long: each try costs Odoo a second of CPU. */
const REFUSAL_LASTS_MS = 10_000;

export interface Session {
  /** The user id for `execute_kw`. @throws OdooFault AUTHENTICATION when Odoo refuses the credentials. */
  userId(signal: AbortSignal): Promise<number>;
  /** Lets the next call authenticate again, unless somebody already did. */
  forget(uid: number): void;
}

/**
 * Authenticates once for all calls (Odoo hashes a password for 0.75–1 s each time). The call that happens to come first
 * does not own the authentication: when its client leaves, those who wait for it get their answer all the same.
 */
export function createSession(authenticate: (signal: AbortSignal) => Promise<number | null>): Session {
  let known: number | null = null;
  let asking: Promise<number> | null = null;
  let refusedAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<number> {
    const uid = await authenticate(AbortSignal.timeout(AUTHENTICATION_TIMEOUT_MS));
    if (uid === null) {
      refusedAt = performance.now();
      throw refusal();
    }
    known = uid;
    return uid;
  }

  return {
    async userId(signal) {
      if (known !== null) return known;
      if (performance.now() - refusedAt < REFUSAL_LASTS_MS) throw refusal();
      if (asking === null) {
        asking = ask().finally(() => {
          asking = null;
        });
        // The one who asked may have left by the time it fails.
        asking.catch(() => undefined);
      }
      return unlessAborted(asking, signal);
    },
    forget(uid) {
      if (known === uid) known = null;
    },
  };
}

function refusal(): OdooFault {
  return new OdooFault('AUTHENTICATION', { said: 'Odoo refuses the user name or its API key' });
}
