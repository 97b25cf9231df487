import { describe, expect, it } from 'vitest';
import type { GraphContext } from '../../../graph/context.ts';
import type { OdooCall } from '../../../odoo/port.ts';
import { hasProforma } from '../../../subgraphs/sales/proforma.ts';

describe('the setting for pro-forma invoices', () => {
  const contextOf = (major: number, answer: unknown, calls: OdooCall[]): GraphContext =>
    ({
      memory: new Map(),
      database: { version: { major } },
      reader: { call: (call: OdooCall) => (calls.push(call), Promise.resolve(call.method === 'context_get' ? { uid: 7 } : answer)) },
    }) as unknown as GraphContext;

  it.each([[17, true, undefined], [19, true, [7]], [19, false, [7]]] as const)('is asked once for all orders of a request: on %i it is %s', async (major, answer, ids) => {
    const calls: OdooCall[] = [];
    const context = contextOf(major, answer, calls);
    expect([await hasProforma(context), await hasProforma(context)]).toEqual([answer, answer]);
    expect(calls.map(({ method, ids: asked }) => [method, asked])).toEqual([['context_get', undefined], ['has_group', ids]]);
  });
});
