import type { Db } from 'mongodb';
import type { ApiKeys } from '../access/api-keys.ts';
import type { ApiKeyGrant } from '../access/api-key-grant.ts';
import { GraphError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { partners, type PartnerKey, type PartnerRecord } from './collections.ts';
import { isKey, keyId } from './keys.ts';

/** Partners as requests need them: in memory, seconds behind the store at most. */
export interface LivePartners {
  /** Verifies the keys of partners. */
  readonly keys: ApiKeys;
  ofPartner(partner: string, operation: string): string | undefined;
  ofApps(operation: string): string | undefined;
  /** Reads what has changed now. Throws when the store does not answer. */
  refresh(): Promise<void>;
  close(): void;
}

export interface LiveOptions {
  readonly log: Log;
  readonly everyMs?: number;
  /** For so long keys and operations are believed while the store does not answer; then partners are refused until it does. */
  readonly believedMs?: number;
  readonly now?: () => Date;
}

interface Known {
  readonly record: PartnerRecord;
  readonly texts: ReadonlyMap<string, string>;
}

const EVERY_MS = 2_000;
const BELIEVED_MS = 300_000;

/**
 * Follows the partners in the store by asking for their revisions every other second: a revoked key and a withdrawn operation stop working
 * on every replica within that time, and a request asks no database.
 */
export async function livePartners(db: Db, { log, everyMs = EVERY_MS, believedMs = BELIEVED_MS, now = () => new Date() }: LiveOptions): Promise<LivePartners> {
  const records = partners.in(db);
  let known: ReadonlyMap<string, Known> = new Map();
  let owners: ReadonlyMap<string, { readonly record: PartnerRecord; readonly key: PartnerKey }> = new Map();
  let readAt = 0;
  let isAway = false;

  const refresh = async (): Promise<void> => {
    const revisions = await records.find({}, { projection: { revision: 1 } }).toArray();
    const changed = revisions.filter(({ _id, revision }) => known.get(_id)?.record.revision !== revision).map(({ _id }) => _id);
    if (changed.length > 0 || revisions.length !== known.size) {
      const read = changed.length > 0 ? await records.find({ _id: { $in: changed } }).toArray() : [];
      const fresh = new Map(read.map((record) => [record._id, { record, texts: new Map(record.operations.map(({ id, text }) => [id, text])) }]));
      known = new Map(revisions.flatMap(({ _id }) => {
        const entry = fresh.get(_id) ?? known.get(_id);
        return entry ? [[_id, entry] as const] : [];
      }));
      owners = new Map([...known.values()].flatMap(({ record }) => record.keys.map((key) => [key.id, { record, key }] as const)));
    }
    readAt = now().getTime();
    isAway = false;
  };

  const poll = (): void => {
    refresh()
      .catch((error: unknown) => {
        if (!isAway) log.warn('the partners cannot be read; what was known of them goes on for a while', { error });
        isAway = true;
      })
      .finally(() => {
        if (!closed) timer = setTimeout(poll, everyMs).unref();
      });
  };
  let closed = false;
  await refresh();
  let timer: NodeJS.Timeout = setTimeout(poll, everyMs).unref();

  const verify = async (text: string): Promise<ApiKeyGrant> => {
    if (now().getTime() - readAt > believedMs) throw new GraphError('KEYS_UNAVAILABLE', 'The keys of partners cannot be read at the moment.');
    const owner = owners.get(keyId(text) ?? '');
    const same = isKey(text, owner?.key);
    if (!owner || !same || owner.key.revokedAt !== null || owner.record.binding === null) throw new GraphError('API_KEY_INVALID', 'X-API-KEY is unknown, revoked or malformed.');
    const { record, key } = owner;
    if (key.expiresAt <= now()) throw new GraphError('API_KEY_EXPIRED', `The API key of "${record._id}" is past its expiry.`);
    return { id: key.id, name: `partner:${record._id}`, scopes: record.scopes, binding: record.binding, client: 'PARTNER', partner: record._id, limits: record.limits };
  };

  return {
    keys: { verify },
    ofPartner: (partner, operation) => known.get(partner)?.texts.get(operation),
    ofApps(operation) {
      for (const { record, texts } of known.values()) if (record.kind === 'app' && texts.has(operation)) return texts.get(operation);
      return undefined;
    },
    refresh,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
