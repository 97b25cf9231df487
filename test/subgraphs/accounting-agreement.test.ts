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
  readonly paymentState: string;
  readonly invoiceDate: string | null;
  readonly customer: { readonly id: string } | null;
  readonly amountTotal: Amount;
  readonly amountResidual: Amount;
}

interface Group {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly sum: Readonly<Record<string, Amount>>;
}

async function ask<T>(as: (typeof PERSONA_NAMES)[number], query: string): Promise<T> {
  const { data, errors } = await world.graph.ask(as, query);
  expect(errors).toEqual([]);
  return data as T;
}

const FIELDS = 'id kind state paymentState invoiceDate customer { id } amountTotal { amount currency } amountResidual { amount currency }';

async function invoicesOf(as: (typeof PERSONA_NAMES)[number]): Promise<readonly InvoiceRow[]> {
  const { invoices } = await ask<{ invoices: { totalCount: number; nodes: readonly InvoiceRow[] } }>(as, `{ invoices(first: 200) { totalCount nodes { ${FIELDS} } } }`);
  expect(invoices.totalCount).toBe(invoices.nodes.length);
  return invoices.nodes;
}

describe.each(PERSONA_NAMES)('what %s counts is what they can list', (persona) => {
  const LEVELS: readonly (readonly [string, (row: InvoiceRow) => string, (keys: Group['keys']) => string])[] = [
    ['STATE', (row) => row.state, (keys) => String(keys.state)],
    ['PAYMENT_STATE', (row) => row.paymentState, (keys) => String(keys.paymentState)],
    ['KIND', (row) => row.kind, (keys) => String(keys.kind)],
    ['INVOICE_DATE, by: MONTH', (row) => String(row.invoiceDate?.slice(0, 7)), (keys) => (typeof keys.invoiceDate === 'string' ? keys.invoiceDate.slice(0, 7) : 'undefined')],
    ['CUSTOMER', (row) => row.customer?.id ?? 'hidden', (keys) => (keys.customer as { id: string } | null)?.id ?? 'hidden'],
  ];

  it.each(LEVELS)('invoices by %s', async (level, ofRow, ofKeys) => {
    const listed = new Sums();
    const rows = await invoicesOf(persona);
    for (const row of rows) {
      listed.add(`${ofRow(row)} total`, row.amountTotal);
      listed.add(`${ofRow(row)} open`, row.amountResidual);
    }
    const { invoicesAggregate: groups } = await ask<{ invoicesAggregate: readonly Group[] }>(
      persona,
      `{ invoicesAggregate(groupBy: [{ field: ${level} }], first: 1000) { keys { state paymentState kind invoiceDate customer { id } } count sum { amountTotal { amount currency } amountResidual { amount currency } } } }`,
    );
    const counted = new Sums();
    for (const { keys, sum } of groups) {
      if (sum.amountTotal) counted.add(`${ofKeys(keys)} total`, sum.amountTotal);
      if (sum.amountResidual) counted.add(`${ofKeys(keys)} open`, sum.amountResidual);
    }
    expect(rows.length).toBeGreaterThan(0);
    expect(counted.entries).toEqual(listed.entries);
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
  });

  it('payments by direction', async () => {
    const list = await ask<{ payments: { nodes: readonly { direction: string; amount: Amount }[] } }>(persona, '{ payments(first: 200) { nodes { direction amount { amount currency } } } }');
    const groups = await ask<{ paymentsAggregate: readonly Group[] }>(persona, '{ paymentsAggregate(groupBy: [{ field: DIRECTION }]) { keys { direction } count sum { amount { amount currency } } } }');
    const [listed, counted] = [new Sums(), new Sums()];
    for (const { direction, amount } of list.payments.nodes) listed.add(direction, amount);
    for (const { keys, sum } of groups.paymentsAggregate) if (sum.amount) counted.add(String(keys.direction), sum.amount);
    expect(counted.entries).toEqual(listed.entries);
  });

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
