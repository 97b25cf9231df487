import type { Principal } from './principal.ts';

/** How far an SA's association with a record reaches (domain.md 2.3), the least first. */
export const ACCESS_LEVELS = ['access', 'assignment', 'binding'] as const;
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/**
 * What a write needs of the association between the record and the SA in context: `assignment` to change it or add to it, `binding` to
 * archive it, hand it over or end the association. Reading needs `access`.
 */
export function reaches(have: AccessLevel, needs: AccessLevel): boolean {
  return ACCESS_LEVELS.indexOf(have) >= ACCESS_LEVELS.indexOf(needs);
}

/** Levels bind whoever acts for an SA. Admins and systems without one act for all, a customer for themselves. */
export function isBoundByLevels({ role, policy, serviceAccount }: Principal): boolean {
  if (role === 'CUSTOMER') return false;
  if ((role === 'ADMIN' || role === 'SYSTEM') && policy === null) return false;
  return serviceAccount !== null;
}

/** The level that a row says; what no database level limits is bound wholly. */
export function levelOfRow(value: unknown): AccessLevel {
  return ACCESS_LEVELS.find((level) => level === value) ?? 'binding';
}
