import { or, where } from '../../domain/build.ts';
import type { Domain, DomainValue } from '../../domain/types.ts';
import type { Env } from '../env.ts';
import type { SandboxRecord } from '../record.ts';
import { create } from '../write.ts';

/** "[CODE] Name", unless the context asks for the name alone. */
export function productDisplayName(product: SandboxRecord): string {
  const name = product.text('name');
  const code = product.text('default_code');
  return name !== '' && code !== '' && product.env.context['display_default_code'] !== false ? `[${code}] ${name}` : name;
}

/** The template's variants that are not archived. */
export function variants(template: SandboxRecord): readonly SandboxRecord[] {
  return template.related('product_variant_ids').filter((variant) => variant.value('active') === true);
}

/** Odoo shows a variant's cost and barcode on the template when there is only one; archived ones count when all are. */
export function onlyVariant(template: SandboxRecord): SandboxRecord | undefined {
  const active = variants(template);
  const all = active.length > 0 ? active : template.related('product_variant_ids');
  return all.length === 1 ? all[0] : undefined;
}

/** The first company of a database. */
const MAIN_COMPANY = 1;

export function priceCurrency(product: SandboxRecord): unknown {
  const company = product.one('company_id') ?? product.env.record('res.company', MAIN_COMPANY);
  return company?.value('currency_id') ?? false;
}

export function costCurrency(product: SandboxRecord): unknown {
  const company = product.one('company_id') ?? product.env.record('res.company', product.env.company);
  return company?.value('currency_id') ?? false;
}

/** A variant is found by its name, its reference and its whole barcode; a list of names may also hold "[CODE] Name". */
export function searchVariant(operator: string, value: DomainValue): Domain {
  const names = where('product_tmpl_id.name', operator, value);
  const codes = where('default_code', operator, value);
  if (operator === 'in' && Array.isArray(value)) {
    const bracketed = value.flatMap((name) => (typeof name === 'string' ? (/\[(.*?)\]/.exec(name)?.[1] ?? []) : []));
    return or(names, codes, where('barcode', 'in', value), ...bracketed.map((code) => where('default_code', '=', code)));
  }
  return operator.endsWith('like') ? or(names, codes, where('barcode', '=', value)) : or(names, codes);
}

/** A template is found by its name and by what finds one of its variants. */
export function searchTemplate(operator: string, value: DomainValue): Domain {
  return or(where('name', operator, value), where('product_variant_ids', operator, value));
}

/** A template is born with one variant, which holds its code, cost and barcode. */
export function createVariant(template: SandboxRecord, env: Env): void {
  if (env.context['creating_delegate'] === true) return;
  create(env.model('product.product'), [{ product_tmpl_id: template.id, default_code: template.value('default_code') }], env);
}
