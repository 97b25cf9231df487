import { describe, expect, it } from 'vitest';
import { startDeadline, unlessAborted } from '../../../odoo/client/deadline.ts';
import { OdooFault } from '../../../odoo/client/faults.ts';

function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((done) => {
    if (signal.aborted) done(signal.reason);
    else signal.addEventListener('abort', () => done(signal.reason));
  });
}

describe('a deadline', () => {
  it('is the earlier of the request’s own and the bound on one call', () => {
    const { signal } = new AbortController();
    const now = Date.now();
    using early = startDeadline({ signal, deadline: now + 1_000 }, 5_000);
    using bounded = startDeadline({ signal, deadline: now + 60_000 }, 5_000);
    expect(early.at).toBe(now + 1_000);
    expect(bounded.at).toBeLessThan(now + 60_000);
  });

  it('aborts with TIMEOUT when the time is up', async () => {
    using deadline = startDeadline({ signal: new AbortController().signal, deadline: Date.now() + 20 }, 5_000);
    expect(await aborted(deadline.signal)).toMatchObject({ kind: 'TIMEOUT' });
  });

  it('aborts with CANCELLED when the client leaves before', async () => {
    const controller = new AbortController();
    using deadline = startDeadline({ signal: controller.signal, deadline: Date.now() + 5_000 }, 5_000);
    controller.abort();
    expect(await aborted(deadline.signal)).toMatchObject({ kind: 'CANCELLED' });
  });

  it('calls it TIMEOUT when the request’s signal fires at its deadline', () => {
    using deadline = startDeadline({ signal: AbortSignal.abort(), deadline: Date.now() - 1 }, 5_000);
    expect(deadline.signal.reason).toMatchObject({ kind: 'TIMEOUT' });
  });

  it('is over at once for a request that is over', () => {
    using deadline = startDeadline({ signal: AbortSignal.abort(), deadline: Date.now() + 5_000 }, 5_000);
    expect(deadline.signal.reason).toMatchObject({ kind: 'CANCELLED' });
  });
});

describe('waiting for a promise', () => {
  it('ends with the signal’s reason', async () => {
    const controller = new AbortController();
    const reason = new OdooFault('CANCELLED');
    const waiting = unlessAborted(new Promise(() => undefined), controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('ends with its value otherwise', async () => {
    expect(await unlessAborted(Promise.resolve(3), new AbortController().signal)).toBe(3);
  });
});
