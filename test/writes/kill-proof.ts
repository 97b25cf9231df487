import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectOdoo } from '../../odoo/client/connect.ts';
import type { OdooRequest } from '../../odoo/port.ts';
import { run, type Running } from '../gateway/support/processes.ts';
import { headersOf, JWT_SECRET, type OdooAddress } from '../support/graph.ts';
import { PROVED, PROVED_KINDS } from './proved/index.ts';
import type { ProvedKind } from './proved/index.ts';
import { proofOdoo } from './proved/kind.ts';
import type { Proved } from './proved/kind.ts';
import { openTap } from './tap.ts';
import type { Point } from './tap.ts';

export interface KillReport {
  readonly seed: number;
  readonly kills: number;
  readonly keys: number;
  /** Keys whose answer came before the process was killed, and those that needed the repetition. */
  readonly answeredBefore: number;
  readonly answeredAfter: number;
  /** Of those that needed it: done in Odoo already when the repetition began, so that it had to find what was done. */
  readonly foundDone: number;
  readonly byKind: Readonly<Partial<Record<ProvedKind, number>>>;
  /** What is wrong: nothing. */
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
}

export interface KillOptions {
  readonly odoo: OdooAddress;
  readonly rounds: number;
  readonly seed: number;
  /** Mutations under way at once when the process is killed. */
  readonly width?: number;
  /** All by default, in turn. */
  readonly kinds?: readonly ProvedKind[];
  readonly told?: (line: string) => void;
}

/** Longer than a call that Odoo goes on with after its client was killed. */
const LEASE_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;
/** The latest moment of the first kill. It moves until as often all mutations are answered by then as none, on whatever machine. */
const FIRST_SPAN_MS = 2_000;
/** Mutations under way make at least about so many calls each that change something. */
const WRITES_EACH = 1.5;
const POINTS: readonly Point[] = ['before', 'during', 'after', 'after'];

/** Numbers in [0, 1), the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

interface Attempt {
  readonly key: string;
  readonly name: ProvedKind;
  readonly kind: Proved;
  readonly mark: string;
  readonly input: Readonly<Record<string, unknown>>;
  answered: string | null;
}

/**
 * Kills the graph's process at random moments while mutations with idempotency keys are under way, starts it again, repeats them with the
 * same keys, and counts in Odoo: each was done once.
 */
