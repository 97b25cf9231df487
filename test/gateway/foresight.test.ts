import { setTimeout as wait } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import { describe, expect, test } from 'vitest';
import { withForesight } from '../../gateway/foresight.ts';
import { Recent } from '../../gateway/kept.ts';
import { noCost, type GraphRequest } from '../../gateway/request.ts';
import { ANONYMOUS, type Principal } from '../../access/principal.ts';

/** A request whose caller was `last` and is `now`, and the log of what is done for it. */
function visit(last: string | null, now: string | Error) {
  const log: string[] = [];
  const lookUp = Promise.withResolvers<void>();
  const request: GraphRequest = {
    id: 'test', signal: new AbortController().signal, deadline: Date.now() + 5_000, language: undefined, scope: {}, cost: noCost(),
    assertion: async () => {
      await lookUp.promise;
      log.push('looked up');
      if (now instanceof Error) throw now;
      return now;
    },
    foresee: async () => (last === null ? null : { assertion: last, holds: () => last === now }),
  };
  const run = async (as: GraphRequest): Promise<ExecutionResult> => {
    const caller = await as.assertion();
    log.push(`read as ${caller}`);
    as.signal.addEventListener('abort', () => log.push(`reading as ${caller} is broken off`));
    return { data: { caller, scope: as.scope === request.scope ? 'shared' : 'own' } };
  };
  return { log, answer: withForesight(request, run), lookUp: lookUp.resolve };
}

describe('a query of a caller who was here before', () => {
  test('is run while the caller is looked up, and answered when they are who they were', async () => {
    const { log, answer, lookUp } = visit('agent', 'agent');
    await wait(10);
    expect(log).toEqual(['read as agent']);
    lookUp();
    expect(await answer).toEqual({ data: { caller: 'agent', scope: 'own' } });
    expect(log).toEqual(['read as agent', 'looked up']);
  });

  test('is never answered before the look-up is done', async () => {
    const { answer } = visit('agent', 'agent');
    expect(await Promise.race([answer, wait(20, 'nothing')])).toBe('nothing');
  });

  test('is run again when they are somebody else by now: what was read for who they were is thrown away', async () => {
    const { log, answer, lookUp } = visit('manager', 'agent');
    lookUp();
    expect(await answer).toEqual({ data: { caller: 'agent', scope: 'shared' } });
    expect(log).toEqual(['read as manager', 'looked up', 'reading as manager is broken off', 'looked up', 'read as agent']);
  });

  test('is refused with the refusal of the look-up, whatever was read', async () => {
    const { log, answer, lookUp } = visit('agent', new Error('You left the Service Account.'));
    lookUp();
    await expect(answer).rejects.toThrow('You left the Service Account.');
    expect(log).toEqual(['read as agent', 'looked up', 'reading as agent is broken off']);
  });
});

test('a query of a caller who was never here waits for the look-up', async () => {
  const { log, answer, lookUp } = visit(null, 'agent');
  await wait(10);
  expect(log).toEqual([]);
  lookUp();
  expect(await answer).toEqual({ data: { caller: 'agent', scope: 'shared' } });
});

test('a thousand callers are remembered, and the one who came longest ago is forgotten', () => {
  const last = new Recent<Principal>(1_000);
  for (let caller = 0; caller < 1_000; caller += 1) last.set(`employee:${caller}`, ANONYMOUS);
  last.set('employee:0', ANONYMOUS);
  last.set('employee:1000', ANONYMOUS);
  expect(['employee:0', 'employee:1', 'employee:2', 'employee:1000'].map((key) => last.get(key) !== undefined)).toEqual([true, false, true, true]);
});
