import { text } from 'node:stream/consumers';
import { openStore, StoreUnavailable } from '../store/open.ts';
import { prepare } from '../store/prepare.ts';
import { SYNC_COLLECTIONS } from '../sync/collections.ts';
import { runDashboardUserCommand } from '../sync/dashboard-users.ts';
import { configOrExit } from './run.ts';

const config = configOrExit();
try {
  await using store = await openStore({ uri: config.MONGODB_URI, folder: config.DATA_DIR });
  await prepare(store, SYNC_COLLECTIONS);
  console.log(await runDashboardUserCommand(store.db, process.argv.slice(2), () => text(process.stdin)));
} catch (error) {
  if (!(error instanceof RangeError) && !(error instanceof StoreUnavailable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
