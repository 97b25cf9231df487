import { openStore } from '../../store/open.ts';

/**
 * Writes to the store of a folder until it is killed: node test/store/writer.ts <folder> <round>. It says on standard output what was
 * acknowledged, a line each, after the acknowledgement; the last line may be cut.
 */
const [folder = '', round = ''] = process.argv.slice(2);
const { db, client } = await openStore({ folder });
const entries = db.collection<{ _id: string; n: number }>('entries');
const pairs = db.collection<{ _id: string; round: string }>('pairs');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say('open');
for (let n = 0; ; n += 1) {
  const _id = `${round}-${n}`;
  switch (n % 4) {
    case 0:
      await entries.insertOne({ _id, n });
      break;
    case 1:
      await entries.insertMany(Array.from({ length: 20 }, (_, index) => ({ _id: `${_id}-${index}`, n: index })));
      break;
    case 2:
      await entries.updateOne({ _id: 'counter' }, { $inc: { n: 1 }, $set: { last: _id } as never }, { upsert: true });
      break;
    default:
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await pairs.insertOne({ _id: `${_id}-left`, round }, { session });
          await pairs.insertOne({ _id: `${_id}-right`, round }, { session });
        }),
      );
  }
  say(String(n));
}
