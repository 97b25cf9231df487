import { mongoRecords, realMongo } from './mongo/registry.ts';
import { startMongod, stopMongo } from './mongod.ts';
import { CannotRun, say } from './run.ts';

const USAGE = 'Usage: node test/real/mongo.ts up | down | status';

async function down(): Promise<void> {
  for (const record of mongoRecords()) if (record.owner === null) await stopMongo(record);
}

async function main(): Promise<number> {
  const [command] = process.argv.slice(2);
  if (command === 'up') {
    await down();
    const { uri, engine } = await startMongod({ stays: true });
    say(`A MongoDB (${engine}) answers at ${uri}. Setting for npm start:`);
    process.stdout.write(`export MONGODB_URI='${uri}'\n`);
  } else if (command === 'down') await down();
  else if (command === 'status') {
    const stays = realMongo();
    if (stays === null) say('No real MongoDB stays running: npm run mongo');
    else process.stdout.write(`export MONGODB_URI='${stays.uri}'\n`);
  } else {
    say(USAGE);
    return 2;
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof CannotRun ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error));
  process.exitCode = 1;
}
