import { or, where } from '../domain/build.ts';
import type { Domain } from '../domain/types.ts';
import type { Env } from './env.ts';
import type { ModelDef } from './schema.ts';

export const PORTAL = 'Role / Portal';

/** Odoo's multi-company rules, as domains over the companies of the call. */
export function companyRule(model: ModelDef, env: Env): Domain {
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
    case 'shared':
      return where('company_ids', 'parent_of', companies);
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
