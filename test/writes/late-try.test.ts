import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectOdoo } from '../../odoo/client/connect.ts';
import { postgres } from '../real/postgres.ts';
import { startRealOdoo } from '../real/server.ts';
import type { RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';
import { mutator } from '../support/mutate.ts';
import { creditNote, payment } from './proved/books.ts';
import { proofOdoo } from './proved/kind.ts';
import type { ProofOdoo, Proved } from './proved/kind.ts';
import { openTap } from './tap.ts';
import type { Tap } from './tap.ts';

/** How long the database keeps Odoo waiting: longer than the repetition takes until it does its own. */
const HELD_SECONDS = 5;

/** What keeps a try waiting in the database, and whether that is before or after it has written to the invoice. */
const HOLDS = [
  { what: 'at its first row', statement: (table: string) => `lock table ${table} in share mode` },
  { what: 'at the invoice that it books on', statement: (_table: string, invoice: number) => `select 1 from account_move where id = ${invoice} for update` },
] as const;

describeReal('a try that Odoo is still at work on, when its key is repeated', () => {
  let odoo: RealOdoo;
  let tap: Tap;
  let graph: TestGraph;
  let itself: ProofOdoo;
  let close: () => Promise<void>;
  beforeAll(async () => {
    odoo = await startRealOdoo();
    tap = await openTap(odoo.url);
    graph = await startGraph({ ...odoo, url: tap.url });
    const client = await connectOdoo(odoo);
    itself = proofOdoo(client, { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER, tenant: 'test' });
    close = () => client.close();
  }, 900_000);
  afterAll(async () => {
    await close?.();
    await graph?.[Symbol.asyncDispose]();
    await tap?.close();
    await odoo?.stop();
  }, 900_000);
  const mutate = mutator(() => graph, () => null);

  /** Odoo waits in the middle of the dialogue's button; the graph loses the connection, and is asked again with the same key at once. */
  async function repeated(name: string, kind: Proved, selection: string, table: string, hold: (typeof HOLDS)[number]): Promise<unknown> {
    const mark = `late ${randomUUID()}`;
    const input = { ...kind.input(mark), ...(await kind.prepare?.(mark, itself)), idempotencyKey: mark };
    const invoice = Number((input as { invoiceId?: unknown }).invoiceId);
    const cluster = await postgres();
    const held = cluster.sql(`${hold.statement(table, invoice)}; select pg_sleep(${HELD_SECONDS})`, odoo.db);
    while ((await cluster.sql("select count(*) from pg_stat_activity where wait_event = 'PgSleep'")) !== '1') await sleep(100);
    // The dialogue is the first call that changes something, its button the second.
    tap.at(2, 'during', () => void setTimeout(() => tap.cut(), 1_000));
    const lost = await mutate('manager', name, input, selection);
    expect([lost.payload, lost.failed.length]).toEqual([null, 1]);
    const again = await mutate('manager', name, input, selection);
    await held;
    expect([again.userErrors.map(({ message }) => message), again.failed]).toEqual([[], []]);
    // Time for the first try to come to its end, too.
    await sleep(2_000);
    return kind.count(mark, itself);
  }

  it.each(HOLDS)('pays once, waiting $what', async (hold) => {
    expect(await repeated('registerPayment', payment, 'payment { id }', 'account_payment', hold)).toBe(1);
  }, 120_000);

  it('makes one credit note, waiting at its first row', async () => {
    expect(await repeated('createCreditNote', creditNote, 'creditNote { id }', 'account_move', HOLDS[0])).toBe(1);
  }, 120_000);
});
