import type { Document } from 'mongodb';
import { expect, it } from 'vitest';
import { defineCollection, object } from '../../store/collections.ts';
import { prepare, type Migration } from '../../store/prepare.ts';
import { codeOf, onBothEngines } from './contract/engines.ts';

interface Thing extends Document {
  readonly _id: number;
}

const named = { name: 'name', key: { name: 1 }, unique: true } as const;
const things = (schema: Document, indexes: Parameters<typeof defineCollection>[0]['indexes'] = [named]) => defineCollection<Thing>({ name: 'things', schema, indexes: indexes ?? [] });
const first = things(object({ name: { bsonType: 'string' } }));

onBothEngines('preparing a database', ({ db }) => {
  it('makes collections with their check and their indexes', async () => {
    await prepare({ db: db() }, [first]);
    const list = first.in(db());
    await list.insertOne({ _id: 1, name: 'a' });
    expect(await codeOf(list.insertOne({ _id: 2, name: 'a' }))).toBe(11_000);
    expect(await codeOf(list.insertOne({ _id: 2, name: 3 }))).toBe(121);
    expect((await list.indexes()).map(({ name }) => name)).toEqual(['_id_', 'name']);
  });

  it('a second time changes nothing; a changed declaration changes the check and the indexes, and keeps the documents', async () => {
    await prepare({ db: db() }, [first]);
    const second = things(object({ name: { bsonType: 'string' }, size: { bsonType: 'int' } }, ['name']), [{ ...named, sparse: true }, { name: 'size', key: { size: -1 } }]);
    await prepare({ db: db() }, [second]);
    const list = second.in(db());
    await list.insertOne({ _id: 5, name: 'b', size: 3 });
    expect((await list.indexes()).map(({ name, key, unique, sparse }) => ({ name, key, unique, sparse }))).toEqual([
      { name: '_id_', key: { _id: 1 } }, { name: 'name', key: { name: 1 }, unique: true, sparse: true }, { name: 'size', key: { size: -1 } },
    ]);
    await prepare({ db: db() }, [things(object({ name: { bsonType: 'string' }, size: {} }, ['name']))]);
    expect((await list.indexes()).map(({ name }) => name)).toEqual(['_id_', 'name']);
    expect(await list.countDocuments()).toBe(2);
  });

  it('runs each migration once, in order, however many start at the same time; one that failed runs again', async () => {
    const ran: string[] = [];
    let fails = true;
    const step = (number: number, run: () => void = () => undefined): Migration => ({
      owner: 'test', number, title: `step ${number}`, run: async () => {
        ran.push(`start ${number}`);
        await new Promise((done) => setTimeout(done, 20));
        run();
        ran.push(`end ${number}`);
      },
    });
    const steps = [step(1), step(2, () => { if (fails) throw new Error('on the way'); }), step(3)];
    await expect(prepare({ db: db() }, [], steps)).rejects.toThrow('on the way');
    expect(ran).toEqual(['start 1', 'end 1', 'start 2']);
    fails = false;
    await Promise.all([1, 2, 3, 4].map(() => prepare({ db: db() }, [], steps)));
    expect(ran.slice(3)).toEqual(['start 2', 'end 2', 'start 3', 'end 3']);
    expect((await db().collection<{ _id: string; title: string }>('migrations').find().sort({ _id: 1 }).toArray()).map(({ _id, title }) => [_id, title])).toEqual([
      ['test/0001', 'step 1'], ['test/0002', 'step 2'], ['test/0003', 'step 3'],
    ]);
  });

  it('numbers that do not grow, and index names twice, are refused before anything happens', async () => {
    const twice = [1, 1].map((number) => ({ owner: 'x', number, title: 't', run: async () => undefined }));
    await expect(prepare({ db: db() }, [], twice)).rejects.toThrow('Migration x/1 (t) is out of order');
    expect(() => things(object({}), [named, named])).toThrow('index names must differ');
  });
});
