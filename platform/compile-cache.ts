import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Beside the packages, so that a new installation begins with an empty one, and fills it (`gateway/warm-up-command.ts`). */
const FOLDER = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));

/**
 * Keeps what Node makes of every file that is loaded from here on (types stripped, code compiled), so that the next start
 * need not; each thread says so for itself. Node's own NODE_COMPILE_CACHE names another folder; where neither can be written,
 * every start does the whole work.
 */
export function keepCompiled(): void {
  enableCompileCache(FOLDER);
}
