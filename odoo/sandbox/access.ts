import { or, where } from '../domain/build.ts';
import type { Domain } from '../domain/types.ts';
import { compileSearch } from './domain.ts';
import type { Env } from './env.ts';
import { accessError, type OdooError } from './errors.ts';
import type { SandboxRecord } from './record.ts';
import { isRelational, type FieldDef, type ModelDef } from './schema.ts';

export type Operation = 'read' | 'write' | 'create' | 'unlink';

const PORTAL = 'Role / Portal';

const HEADER: Readonly<Record<Operation, string>> = { read: 'access', write: 'modify', create: 'create', unlink: 'delete' };

/** Odoo's multi-company rules, as domains over the companies of the call. */
function companyRule(model: ModelDef, env: Env): Domain {
  if (model.companyRule === undefined || model.companyRule === 'companies') return [];
  const { companies } = env;
  // Climbing the tree of companies reads them, and reading looks at the language of the context.
  if (model.companyRule.startsWith('parent') || model.companyRule === 'partner') void env.lang;
  const open = where('company_id', '=', false);
  switch (model.companyRule) {
    case 'same':
      return where('company_id', 'in', companies);
    case 'same or none':
      return where('company_id', 'in', [...companies, false]);
    case 'parent':
      return where('company_id', 'parent_of', companies);
    case 'parent or none':
      return or(where('company_id', 'parent_of', companies), open);
    case 'partner':
      return or(where('partner_share', '=', false), where('company_id', 'parent_of', companies), open);
    case 'users':
      return or(where('share', '=', false), where('company_ids', 'in', companies));
  }
}

const OWN_DOCUMENTS = 'Sales/User: Own Documents Only';

/** What a salesman may see and write: his orders and those of nobody. */
function salesmanRule(model: string, env: Env): Domain {
  if (model === 'sale.order') return where('user_id', 'in', [env.uid, false]);
  return model === 'sale.order.line' ? where('salesman_id', 'in', [env.uid, false]) : [];
}

/** What a portal user may see: himself and his company's documents. */
function portalRule(model: string, env: Env): Domain {
  const partner = env.record('res.users', env.uid)?.one('partner_id')?.value('commercial_partner_id');
  const commercial = typeof partner === 'number' ? [partner] : [];
  const own: Readonly<Record<string, Domain>> = {
    'res.partner': where('id', 'child_of', commercial),
    'sale.order': where('partner_id', 'child_of', commercial),
    'sale.order.line': where('order_id.partner_id', 'child_of', commercial),
    'res.company': where('id', 'in', env.companies),
  };
  return own[model] ?? [];
}

/** The record rules of the caller on a model; those of the model that it inherits from (`_inherits`) apply to it too. */
export function recordRules(model: ModelDef, env: Env): readonly Domain[] {
  const { groups } = env.user;
  const rules = [companyRule(model, env)];
  if (groups !== 'all' && groups.includes(PORTAL)) rules.push(portalRule(model.name, env));
  if (groups !== 'all' && groups.includes(OWN_DOCUMENTS)) rules.push(salesmanRule(model.name, env));
  if (model.delegate !== undefined) {
    const { field, model: parent } = model.delegate;
    rules.push(...recordRules(env.model(parent), env).map((rule) => where(field, 'any', rule)));
  }
  return rules.filter((rule) => rule.length > 0);
}

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
