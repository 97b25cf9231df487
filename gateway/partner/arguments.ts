import { parseArgs } from 'node:util';
import type { ApiKeyBinding } from '../../access/api-key-grant.ts';
import type { PartnerLimits } from '../../partners/collections.ts';
import type { NewPartner } from '../../partners/registry.ts';

export const USAGE = `npm run partner -- register NAME --account ID [--role STAFF] [--policy sa_wide] [--write] [--rate PER_MINUTE] [--odoo-ms PER_MINUTE]
npm run partner -- register NAME --app
npm run partner -- key create NAME [--days 90]
npm run partner -- key rotate NAME [--days 90] [--grace-hours 24]
npm run partner -- key revoke NAME KEY_ID
npm run partner -- manifest check NAME MANIFEST.json
npm run partner -- publish NAME MANIFEST.json
npm run partner -- unpublish NAME OPERATION...
npm run partner -- list
npm run partner -- usage NAME [--days 30]`;

export function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      account: { type: 'string' },
      role: { type: 'string', default: 'STAFF' },
      policy: { type: 'string', default: 'sa_wide' },
      write: { type: 'boolean', default: false },
      rate: { type: 'string' },
      'odoo-ms': { type: 'string' },
      app: { type: 'boolean', default: false },
      days: { type: 'string' },
      'grace-hours': { type: 'string', default: '24' },
    },
    allowPositionals: true,
  });
}

export type Values = ReturnType<typeof parse>['values'];

export function newPartner(name: string, values: Values): NewPartner {
  const { account, app, write } = values;
  if ((account === undefined) !== app) throw new RangeError(`A partner needs --account, an app has none: exactly one of --account and --app.\n${USAGE}`);
  return {
    name,
    kind: app ? 'app' : 'partner',
    binding: account === undefined ? null : bindingOf(account, values),
    scopes: app ? [] : write ? ['read', 'write'] : ['read'],
    limits: limitsOf(values),
  };
}

function bindingOf(account: string, { role, policy }: Values): ApiKeyBinding {
  return {
    serviceAccountId: whole(account, 'account', 2 ** 31 - 1),
    role: oneOf(['SA_MANAGER', 'STAFF', 'AGENT'] as const, role, 'role'),
    policy: oneOf(['sa_wide', 'assigned_plus_unassigned'] as const, policy, 'policy'),
  };
}

function limitsOf({ rate, 'odoo-ms': odooMs }: Values): PartnerLimits {
  return {
    ...(rate === undefined ? {} : { ratePerMinute: whole(rate, 'rate', 1_000_000) }),
    ...(odooMs === undefined ? {} : { odooMsPerMinute: whole(odooMs, 'odoo-ms', 10_000_000) }),
  };
}

/** A whole number above 0. */
export function whole(text: string, name: string, most: number): number {
  const value = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  if (value > 0 && value <= most) return value;
  throw new RangeError(`--${name} must be a whole number from 1 to ${most}, not ${text}.`);
}

function oneOf<T extends string>(allowed: readonly T[], value: string, name: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new RangeError(`--${name} must be one of ${allowed.join(', ')}, not ${value}.`);
  return found;
}
