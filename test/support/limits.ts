import { CLASS_LIMITS, CLIENT_CLASSES, type ClientClass, type Limits } from '../../platform/limits.ts';

/** The table of limits with nothing that depends on time: a suite asks faster than any person. */
export function unmetered(): Readonly<Record<ClientClass, Limits>> {
  const wide = { burst: 1_000_000, ratePerMinute: 1_000_000, concurrent: 1_000_000, odooMsPerMinute: 1_000_000_000 };
  return Object.fromEntries(CLIENT_CLASSES.map((name) => [name, { ...CLASS_LIMITS[name], ...wide }])) as Record<ClientClass, Limits>;
}
