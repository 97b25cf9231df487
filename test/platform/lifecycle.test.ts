import { describe, expect, test } from 'vitest';
import { createLifecycle } from '../../platform/lifecycle.ts';
import { createLog } from '../../platform/log.ts';

function setUp(deadlineMs = 1_000) {
  const logged: Record<string, unknown>[] = [];
  const log = createLog({ level: 'debug', write: (line) => logged.push(JSON.parse(line)) });
  return { lifecycle: createLifecycle({ log, deadlineMs }), logged };
}

describe('the lifecycle', () => {
  test('stops in the reverse order of starting, once, one after the other', async () => {
    const { lifecycle } = setUp();
    const order: string[] = [];
    for (const name of ['odoo', 'subgraphs', 'gateway']) {
      lifecycle.started(name, async () => {
        order.push(`${name}…`);
        await Promise.resolve();
        order.push(name);
      });
    }
    expect(lifecycle.stopping).toBe(false);
    const results = await Promise.all([lifecycle.stop('test'), lifecycle.stop('again')]);
    expect(results).toEqual([true, true]);
    expect(order).toEqual(['gateway…', 'gateway', 'subgraphs…', 'subgraphs', 'odoo…', 'odoo']);
    expect(lifecycle.stopping).toBe(true);
  });

  test('one part that fails does not keep the others running', async () => {
    const { lifecycle, logged } = setUp();
    const order: string[] = [];
    lifecycle.started('first', () => void order.push('first'));
    lifecycle.started('second', () => Promise.reject(new Error('stuck')));
    expect(await lifecycle.stop('test')).toBe(false);
    expect(order).toEqual(['first']);
    expect(logged).toContainEqual(expect.objectContaining({ level: 'error', message: 'stopping failed', part: 'second' }));
  });

  test('gives up at its deadline and says so', async () => {
    const { lifecycle, logged } = setUp(20);
    lifecycle.started('hanging', () => new Promise(() => undefined));
    expect(await lifecycle.stop('test')).toBe(false);
    expect(logged.map(({ message }) => message)).toContain('not everything stopped within the deadline');
  });
});