export async function killProof({ odoo, rounds, seed, width = 4, kinds = PROVED_KINDS, told = () => undefined }: KillOptions): Promise<KillReport> {
  const random = dice(seed);
  const folder = mkdtempSync(join(tmpdir(), 'odoo-graph-kill-'));
  const client = await connectOdoo(odoo);
  const tap = await openTap(odoo.url);
  const address = { ...odoo, url: tap.url };
  const request: OdooRequest = { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER, tenant: 'proof' };
  const itself = proofOdoo(client, request);
  const report = { seed, kills: 0, keys: 0, answeredBefore: 0, answeredAfter: 0, foundDone: 0, byKind: {} as Partial<Record<ProvedKind, number>>, doubled: [] as string[], lost: [] as string[] };

  const prepare = async (round: number): Promise<readonly Attempt[]> => {
    const attempts: Attempt[] = [];
    for (let index = 0; index < width; index += 1) {
      const name = kinds[((round - 1) * width + index) % kinds.length] ?? 'customer';
      const kind: Proved = PROVED[name];
      const mark = `kill ${seed}/${round}/${index}`;
      attempts.push({ key: randomUUID(), name, kind, mark, input: { ...kind.input(mark), ...(await kind.prepare?.(mark, itself)) }, answered: null });
    }
    return attempts;
  };

  /** Repeats what was killed until there is an answer, and once more; then Odoo tells how often it was done. */
  const settle = async (url: string, attempt: Attempt): Promise<void> => {
    const { name, kind, mark } = attempt;
    if (attempt.answered === null && (await kind.count(mark, itself)) === 1) report.foundDone += 1;
    const after = await untilAnswered(url, attempt);
    const again = await send(url, attempt);
    if (after !== again || (attempt.answered !== null && attempt.answered !== after)) report.doubled.push(`${name}, ${mark}: ${attempt.answered} ${after} ${again}`);
    const count = await kind.count(mark, itself);
    if (attempt.answered === null && count === 1) report.answeredAfter += 1;
    if (count > 1) report.doubled.push(`${name}, ${mark}: ${count} in Odoo`);
    if (count < 1) report.lost.push(`${name}, ${mark}`);
  };

  let graph = await start(address, folder);
  try {
    let span = FIRST_SPAN_MS;
    let next = prepare(1);
    for (let round = 1; round <= rounds; round += 1) {
      const attempts = await next;
      const { child } = graph.running;
      const byCall = random() < 0.5;
      const struck = Promise.withResolvers<void>();
      // At a random call that changes something: the moment before it, in it, or when Odoo is done and nobody has heard of it.
      if (byCall) {
        const point = POINTS[Math.floor(random() * POINTS.length)] ?? 'after';
        tap.at(1 + Math.floor(random() * width * WRITES_EACH), point, () => {
          child.kill('SIGKILL');
          struck.resolve();
        });
      }
      const sent = attempts.map(async (attempt) => {
        attempt.answered = await send(graph.url, attempt).catch(() => null);
      });
      // Or at any moment.
      await (byCall ? Promise.race([struck.promise, Promise.all(sent)]) : sleep(random() * span));
      tap.off();
      child.kill('SIGKILL');
      await Promise.all([...sent, graph.running.finished]);
      report.kills += 1;
      const before = attempts.filter(({ answered }) => answered !== null).length;
      report.answeredBefore += before;
      if (!byCall && before === width) span *= 0.9;
      if (!byCall && before === 0) span *= 1.1;
      graph = await start(address, folder);
      const { url } = graph;
      // What the next round works on is made while this one's leases run out.
      if (round < rounds) next = prepare(round + 1);
      next.catch(() => undefined);
      await Promise.all(
        attempts.map(async (attempt) => {
          await settle(url, attempt).catch((error: unknown) => report.lost.push(`${attempt.name}, ${attempt.mark}: ${String(error)}`));
          report.keys += 1;
          report.byKind[attempt.name] = (report.byKind[attempt.name] ?? 0) + 1;
        }),
      );
      told(`round ${round}: ${report.keys} keys, ${report.answeredBefore} answered before the kill, ${report.foundDone} found done, doubled ${report.doubled.length}, lost ${report.lost.length}`);
    }
  } finally {
    graph.running.child.kill('SIGKILL');
    await graph.running.finished;
    await client.close();
    await tap.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return report;
}

interface Graph {
  readonly running: Running;
  readonly url: string;
}

async function start(odoo: OdooAddress, folder: string): Promise<Graph> {
  const running = run('gateway/start.ts', [], {
    PORT: '0', DATA_DIR: folder, JWT_SECRET, LOG_LEVEL: 'error', ODOO_URL: odoo.url, ODOO_DB: odoo.db, ODOO_USERNAME: odoo.username, ODOO_API_KEY: odoo.apiKey,
    IDEMPOTENCY_LEASE_MS: String(LEASE_MS), ODOO_AUTO_SYNC: 'false',
  });
  const [, url = ''] = await running.printed(/is ready at (http:\/\/[^/]+)\/graphql/);
  return { running, url };
}

/** Sends one mutation; answers what identifies the record, or throws. */
async function send(url: string, { key, kind, input }: Attempt): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...(await headersOf(kind.as)) },
    body: JSON.stringify({ query: kind.query, variables: { input } }),
    signal: AbortSignal.timeout(LONGEST_WAIT_MS),
  });
  const { data, errors } = (await response.json()) as { readonly data?: Record<string, { readonly userErrors: readonly unknown[] } | null>; readonly errors?: readonly unknown[] };
  const payload = Object.values(data ?? {})[0];
  if (errors || !payload || payload.userErrors.length > 0) throw new Error(JSON.stringify(errors ?? payload));
  return JSON.stringify(payload);
}

/** What a client does who got no answer: the same again, until there is one. */
async function untilAnswered(url: string, attempt: Attempt): Promise<string> {
  for (const end = Date.now() + LONGEST_WAIT_MS; ; await sleep(500)) {
    try {
      return await send(url, attempt);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
