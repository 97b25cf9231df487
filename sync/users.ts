import { asBoolean, asId, asIds, asInteger, asText } from '../odoo/client/values.ts';
import { and, where } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';
import { users } from './collections.ts';
import { newId } from './fresh.ts';
import type { UserDocument } from './model.ts';
import type { Tally } from './runs.ts';
import type { SyncTools } from './tools.ts';

const MODEL = 'res.users';
const COLUMNS = ['name', 'login', 'email', 'active', 'partner_id', 'company_ids'] as const;
/** Portal users are customers, not workers. */
const INTERNAL = where('share', '=', false);

type Known = Pick<UserDocument, 'name' | 'login' | 'email' | 'active' | 'partnerId' | 'companyIds'> & { readonly odooId: number };

function readUser(raw: Readonly<Record<string, unknown>>): Known {
  return {
    odooId: asInteger(raw['id']) ?? 0,
    name: asText(raw['name']) ?? '',
    login: (asText(raw['login']) ?? '').toLowerCase(),
    email: asText(raw['email']),
    active: asBoolean(raw['active']),
    partnerId: asId(raw['partner_id']),
    companyIds: asIds(raw['company_ids']),
  };
}

/**
 * Users come from Odoo: the dashboard adds who may sign in, and as what. All of them are read each time, for a changed
 * name or address is a change of their party and does not show in their own write_date. Who is known here by the same
 * login is linked; who is gone there cannot sign in here any more.
 */
export async function pullUsers(tools: SyncTools, tally: Tally): Promise<void> {
  const collection = users.in(tools.db);
  const seen: number[] = [];
  let last = 0;
  for (let more = true; more; ) {
    tools.signal.throwIfAborted();
    const found = await takeOverUsers(tools, and(INTERNAL, where('id', '>', last)), tools.batch, tally);
    seen.push(...found);
    last = found.at(-1) ?? last;
    more = found.length === tools.batch;
  }
  const gone = await collection.updateMany({ odooId: { $exists: true, $nin: seen }, active: true }, { $set: { active: false, updatedAt: tools.now() } });
  tally.add('USER', 'removed', gone.modifiedCount);
}

/** Takes over one page of users; answers their ids in Odoo. */
export async function takeOverUsers(tools: SyncTools, domain: Domain, limit: number, tally?: Tally): Promise<readonly number[]> {
  const known = (await tools.odoo.page(MODEL, domain, COLUMNS, limit)).map(readUser);
  if (known.length === 0) return [];
  const here = await users.in(tools.db).find({ $or: [{ odooId: { $in: known.map(({ odooId }) => odooId) } }, { login: { $in: known.map(({ login }) => login) } }] }).toArray();
  for (const user of known) tally?.add('USER', await takeOverUser(tools, user, here.find(({ odooId }) => odooId === user.odooId) ?? here.find(({ login }) => login === user.login)));
  return known.map(({ odooId }) => odooId);
}

async function takeOverUser(tools: SyncTools, user: Known, here: UserDocument | undefined): Promise<'created' | 'updated' | 'skipped'> {
  const collection = users.in(tools.db);
  if (here === undefined) {
    const fresh = { role: 'WORKER', passwordHash: null, serviceAccountId: null, createdAt: tools.now(), updatedAt: tools.now() } as const;
    const { upsertedCount } = await collection.updateOne({ odooId: user.odooId }, { $setOnInsert: { _id: newId(), ...user, ...fresh } }, { upsert: true });
    return upsertedCount === 1 ? 'created' : 'skipped';
  }
  const differs = (Object.keys(user) as (keyof Known)[]).some((field) => JSON.stringify(user[field]) !== JSON.stringify(here[field]));
  if (!differs) return 'skipped';
  await collection.updateOne({ _id: here._id }, { $set: { ...user, updatedAt: tools.now() } });
  return 'updated';
}
