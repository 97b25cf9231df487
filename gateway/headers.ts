import type { IncomingMessage } from 'node:http';
import { GraphError } from '../platform/errors.ts';

/** Headers that say who is asking, for what, and what the body is: one each, or two readers along the way may believe different ones. */
const SINGLE: ReadonlySet<string> = new Set(['authorization', 'x-api-key', 'x-sa-id', 'content-type', 'idempotency-key']);

/** Refuses a request that sends one of these headers twice. Node keeps the first of some and joins others; a proxy may have read the last. */
export function refuseRepeatedHeaders({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): void {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) throw new GraphError('BAD_USER_INPUT', `The header ${name} was sent more than once.`, { header: name });
    seen.add(name);
  }
}
