import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { mongoRecords } from './mongo/registry.ts';
import { describeMongo } from './mongo/suite.ts';
import { startMongod } from './mongod.ts';

describeMongo('a real MongoDB of one’s own', () => {
  it('keeps its documents through a restart and a kill, is silent while paused, is gone when stopped', async () => {
    const mongo = await startMongod();
    const client = new MongoClient(mongo.uri, { serverSelectionTimeoutMS: 5_000, socketTimeoutMS: 5_000 });
    const things = client.db('own').collection<{ _id: number }>('things');
    const ids = async (): Promise<number[]> => (await things.find({}, { sort: { _id: 1 } }).toArray()).map(({ _id }) => _id);
    try {
      await things.insertOne({ _id: 1 });
      await mongo.restart();
      expect(await ids()).toEqual([1]);

      await things.insertOne({ _id: 2 });
      await mongo.kill();
      await mongo.restart();
      expect(await ids()).toEqual([1, 2]);

      mongo.pause();
      const asked = things.countDocuments({}, { maxTimeMS: 300 }).then(() => 'answered');
      const silent = new Promise((done) => setTimeout(done, 300, 'silent'));
      expect(await Promise.race([asked, silent])).toBe('silent');
      mongo.resume();
      expect(await asked).toBe('answered');
    } finally {
      await client.close();
      await mongo.stop();
    }
    expect(mongoRecords().map(({ uri }) => uri)).not.toContain(mongo.uri);
  }, 120_000);
});
