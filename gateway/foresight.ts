import type { ExecutionResult } from 'graphql';
import type { GraphRequest } from './request.ts';

/**
 * Runs a query as who the caller was last, while it is looked up who they are now. The answer is given only if that is the
 * same, to the letter; otherwise it is thrown away and the query run again. So a revoked right acts on the next request, as it
 * does without foresight, and the look-up takes no time of its own. What writes waits for the look-up.
 */
export async function withForesight(request: GraphRequest, run: (request: GraphRequest) => Promise<ExecutionResult>, { writes = false } = {}): Promise<ExecutionResult> {
  const foreseen = writes ? null : await request.foresee?.();
  if (!foreseen) {
    await request.assertion();
    return run(request);
  }
  const inVain = new AbortController();
  // A scope of its own: nothing that was read for the foreseen caller is shared with the caller as they are.
  const early = run({ ...request, scope: {}, signal: AbortSignal.any([request.signal, inVain.signal]), assertion: async () => foreseen.assertion });
  early.catch(() => undefined);
  try {
    await request.assertion();
  } catch (error) {
    inVain.abort();
    throw error;
  }
  if (foreseen.holds()) return early;
  inVain.abort();
  return run(request);
}
