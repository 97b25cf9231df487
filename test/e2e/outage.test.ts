import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

let sandbox: Sandbox;
let graph: TestGraph;
const QUERY = '{ salesOrders(first: 1) { nodes { id } } }';

beforeAll(async () => {
  sandbox = await startSandbox();
  graph = await startGraph(sandbox, { QUERY_TIMEOUT_MS: '1500', ODOO_CALL_TIMEOUT_MS: '1000' });
});
afterEach(async () => {
  sandbox.faults.clear();
  await recovered();
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await sandbox.stop();
});

/** Asks until Odoo is trusted again: the breaker lets a probe through after a while. */
async function recovered(): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    const { errors } = await graph.ask('agent', QUERY);
    if (errors.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The graph did not recover.');
}

async function codeNow(): Promise<unknown> {
  const { errors } = await graph.ask('agent', QUERY);
  expect(JSON.stringify(errors)).not.toContain(sandbox.apiKey);
  return errors[0]?.extensions?.code;
}

describe('when Odoo', () => {
  it('is stopped, the graph says so, lives, and recovers by itself', async () => {
    await sandbox.suspend();
    expect(await codeNow()).toBe('UPSTREAM_UNAVAILABLE');
    const ready = await fetch(`${graph.url}/readyz`);
    const alive = await fetch(`${graph.url}/healthz`);
    expect([ready.status, alive.status]).toEqual([503, 200]);
    await sandbox.resume();
  });

  it('is too slow, the deadline of the request ends the wait', async () => {
    sandbox.faults.set({ kind: 'delay', milliseconds: 30_000 });
    expect(await codeNow()).toBe('UPSTREAM_TIMEOUT');
  });

  it('cuts connections, the answer is typed', async () => {
    sandbox.faults.set({ kind: 'reset' });
    expect(await codeNow()).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('hangs, the deadline ends the wait', async () => {
    sandbox.faults.set({ kind: 'hang' });
    expect(await codeNow()).toBe('UPSTREAM_TIMEOUT');
  });

  it('breaks off in the middle of an answer, the answer is typed', async () => {
    sandbox.faults.set({ kind: 'truncate' });
    expect(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_ERROR']).toContain(await codeNow());
  });

  it('answers a page of HTML, the answer is typed', async () => {
    sandbox.faults.set({ kind: 'html500' });
    expect(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_ERROR']).toContain(await codeNow());
  });
});
