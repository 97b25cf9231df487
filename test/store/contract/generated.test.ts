import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal128, Double, Int32, Long, MongoClient, type Collection, type Document } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore, type Store } from '../../../store/open.ts';
import { describeMongo } from '../../real/mongo/suite.ts';
import { exactly, type Row } from './engines.ts';
import { countsWithBoolean, Dice, document, filter, pipeline, update } from './random.ts';

/** `STORE_CASES=5000 npx vitest run test/store/contract/generated.test.ts` tries more of them; `STORE_SEED` others. */
const CASES = Number(process.env['STORE_CASES'] ?? 250);
const SEED = Number(process.env['STORE_SEED'] ?? 1);
const DOCUMENTS = 60;

type Plain = (value: unknown) => unknown;

/** Fields in the order of their names: where new fields go is a fact of its own (updates.test.ts). */
function sorted(value: unknown, plain: Plain): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item, plain));
  if (typeof value !== 'object' || value === null || '_bsontype' in value || value instanceof Date) return plain(value);
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, inner]) => [name, sorted(inner, plain)]));
}

/** The zeros at the end of a decimal say nothing that could be relied on. */
const withoutZeros: Plain = (value) => (value instanceof Decimal128 ? `decimal ${Number(value.toString())}` : value);

/** Of equal numbers of different types a group shows either. */
const asNumber: Plain = (value) => (value instanceof Int32 || value instanceof Double || value instanceof Long || value instanceof Decimal128 ? `number ${Number(value.toString())}` : value);

const READ = { promoteValues: false, promoteLongs: false } as const;

/** What came of it: documents, or that it was refused. */
async function outcome(work: Promise<readonly Document[]>, plain: Plain): Promise<readonly string[]> {
  return work.then((docs) => docs.map((doc) => exactly(sorted(doc, plain))), () => ['refused']);
}

describeMongo('random cases have the same outcome in the embedded store', (mongo) => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const dice = new Dice(SEED);
  const docs = Array.from({ length: DOCUMENTS }, (_, index) => document(dice, index));
  const database = `random_${process.pid}`;
  let store: Store;
  let client: MongoClient;
  let both: readonly Collection<Row>[] = [];

  beforeAll(async () => {
    store = await openStore({ folder });
    client = await new MongoClient(mongo().uri).connect();
    both = [store.db.collection<Row>('random'), client.db(database).collection<Row>('random')];
    for (const list of both) await list.insertMany(docs.map((doc) => ({ ...doc })));
    // Whatever the index finds has to be what the scan finds.
    await both[0]?.createIndexes([{ key: { a: 1 }, name: 'a' }]);
  });
  afterAll(async () => {
    await client.db(database).dropDatabase();
    await client.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const compare = async (work: (list: Collection<Row>) => Promise<readonly Document[]>, plain = withoutZeros): Promise<readonly (readonly string[])[]> =>
    Promise.all(both.map((list) => outcome(work(list), plain)));

  it(`${CASES} filters find the same documents`, async () => {
    const different: unknown[] = [];
    for (let number = 0; number < CASES; number += 1) {
      const chosen = filter(dice);
      const [ours, theirs] = await compare((list) => list.find(chosen, { ...READ, projection: { _id: 1 } }).toArray());
      if (ours?.toSorted().join() !== theirs?.toSorted().join()) different.push({ filter: exactly(chosen), ours, theirs });
    }
    expect(different, `seed ${SEED}`).toEqual([]);
  }, 120_000 + CASES * 100);

  it(`${CASES} updates make the same documents`, async () => {
    const different: unknown[] = [];
    for (let number = 0; number < CASES; number += 1) {
      const before = docs[dice.below(DOCUMENTS)] ?? {};
      const change = update(dice);
      if (countsWithBoolean(change, before)) continue;
      const [ours, theirs] = await compare(async (list) => {
        const _id = 1_000 + number;
        await list.insertOne({ ...before, _id });
        const after = await list.findOneAndUpdate({ _id }, change as Document[], { ...READ, returnDocument: 'after', projection: { _id: 0 } });
        await list.deleteOne({ _id });
        return [after ?? {}];
      });
      if (ours?.join() !== theirs?.join()) different.push({ before: exactly(before), update: exactly(change), ours, theirs });
    }
    expect(different, `seed ${SEED}`).toEqual([]);
  }, 120_000 + CASES * 100);

  it(`${CASES} pipelines give the same rows`, async () => {
    for (const list of both) await list.deleteMany({ _id: { $gte: 1_000 } });
    const different: unknown[] = [];
    for (let number = 0; number < CASES; number += 1) {
      const stages = pipeline(dice);
      const [ours, theirs] = await compare((list) => list.aggregate(stages, READ).toArray(), asNumber);
      // Groups come in any order.
      const ordered = stages.some((stage) => '$group' in stage) ? (rows?: readonly string[]) => rows?.toSorted().join() : (rows?: readonly string[]) => rows?.join();
      if (ordered(ours) !== ordered(theirs)) different.push({ stages: exactly(stages), ours, theirs });
    }
    expect(different, `seed ${SEED}`).toEqual([]);
  }, 120_000 + CASES * 100);
});
