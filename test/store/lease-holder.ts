import { MongoClient } from 'mongodb';
import { acquire } from '../../store/lease.ts';

/**
 * One of several processes that want a lease: node test/store/lease-holder.ts <address> <owner> <times>. Says the fence of each lease that it got.
 * While it has the lease it notes itself, waits and takes the note away: two notes at once would be two holders.
 */
const [uri = '', owner = '', times = '1'] = process.argv.slice(2);
const client = await new MongoClient(uri).connect();
const db = client.db('leases');
const notes = db.collection<{ owner: string }>('notes');
for (let held = 0; held < Number(times); ) {
  const lease = await acquire(db, { name: 'work', owner, seconds: 30 });
  if (lease === null) {
    await new Promise((done) => setTimeout(done, 5));
    continue;
  }
  await notes.insertOne({ owner });
  const inside = await notes.countDocuments();
  await notes.deleteMany({ owner });
  await lease.release();
  process.stdout.write(`${lease.fence} ${inside}\n`);
  held += 1;
}
await client.close();
