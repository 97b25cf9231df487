import { createLiveDatabase } from '../../../odoo/database/create.ts';
import type { LiveDatabase } from '../../../odoo/database/live-database.ts';
import type { FieldInfo } from '../../../odoo/port.ts';

/** `char`, `many2one res.partner`, `selection draft posted cancel`: a field in a few words. */
export type ShortField = string;

export function fieldsOf(fields: Readonly<Record<string, ShortField>>): Map<string, FieldInfo> {
  return new Map(
    Object.entries(fields).map(([name, short]) => {
      const [type = 'char', ...rest] = short.split(' ');
      const relational = ['many2one', 'one2many', 'many2many'].includes(type);
      const info: FieldInfo = {
        type,
        string: name,
        ...(relational && rest[0] !== undefined && { relation: rest[0] }),
        ...(type === 'selection' && { selection: rest.map((value) => [value, value] as const) }),
      };
      return [name, info];
    }),
  );
}

export interface ShortDatabase {
  readonly major?: number;
  /** Canonical model → fields; a live name that differs is written `canonical=live`. */
  readonly models: Readonly<Record<string, Readonly<Record<string, ShortField>>>>;
}

export function databaseOf({ major = 19, models }: ShortDatabase): LiveDatabase {
  return createLiveDatabase({
    version: { major, minor: 0, text: `${major}.0` },
    models: new Map(
      Object.entries(models).map(([name, fields]) => {
        const [canonical = name, live = canonical] = name.split('=');
        return [canonical, { name: live, fields: fieldsOf(fields) }];
      }),
    ),
    currencies: [
      { id: 1, name: 'USD', symbol: '$', decimals: 2 },
      { id: 40, name: 'XOF', symbol: 'CFA', decimals: 0 },
    ],
    companies: [{ id: 1, name: 'Holding', currencyId: 1 }],
    languages: [{ code: 'en_US', iso: 'en', name: 'English (US)' }],
  });
}
