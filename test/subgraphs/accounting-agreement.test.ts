import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERSONA_NAMES } from '../support/graph.ts';
import { openAccounting } from './accounting-world.ts';
import type { AccountingWorld } from './accounting-world.ts';

let world: AccountingWorld;
beforeAll(async () => {
  world = await openAccounting();
});
afterAll(() => world[Symbol.asyncDispose]());

interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** Sums by key and currency, in whole cents so that none is lost. */
class Sums {
  readonly #cents = new Map<string, number>();

  add(key: string, { amount, currency }: Amount, sign = 1): void {
    const name = `${key} ${currency}`;
    this.#cents.set(name, (this.#cents.get(name) ?? 0) + sign * Math.round(Number(amount) * 100));
  }

  get entries(): readonly (readonly [string, number])[] {
    return [...this.#cents].toSorted(([a], [b]) => a.localeCompare(b));
  }

  get open(): readonly (readonly [string, number])[] {
    return this.entries.filter(([, cents]) => cents !== 0);
  }
}

interface InvoiceRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly amountResidual: Amount;
}

async function ask<T>(as: (typeof PERSONA_NAMES)[number], query: string): Promise<T> {
  const { data, errors } = await world.graph.ask(as, query);
  expect(errors).toEqual([]);
  return data as T;
}

const FIELDS = 'id kind state amountResidual { amount currency }';

async function invoicesOf(as: (typeof PERSONA_NAMES)[number]): Promise<readonly InvoiceRow[]> {
  const { invoices } = await ask<{ invoices: { totalCount: number; nodes: readonly InvoiceRow[] } }>(as, `{ invoices(first: 200) { totalCount nodes { ${FIELDS} } } }`);
  expect(invoices.totalCount).toBe(invoices.nodes.length);
  return invoices.nodes;
}

describe.each(PERSONA_NAMES)('what leads to the invoices and payments of %s is what they can list', (persona) => {
  it('balances and the invoices of the same customer', async () => {
    const { customers } = await ask<{ customers: { nodes: readonly { name: string; balance: readonly Amount[]; invoices: { totalCount: number; nodes: readonly InvoiceRow[] } }[] } }>(
      persona,
      `{ customers(first: 200) { nodes { name balance { amount currency } invoices(first: 200) { totalCount nodes { ${FIELDS} } } } } }`,
    );
    for (const { balance, invoices } of customers.nodes) {
      const [shown, listed] = [new Sums(), new Sums()];
      for (const amount of balance) shown.add('open', amount);
      for (const { kind, state, amountResidual } of invoices.nodes) if (state === 'POSTED') listed.add('open', amountResidual, kind === 'CREDIT_NOTE' ? -1 : 1);
      expect(shown.entries).toEqual(listed.open);
      expect(invoices.totalCount).toBe(invoices.nodes.length);
    }
  });

  it('every edge leads to invoices and payments of the list alone', async () => {
    const ids = (rows: readonly { id: string }[]): readonly string[] => rows.map(({ id }) => id);
    const invoices = new Set(ids(await invoicesOf(persona)));
    const { payments } = await ask<{ payments: { nodes: readonly { id: string; invoices: { nodes: readonly { id: string }[] } }[] } }>(persona, '{ payments(first: 200) { nodes { id invoices { nodes { id } } } } }');
    const listedPayments = new Set(ids(payments.nodes));
    type Edges = { invoices: { nodes: readonly { id: string }[] }; payments: { nodes: readonly { id: string }[] } };
    const edges = '{ nodes { invoices(first: 200) { nodes { id } } payments(first: 200) { nodes { id } } } }';
    const { customers } = await ask<{ customers: { nodes: readonly Edges[] } }>(persona, `{ customers(first: 200) ${edges} }`);
    const { salesOrders } = await ask<{ salesOrders: { nodes: readonly Edges[] } }>(persona, `{ salesOrders(first: 200) ${edges} }`);
    const ofParents = [...customers.nodes, ...salesOrders.nodes];
    const reached = [...ofParents, ...payments.nodes].flatMap((row) => ids(row.invoices.nodes));
    expect(reached.filter((id) => !invoices.has(id))).toEqual([]);
    expect(ofParents.flatMap((row) => ids(row.payments.nodes)).filter((id) => !listedPayments.has(id))).toEqual([]);
    const { invoiceLines } = await ask<{ invoiceLines: { totalCount: number; nodes: readonly { invoice: { id: string } | null }[] } }>(persona, '{ invoiceLines(first: 200) { totalCount nodes { invoice { id } } } }');
    expect(invoiceLines.nodes.filter(({ invoice }) => invoice === null || !invoices.has(invoice.id))).toEqual([]);
  });
});
