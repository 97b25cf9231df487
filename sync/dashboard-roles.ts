import type { Db } from 'mongodb';
import { whileHolding } from '../store/lease.ts';
import { users } from './collections.ts';
import type { DashboardRole, UserDocument } from './model.ts';

/** Why a user's role or password stays; nothing was changed then. */
export type RoleRefusal = 'NOT_FOUND' | 'LAST_ADMINISTRATOR';

type Change = { readonly role: DashboardRole } | { readonly passwordHash: string | null };

const LEASE = { name: 'dashboard-roles', seconds: 10, waitSeconds: 5 } as const;

/**
 * Changes what a user is in the dashboard, or takes the password away, as long as an active administrator stays: one at a time, so that two
 * administrators cannot demote each other at once.
 */
export function changeUser(db: Db, find: { readonly _id: string } | { readonly login: string }, change: Change, owner: string): Promise<UserDocument | RoleRefusal> {
  return whileHolding(db, { ...LEASE, owner }, async () => {
    const collection = users.in(db);
    const user = await collection.findOne(find);
    if (user === null) return 'NOT_FOUND';
    if (user.role === 'ADMIN' && user.active && (await collection.countDocuments({ _id: { $ne: user._id }, active: true, role: 'ADMIN', ...stillIn(change, user) })) === 0 && removes(change, user)) return 'LAST_ADMINISTRATOR';
    return (await collection.findOneAndUpdate({ _id: user._id }, { $set: { ...change, updatedAt: new Date() } }, { returnDocument: 'after' })) ?? 'NOT_FOUND';
  });
}

function removes(change: Change, user: UserDocument): boolean {
  return 'role' in change ? change.role !== 'ADMIN' : change.passwordHash === null && user.passwordHash !== null;
}

/** Whoever loses a password is made up for by somebody who has one. */
function stillIn(change: Change, user: UserDocument): object {
  return 'role' in change && user.passwordHash === null ? {} : { passwordHash: { $ne: null } };
}
