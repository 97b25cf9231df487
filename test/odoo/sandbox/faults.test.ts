import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { json2, small } from './support.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await small();
});
afterEach(() => sandbox.stop());

const count = () => json2(sandbox, 'res.partner', 'search_count', { domain: [['id', '=', 10]] });
const page = async (): Promise<[number, string | null]> => {
  const response = await fetch(`${sandbox.url}/json/2/res.partner/search_count`, { method: 'POST' });
  return [response.status, response.headers.get('content-type')];
};

describe('a fault', () => {
  it('answers the page of an overloaded server', async () => {
    sandbox.faults.set({ kind: 'html500' });
    expect(await page()).toEqual([500, 'text/html; charset=utf-8']);
    sandbox.faults.clear();
    expect(await count()).toEqual({ status: 200, body: 1 });
  });

  it('resets or cuts the connection', async () => {
    sandbox.faults.set({ kind: 'reset' }, { times: 1 });
    await expect(count()).rejects.toThrow('fetch failed');
    sandbox.faults.set({ kind: 'truncate' }, { times: 1 });
    await expect(count()).rejects.toThrow();
    expect(await count()).toEqual({ status: 200, body: 1 });
  });

  it('answers what a test wants', async () => {
    sandbox.faults.set({ kind: 'answer', status: 502, contentType: 'text/plain', body: 'Bad gateway' });
    expect(await page()).toEqual([502, 'text/plain']);
  });

  it('comes after some requests, and for some', async () => {
    sandbox.faults.set({ kind: 'html500' }, { after: 1, times: 2 });
    const statuses: number[] = [];
    for (let request = 0; request < 4; request += 1) statuses.push((await fetch(`${sandbox.url}/web/health`)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('never answers, until the client gives up', async () => {
    sandbox.faults.set({ kind: 'hang' });
    await expect(fetch(`${sandbox.url}/web/health`, { signal: AbortSignal.timeout(30) })).rejects.toThrow(/timeout/);
    expect(sandbox.calls).toEqual([]);
  });

  it('delays the answer, not the call', async () => {
    sandbox.faults.set({ kind: 'delay', milliseconds: 20 }, { times: 1 });
    expect(await count()).toEqual({ status: 200, body: 1 });
  });
});

it('stops accepting, and resumes on the same port', async () => {
  await sandbox.suspend();
  await expect(count()).rejects.toThrow('fetch failed');
  await sandbox.resume();
  expect(await count()).toEqual({ status: 200, body: 1 });
});

it('closes every connection when it is as strict as a real server', async () => {
  await using strict = await small({ keepAlive: false });
  const header = async (from: Sandbox): Promise<string | null> => (await fetch(`${from.url}/web/health`)).headers.get('connection');
  expect([await header(strict), await header(sandbox)]).toEqual(['close', 'keep-alive']);
});

it('can be stopped twice', async () => {
  await sandbox.stop();
  await sandbox.stop();
});
