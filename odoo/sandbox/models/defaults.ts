import type { Env } from '../env.ts';

/** Values that a new record takes from the call that makes it. */
export const now = (env: Env): string => env.now();
export const caller = (env: Env): number => env.uid;
export const callerCompany = (env: Env): number => env.company;
export const callerCurrency = (env: Env): unknown => env.record('res.company', env.company)?.value('currency_id');
