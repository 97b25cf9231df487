import { compileSearch } from './domain.ts';
import type { Env } from './env.ts';
import { accessError, type OdooError } from './errors.ts';
import type { SandboxRecord } from './record.ts';
import { companyRule, PORTAL, recordRules } from './rules.ts';
import { isRelational, type FieldDef, type ModelDef } from './schema.ts';

export type Operation = 'read' | 'write' | 'create' | 'unlink';

const HEADER: Readonly<Record<Operation, string>> = { read: 'access', write: 'modify', create: 'create', unlink: 'delete' };

/** Whether the caller has the right on the model as such. Groups other than the service user's have the right to read. */
function hasRight(model: ModelDef, env: Env, operation: Operation): boolean {
  const { groups } = env.user;
  if (env.su || groups === 'all') return true;
  return operation === 'read' && groups.some((group) => (model.readers ?? ['Role / User']).includes(group));
}

/** Refuses the operation on the model, and on those of the records that the caller's rules hide. */
export function checkAccess(model: ModelDef, env: Env, operation: Operation, records: readonly SandboxRecord[] = []): void {
  if (env.su) return;
  if (!hasRight(model, env, operation)) throw accessError(rightMessage(model, operation));
  const forbidden = hidden(model, env, records);
  if (forbidden.length > 0) throw ruleError(model, env, operation, forbidden);
}

/** Whether `checkAccess` would pass. */
export function mayAccess(model: ModelDef, env: Env, operation: Operation, records: readonly SandboxRecord[]): boolean {
  return env.su || (hasRight(model, env, operation) && hidden(model, env, records).length === 0);
}

/** The records that the caller's rules let through, silently. */
export function visible(model: ModelDef, env: Env, records: readonly SandboxRecord[]): readonly SandboxRecord[] {
  if (env.su || records.length === 0) return records;
  const rules = recordRules(model, env).map((rule) => compileSearch(model.name, rule, env.sudo()));
  return rules.length === 0 ? records : records.filter((record) => rules.every((rule) => rule(record)));
}

function hidden(model: ModelDef, env: Env, records: readonly SandboxRecord[]): readonly SandboxRecord[] {
  const seen = new Set(visible(model, env, records));
  return records.filter((record) => !seen.has(record));
}

/** Refuses a field that belongs to groups the caller is not in. */
export function checkField(model: ModelDef, name: string, def: FieldDef, env: Env, operation: 'read' | 'write'): void {
  if (mayUseField(def, env)) return;
  throw accessError(
    `You do not have enough rights to access the field "${name}" on ${model.description} (${model.name}). ` +
      `Please contact your system administrator.\n\nOperation: ${operation}` +
      (env.user.groups.includes(PORTAL) ? '' : `\nUser: ${env.uid}\nGroups: ${def.groups === 'never' ? 'always forbidden' : `allowed for groups ${def.groups}`}`),
  );
}

export function mayUseField(def: FieldDef, env: Env): boolean {
  if (def.groups === undefined || env.su) return true;
  if (def.groups === 'never') return false;
  return env.user.groups === 'all' || (def.groups === 'base.group_user' && !env.user.groups.includes(PORTAL));
}

/** Whether a relation leads to a model that the sandbox holds; others answer bare ids and cannot be followed. */
export const isFollowable = (def: FieldDef, env: Env): boolean => isRelational(def) && def.relation !== undefined && env.registry.has(def.relation);

function rightMessage(model: ModelDef, operation: Operation): string {
  const readers = [...(model.readers ?? ['Role / User'])].map((group) => `\t- ${group}`).join('\n');
  return (
    `You are not allowed to ${HEADER[operation]} '${model.description}' (${model.name}) records.\n\n` +
    (operation === 'read' ? `This operation is allowed for the following groups:\n${readers}` : 'No group currently allows this operation.') +
    '\n\nContact your administrator to request access if necessary.'
  );
}

function ruleError(model: ModelDef, env: Env, operation: Operation, records: readonly SandboxRecord[]): OdooError {
  const user = env.record('res.users', env.uid);
  const { note, context } = companyHint(model, env, records);
  return accessError(
    'Uh-oh! Looks like you have stumbled upon some top-secret records.\n\n' +
      `Sorry, ${user?.text('name') ?? ''} (id=${env.uid}) doesn't have '${operation}' access to:\n- ${model.description} (${model.name})\n\n` +
      `If you really, really need access, perhaps you can win over your friendly administrator with a batch of freshly baked cookies.${note}`,
    context,
  );
}

interface CompanyHint {
  readonly note: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Odoo says so when the record belongs to another company, and to which the user may switch. */
function companyHint(model: ModelDef, env: Env, records: readonly SandboxRecord[]): CompanyHint {
  const rule = companyRule(model, env);
  const blamed = rule.length > 0 && model.fields['company_id'] !== undefined;
  if (!blamed || records.every(compileSearch(model.name, rule, env.sudo()))) return { note: '' };
  const companies = [...new Set(records.slice(0, 6).flatMap((record) => record.related('company_id')))];
  const [company] = companies;
  if (company === undefined) return { note: '' };
  if (companies.length > 1) return { note: '\n\nNote: this might be a multi-company issue. Switching company may help - in Odoo, not in real life!' };
  const issue = '\n\nThis seems to be a multi-company issue, ';
  const own = env.record('res.users', env.uid)?.related('company_ids') ?? [];
  if (!own.some(({ id }) => id === company.id)) return { note: `${issue}but you do not have access to the proper company to access the record anyhow.` };
  const name = company.displayName();
  return {
    note: `${issue}you might be able to access the record by switching to the company: ${String(name)}.`,
    context: { suggested_company: { id: company.id, display_name: name } },
  };
}
