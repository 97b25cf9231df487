import { describe, expect, it } from 'vitest';
import { OdooFault } from '../../../odoo/client/faults.ts';
import { createFairQueue, type FairQueue } from '../../../odoo/client/queue.ts';

const STAYS = new AbortController().signal;

/** Tasks that end when told; `started` is the order in which they got their place. */
function workshop(queue: FairQueue) {
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const submit = (tenant: string, name: string, signal = STAYS): Promise<string> =>
    queue.run(tenant, signal, async () => {
      started.push(name);
      await new Promise<void>((done) => finish.set(name, done));
      return name;
    });
  const end = async (name: string): Promise<void> => {
    while (!finish.has(name)) await new Promise((done) => setImmediate(done));
    finish.get(name)?.();
    await new Promise((done) => setImmediate(done));
  };
  return { started, submit, end };
}

describe('the fair queue', () => {
  it('starts up to its limit at once and the next when one ends', async () => {
    const queue = createFairQueue(2);
    const { started, submit, end } = workshop(queue);
    const all = [submit('a', 'a1'), submit('a', 'a2'), submit('a', 'a3')];
    await new Promise((done) => setImmediate(done));
    expect({ started: [...started], running: queue.running, waiting: queue.waiting }).toEqual({ started: ['a1', 'a2'], running: 2, waiting: 1 });
    await end('a2');
    expect(started).toEqual(['a1', 'a2', 'a3']);
    await end('a1');
    await end('a3');
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3']);
    expect({ running: queue.running, waiting: queue.waiting }).toEqual({ running: 0, waiting: 0 });
  });

  it('gives one place to each tenant in turn, first come first served within a tenant', async () => {
    const { started, submit, end } = workshop(createFairQueue(1));
    void submit('analyst', 'x');
    for (const name of ['n1', 'n2', 'n3', 'n4']) void submit('analyst', name);
    void submit('agent', 'g1');
    void submit('agent', 'g2');
    void submit('staff', 's1');
    for (const name of ['x', 'n1', 'g1', 's1', 'n2', 'g2', 'n3', 'n4']) await end(name);
    expect(started).toEqual(['x', 'n1', 'g1', 's1', 'n2', 'g2', 'n3', 'n4']);
  });

  it('keeps a quarter of its places for tenants who hold none', async () => {
    const queue = createFairQueue(8);
    const { started, submit, end } = workshop(queue);
    const flood = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9'];
    for (const name of flood) void submit('flood', name);
    await new Promise((done) => setImmediate(done));
    expect({ started: started.length, running: queue.running, waiting: queue.waiting }).toEqual({ started: 6, running: 6, waiting: 3 });
    void submit('agent', 'a1');
    void submit('agent', 'a2');
    void submit('staff', 's1');
    await new Promise((done) => setImmediate(done));
    expect(started.slice(6)).toEqual(['a1', 's1']);
    await end('f1');
    expect(queue.running).toBe(7);
    await end('a1');
    // The agent holds none again, and gets what is kept; the flood waits for a common place.
    expect(started.slice(8)).toEqual(['a2']);
    await end('f2');
    await end('s1');
    await end('a2');
    expect(started.slice(9)).toEqual(['f7', 'f8']);
    for (const name of ['f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9']) await end(name);
    expect({ running: queue.running, waiting: queue.waiting }).toEqual({ running: 0, waiting: 0 });
  });

  it('lets a waiting call leave without using up its tenant’s turn', async () => {
    const queue = createFairQueue(1);
    const { started, submit, end } = workshop(queue);
    void submit('a', 'a1');
    const leaving = new AbortController();
    const left = submit('b', 'b1', leaving.signal).catch((error: unknown) => error);
    void submit('b', 'b2');
    void submit('c', 'c1');
    const reason = new OdooFault('CANCELLED');
    leaving.abort(reason);
    expect(await left).toBe(reason);
    expect(queue.waiting).toBe(2);
    for (const name of ['a1', 'b2', 'c1']) await end(name);
    expect(started).toEqual(['a1', 'b2', 'c1']);
  });

  it('does not start a call that is over already', async () => {
    const { started, submit } = workshop(createFairQueue(1));
    const over = AbortSignal.abort(new OdooFault('TIMEOUT'));
    await expect(submit('a', 'a1', over)).rejects.toMatchObject({ kind: 'TIMEOUT' });
    expect(started).toEqual([]);
  });

  it('frees the place of a task that fails', async () => {
    const queue = createFairQueue(1);
    await expect(queue.run('a', STAYS, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await queue.run('a', STAYS, () => Promise.resolve('next'))).toBe('next');
  });

  it('refuses what would wait behind two thousand others', async () => {
    const queue = createFairQueue(1);
    const { submit } = workshop(queue);
    for (let index = 0; index <= 2_000; index += 1) void submit('a', `a${index}`);
    expect(queue.waiting).toBe(2_000);
    await expect(submit('b', 'b1')).rejects.toMatchObject({ kind: 'OVERLOADED' });
  });
});
