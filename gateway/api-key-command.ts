import { runApiKeyCommand } from '../access/api-key-command.ts';
import { configOrExit } from './run.ts';
import { apiKeyFile } from './secrets.ts';

try {
  console.log(await runApiKeyCommand(process.argv.slice(2), apiKeyFile(configOrExit())));
} catch (error) {
  if (!(error instanceof RangeError) && !(error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
