import type { Db } from 'mongodb';
import { users } from './collections.ts';

/** Ids of the dashboard's users who are somebody: the one who signed in here, or those of the same person in Odoo. */
export async function usersWhoAre(db: Db, { dashboardUserId, partnerId }: { readonly dashboardUserId?: string; readonly partnerId: number | null }): Promise<readonly string[]> {
  if (dashboardUserId !== undefined) return [dashboardUserId];
  if (partnerId === null) return [];
  const found = await users.in(db).find({ partnerId, active: true }, { projection: { _id: 1 } }).toArray();
  return found.map(({ _id }) => _id);
}
