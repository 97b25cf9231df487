import { parseArgs } from 'node:util';
import { createApiKey, listApiKeys, revokeApiKey, type NewApiKey } from './api-key-admin.ts';
import type { ApiKeyBinding } from './api-key-grant.ts';
import { KEY_SCOPES } from './principal.ts';

export const USAGE = `npm run api-key -- create --name NAME --scope read [--scope write] [--days 90] (--account ID [--role STAFF] [--policy sa_wide] | --system) [--analyst]
npm run api-key -- list
npm run api-key -- revoke NAME_OR_ID`;

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      name: { type: 'string' },
      scope: { type: 'string', multiple: true, default: [] },
      days: { type: 'string', default: '90' },
      account: { type: 'string' },
      role: { type: 'string', default: 'STAFF' },
      policy: { type: 'string', default: 'sa_wide' },
      system: { type: 'boolean', default: false },
      analyst: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
}

type Values = ReturnType<typeof parse>['values'];

/** Does what the arguments say with the keys in the file at `path`, and answers what to print. Throws for arguments that make no sense. */
export async function runApiKeyCommand(args: readonly string[], path: string): Promise<string> {
  const { values, positionals } = parse(args);
  const [command, target, ...rest] = positionals;
  if (rest.length === 0 && command === 'create' && target === undefined) return create(values, path);
  if (rest.length === 0 && command === 'list' && target === undefined) return list(path);
  if (rest.length === 0 && command === 'revoke' && target !== undefined) {
    await revokeApiKey(path, target);
    return `The API key "${target}" is revoked.`;
  }
  throw new RangeError(USAGE);
}

async function create(values: Values, path: string): Promise<string> {
  const { key, summary } = await createApiKey(path, newKey(values));
  return `${key}\nThis is the only time the key is shown. It ends on ${summary.expiresAt}.`;
}

function newKey({ name = '', scope, days, account, role, policy, system, analyst }: Values): NewApiKey {
  return {
    name,
    days: Number(days),
    scopes: scope.map((text) => oneOf(KEY_SCOPES, text, 'scope')),
    ...(account === undefined ? {} : { binding: bindingOf(account, role, policy) }),
    ...(system ? { system } : {}),
    ...(analyst ? { analyst } : {}),
  };
}

function bindingOf(account: string, role: string, policy: string): ApiKeyBinding {
  if (!/^[1-9]\d{0,9}$/.test(account)) throw new RangeError(`--account must be the id of a Service Account, not ${account}.`);
  return {
    serviceAccountId: Number(account),
    role: oneOf(['SA_MANAGER', 'STAFF', 'AGENT'] as const, role, 'role'),
    policy: oneOf(['sa_wide', 'assigned_plus_unassigned'] as const, policy, 'policy'),
  };
}

async function list(path: string): Promise<string> {
  const keys = await listApiKeys(path);
  if (keys.length === 0) return 'There are no API keys.';
  return keys
    .map(({ id, name, scopes, binding, expiresAt, revokedAt, client }) => {
      const sees = binding === null ? 'system' : `Service Account ${binding.serviceAccountId} as ${binding.role}, ${binding.policy}`;
      return [id, name, scopes.join('+'), sees, ...(client === undefined ? [] : [client]), revokedAt === null ? `until ${expiresAt}` : `revoked ${revokedAt}`].join('  ');
    })
    .join('\n');
}

function oneOf<T extends string>(allowed: readonly T[], value: string, name: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new RangeError(`--${name} must be one of ${allowed.join(', ')}, not ${value}.`);
  return found;
}
