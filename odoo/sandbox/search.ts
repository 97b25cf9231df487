import { checkAccess } from './access.ts';
import { activeTest, compileSearch } from './domain.ts';
import type { Env } from './env.ts';
import { OdooError } from './errors.ts';
import { sortRecords } from './order.ts';
import type { SandboxRecord } from './record.ts';
import { recordRules } from './rules.ts';
import type { ModelDef } from './schema.ts';

export interface SearchOptions {
  readonly offset?: unknown;
  readonly limit?: unknown;
  readonly order?: unknown;
}

/** The records that the caller finds, in order; what his rules hide is left out silently. */
export function search(model: ModelDef, domain: unknown, env: Env, options: SearchOptions = {}): readonly SandboxRecord[] {
  checkBounds(options);
  const found = sortRecords(matching(model, domain, env), options.order, model, env);
  const offset = typeof options.offset === 'number' ? options.offset : 0;
  const { limit } = options;
  const end = typeof limit === 'number' ? offset + limit : limit === true ? offset + 1 : undefined;
  return found.slice(offset, end);
}

/** What PostgreSQL says to rows that it cannot count. */
function checkBounds({ offset, limit }: SearchOptions): void {
  if (typeof limit === 'number' && limit < 0) throw new OdooError('psycopg2.errors.InvalidRowCountInLimitClause', 'LIMIT must not be negative\n', 500);
  if (typeof offset === 'number' && offset < 0) throw new OdooError('psycopg2.errors.InvalidRowCountInResultOffsetClause', 'OFFSET must not be negative\n', 500);
}

/** The same without order and limits. */
export function matching(model: ModelDef, domain: unknown, env: Env): readonly SandboxRecord[] {
  checkAccess(model, env, 'read');
  const asked = domain ?? [];
  const tests = [compileSearch(model.name, asked, env), compileSearch(model.name, activeTest(asked, model, env), env)];
  if (!env.su) tests.push(...recordRules(model, env).map((rule) => compileSearch(model.name, rule, env.sudo())));
  return candidates(model, domain, env).filter((record) => tests.every((test) => test(record)));
}

/** The records worth testing: those of an `id` condition or of a stored many2one, where the domain is a plain conjunction. */
function candidates(model: ModelDef, domain: unknown, env: Env): readonly SandboxRecord[] {
  const ids = Array.isArray(domain) && domain.every((node) => Array.isArray(node) || node === '&') ? narrowed(model, domain, env) : undefined;
  if (ids === undefined) return env.records(model.name);
  return ids.map((id) => env.record(model.name, id)).filter((record) => record !== undefined);
}

function narrowed(model: ModelDef, domain: readonly unknown[], env: Env): readonly number[] | undefined {
  for (const node of domain) {
    if (!Array.isArray(node) || (node[1] !== '=' && node[1] !== 'in')) continue;
    const [field, , value] = node as [unknown, string, unknown];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (typeof field !== 'string' || values.length > 1_000 || !values.every((item) => typeof item === 'number')) continue;
    const numbers = [...new Set(values as readonly number[])];
    if (field === 'id') return numbers.sort((left, right) => left - right);
    const def = model.fields[field];
    if (def?.type !== 'many2one' || def.related !== undefined || def.compute !== undefined) continue;
    const table = env.store.table(model.name);
    return [...new Set(numbers.flatMap((id) => table.pointing(field, id)))].sort((left, right) => left - right);
  }
  return undefined;
}
