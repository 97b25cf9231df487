import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERSONA_NAMES, startGraph, type TestGraph } from '../../support/graph.ts';
import type { PersonaName } from '../../../odoo/sandbox/data/personas.ts';

interface Event {
  readonly kind: string;
  readonly on: string;
  readonly at: string | null;
  readonly label: string | null;
  readonly recordId: string | null;
  readonly amount: { readonly amount: string } | null;
  readonly by: { readonly name: string } | null;
}
interface Order {
  readonly name: string;
  readonly timeline: readonly Event[];
}

describe('SalesOrder.timeline', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  const linesOf = async (persona: PersonaName, id: number): Promise<readonly string[]> => {
    const { data, errors } = await graph.ask(persona, `{ salesOrder(id: "${id}") { timeline { kind on at label recordId amount { amount } by { name } } } }`);
    expect(errors).toEqual([]);
    return (data as { salesOrder: Order }).salesOrder.timeline.map(({ kind, on, at, label, amount, by }) => [at ?? on, kind, label, amount?.amount, by?.name].filter((part) => part != null).join(' '));
  };

  it('tells an order from quotation to payment', async () => {
    expect(await linesOf('manager', 1017)).toEqual([
      '2026-04-01T10:57:00Z CREATED',
      '2026-04-01T10:57:00Z CONFIRMED',
      '2026-04-01T11:05:00Z APPROVAL_REQUESTED Essi Lawson',
      '2026-04-01T14:20:00Z APPROVED Mawuli Agbeko',
      '2026-04-07T14:57:00Z DELIVERED TG/OUT/00033',
      '2026-04-09 INVOICED INV/2026/00015 3138800',
      '2026-04-21 PAID PBNK1/2026/00005 1569400',
      '2026-05-04 PAID PBNK1/2026/00006 1569400',
    ]);
  });

  it('tells what came back: the goods, the credit note, the money', async () => {
    expect((await linesOf('admin', 1128)).slice(-3)).toEqual(['2026-03-06T15:00:00Z RETURNED TG/IN/00016', '2026-03-08 CREDITED RINV/2026/00004 5900', '2026-03-08 REFUNDED PCSH1/2026/00008 5900']);
  });

  it('tells customers nothing of approval, nor of records that they do not see', async () => {
    expect(await linesOf('customer', 1003)).toEqual([
      '2026-02-10T09:30:00Z SIGNED',
      '2026-02-10T10:43:00Z CREATED',
      '2026-02-10T10:43:00Z CONFIRMED',
      '2026-02-19T14:43:00Z DELIVERED TG/OUT/00021',
      '2026-02-21 INVOICED INV/2026/00006 1311570',
      '2026-03-05 PAID PBNK1/2026/00002 524628',
    ]);
    const staff = await linesOf('manager', 1003);
    expect(staff).not.toContain('2026-02-19T14:43:00Z DELIVERED TG/OUT/00021');
    expect(staff.join(' ')).toContain('APPROVAL_REQUESTED');
  });

  it.each(PERSONA_NAMES)('names for the %s the records that the order’s own edges show, and no others', async (persona) => {
    const query = `{ salesOrders(first: 200) { nodes { name timeline { kind recordId }
      transfers(first: 100, filter: { state: { eq: DONE } }) { nodes { id } } invoices(first: 100, filter: { state: { eq: POSTED } }) { nodes { id } }
      payments(first: 100, filter: { state: { in: [IN_PROCESS, PAID] } }) { nodes { id } } } } }`;
    const { data, errors } = await graph.ask(persona, query);
    expect(errors).toEqual([]);
    type Listed = { readonly nodes: readonly { readonly id: string }[] };
    for (const order of (data as { salesOrders: { nodes: readonly (Order & Record<'transfers' | 'invoices' | 'payments', Listed>)[] } }).salesOrders.nodes) {
      const listed = [order.transfers, order.invoices, order.payments].flatMap(({ nodes }) => nodes.map(({ id }) => id));
      expect(order.timeline.flatMap(({ recordId }) => recordId ?? []).toSorted(), order.name).toEqual(listed.toSorted());
    }
  });

  it('costs three searches for a page of fifty, and one for the people that it names', async () => {
    expect((await graph.ask('manager', '{ salesOrders(first: 50) { nodes { timeline { kind on label } } } }')).odooCalls).toBe(1 + 1 + 3);
    expect((await graph.ask('manager', '{ salesOrders(first: 50) { nodes { timeline { kind by { name } } } } }')).odooCalls).toBe(1 + 1 + 3 + 1);
  });
});
