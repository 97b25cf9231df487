import { readManifest } from '../../partners/manifest.ts';
import type { PartnerRecord, UsageRecord } from '../../partners/collections.ts';
import type { PartnerRegistry } from '../../partners/registry.ts';
import type { Limits } from '../../platform/limits.ts';
import { newPartner, parse, USAGE, whole, type Values } from './arguments.ts';
import type { ManifestCheck, OperationReport } from './check.ts';
import { principalOfPartner } from './principal.ts';

export interface PartnerCommandParts {
  readonly registry: PartnerRegistry;
  /** Made when a command needs it: it reads the whole schema. */
  readonly check: () => Promise<ManifestCheck>;
  readonly limits: Readonly<Record<'PARTNER' | 'FIRST_PARTY', Limits>>;
  readonly readFile: (path: string) => string;
  readonly now?: () => Date;
}

/** Does what the arguments say and answers what to print. Throws a RangeError or TypeError for what makes no sense, and changes nothing then. */
export async function runPartnerCommand(args: readonly string[], parts: PartnerCommandParts): Promise<string> {
  const { values, positionals } = parse(args);
  const { registry } = parts;
  const [command = '', ...rest] = positionals;
  const [first = '', second = '', third = ''] = rest;
  const is = (name: string, count: number): boolean => command === name && rest.length === count;

  if (is('register', 1)) return register(first, values, registry);
  if (is('key', 2) && first === 'create') return shown(await registry.createKey(second, days(values, 90)));
  if (is('key', 2) && first === 'rotate') {
    const grace = Number(values['grace-hours']);
    return `${shown(await registry.rotateKey(second, days(values, 90), grace))}\nThe keys before it end in ${grace} hours at the latest.`;
  }
  if (is('key', 3) && first === 'revoke') {
    await registry.revokeKey(second, third);
    return `The key ${third} of "${second}" is revoked; running gateways know it within seconds.`;
  }
  if (is('manifest', 3) && first === 'check') return reports(await checked(second, third, parts));
  if (is('publish', 2)) return publish(first, second, parts);
  if (command === 'unpublish' && rest.length >= 2) {
    const gone = await registry.unpublish(first, rest.slice(1));
    return `"${first}" can no longer run ${gone.length} operations; running gateways know it within seconds.`;
  }
  if (is('list', 0)) return listed(await registry.list(), parts.now?.() ?? new Date());
  if (is('usage', 1)) {
    const from = new Date((parts.now?.() ?? new Date()).getTime() - (days(values, 30) - 1) * 86_400_000).toISOString().slice(0, 10);
    return used(await registry.usage(first, from), await registry.get(first));
  }
  throw new RangeError(USAGE);
}

async function register(name: string, values: Values, registry: PartnerRegistry): Promise<string> {
  const partner = newPartner(name, values);
  await registry.register(partner);
  return partner.kind === 'app' ? `The app "${name}" is registered; publish its manifest next.` : `The partner "${name}" is registered; make a key and publish a manifest next.`;
}

async function checked(name: string, path: string, { registry, check, limits, readFile }: PartnerCommandParts): Promise<readonly OperationReport[]> {
  const record = await registry.get(name);
  const operations = readManifest(readFile(path));
  const judge = await check();
  const principal = principalOfPartner(record);
  const allowed = principal ? { ...limits.PARTNER, ...record.limits } : limits.FIRST_PARTY;
  return operations.map((operation) => judge.check(operation, principal, allowed));
}

/** All of a manifest or nothing of it. */
async function publish(name: string, path: string, parts: PartnerCommandParts): Promise<string> {
  const results = await checked(name, path, parts);
  const bad = results.filter(({ mistakes }) => mistakes.length > 0);
  if (bad.length > 0) throw new RangeError(`Nothing was published.\n${reports(bad)}`);
  const texts = new Map(readManifest(parts.readFile(path)).map(({ id, text }) => [id, text]));
  const added = await parts.registry.publish(name, results.map((report) => ({ id: report.id, name: report.name, text: texts.get(report.id) ?? '' })));
  const warned = results.filter(({ nulls, refused, deprecated }) => nulls.length + refused.length + deprecated.length > 0).length;
  return `"${name}" can run ${results.length} operations, ${added} of them new; running gateways know it within seconds.${warned > 0 ? `\nRead "manifest check" for ${warned} of them.` : ''}`;
}

function reports(results: readonly OperationReport[]): string {
  return results
    .map(({ id, name, kind, mistakes, nulls, refused, deprecated, cost }) =>
      [
        `${name}  ${id}`,
        mistakes.length > 0 ? '  not valid' : `  valid ${kind ?? ''}`,
        ...(cost ? [`  costs at most ${cost.points} points, about ${cost.odooCalls} calls to Odoo`] : []),
        ...mistakes.map((mistake) => `  mistake: ${mistake}`),
        ...nulls.map(({ field, because }) => `  null: ${field}: ${because}`),
        ...refused.map(({ field, because }) => `  refused: ${field}: ${because}`),
        ...deprecated.map((message) => `  deprecated: ${message}`),
      ].join('\n'),
    )
    .join('\n');
}

function shown({ text, id, expiresAt }: { readonly text: string; readonly id: string; readonly expiresAt: Date }): string {
  return `${text}\nThis is the only time the key is shown. Its id is ${id}; it ends on ${expiresAt.toISOString()}.`;
}

function listed(records: readonly PartnerRecord[], now: Date): string {
  if (records.length === 0) return 'There are no partners.';
  return records
    .map(({ _id, binding, scopes, limits, keys, operations }) => {
      const sees = binding === null ? 'app' : `Service Account ${binding.serviceAccountId} as ${binding.role}, ${binding.policy}`;
      const own = Object.entries(limits).map(([limit, value]) => `${limit} ${value}`);
      const head = [_id, sees, ...(scopes.length > 0 ? [scopes.join('+')] : []), ...own, `${operations.length} operations`].join('  ');
      return [head, ...keys.map(({ id, expiresAt, revokedAt }) => `  key ${id}  ${revokedAt ? `revoked ${revokedAt.toISOString()}` : expiresAt <= now ? `ended ${expiresAt.toISOString()}` : `until ${expiresAt.toISOString()}`}`)].join('\n');
    })
    .join('\n');
}

function used(rows: readonly UsageRecord[], { _id, operations }: PartnerRecord): string {
  if (rows.length === 0) return `"${_id}" has run nothing in this time.`;
  const names = new Map(operations.map(({ id, name }) => [id, name]));
  return rows
    .map(({ day, operation, requests, failed, odooCalls, odooMs }) => `${day}  ${names.get(operation) ?? operation}  ${requests} requests  ${failed} failed  ${odooCalls} calls to Odoo  ${odooMs} ms in Odoo`)
    .join('\n');
}

function days({ days: given }: Values, fallback: number): number {
  return given === undefined ? fallback : whole(given, 'days', 366);
}
