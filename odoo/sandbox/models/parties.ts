import type { Env } from '../env.ts';
import type { SandboxRecord } from '../record.ts';
import { create, write } from '../write.ts';

/** The names from the top of the tree down: "Parent / Child". */
export function pathOfNames(record: SandboxRecord): string {
  const parent = record.one('parent_id');
  return parent === undefined ? record.text('name') : `${pathOfNames(parent)} / ${record.text('name')}`;
}

const ADDRESS_LABELS: Readonly<Record<string, string>> = { invoice: 'Invoice', delivery: 'Delivery', other: 'Other' };

/** "Company, Person" for a contact of a company; a nameless address is called by its kind. */
function completeName(partner: SandboxRecord): string {
  const parent = partner.one('parent_id');
  const name = partner.text('name') || (ADDRESS_LABELS[partner.text('type')] ?? '');
  if (partner.value('is_company') === true || (parent === undefined && partner.text('company_name') === '')) return name;
  const company = commercialName(partner) || parent?.text('name') || partner.text('company_name');
  return company === '' ? name : `${company}, ${name}`;
}

/** Odoo's `_compute_display_name` of a contact, with the context keys that change it. */
export function partnerDisplayName(partner: SandboxRecord): string {
  const { context } = partner.env;
  let name = completeName(partner);
  if (context['partner_show_db_id'] === true) name = `${name} (${partner.id})`;
  const email = partner.text('email');
  if (context['show_email'] === true && email !== '') name = `${name} <${email}>`;
  return name.trim();
}

/** The name of the company that a contact stands for, as it is now. */
function commercialName(partner: SandboxRecord): string {
  const commercial = commercialPartner(partner);
  return commercial.value('is_company') === true ? commercial.text('name') : partner.text('company_name');
}

function commercialPartner(partner: SandboxRecord): SandboxRecord {
  const parent = partner.one('parent_id');
  return partner.value('is_company') === true || parent === undefined ? partner : commercialPartner(parent);
}

/** The stored columns that follow from a contact's name, kind and parent. */
export function derivePartner(partner: SandboxRecord): Readonly<Record<string, unknown>> {
  const users = partner.related('user_ids').filter((user) => user.value('active') === true);
  const email = partner.text('email').trim().toLowerCase();
  return {
    complete_name: completeName(partner),
    commercial_partner_id: commercialPartner(partner).id,
    commercial_company_name: commercialName(partner) || false,
    email_normalized: /^[^\s@]+@[^\s@]+$/.test(email) ? email : false,
    partner_share: users.length === 0 || users.every((user) => user.value('share') === true),
  };
}

/** A contact's own pricelist, else the first that is open to the company. */
export function partnerPricelist(partner: SandboxRecord): unknown {
  const own = partner.one('specific_property_product_pricelist');
  if (own?.value('active') === true) return own.id;
  const open = partner.env
    .records('product.pricelist')
    .filter((list) => list.value('active') === true && [false, partner.env.company].includes(list.value('company_id') as number | false))
    .sort((left, right) => left.number('sequence') - right.number('sequence') || left.id - right.id);
  return open[0]?.id ?? false;
}

/** The address as Odoo prints it for countries without a layout of their own. */
export function contactAddress(partner: SandboxRecord): string {
  const country = partner.one('country_id');
  const state = partner.one('state_id');
  const commercial = partner.text('commercial_company_name');
  const layout = '%(street)s\n%(street2)s\n%(city)s %(state_code)s %(zip)s\n%(country_name)s';
  const parts: Readonly<Record<string, string>> = {
    street: partner.text('street'), street2: partner.text('street2'), city: partner.text('city'), zip: partner.text('zip'),
    state_code: state?.text('code') ?? '', state_name: state?.text('name') ?? '',
    country_code: country?.text('code') ?? '', country_name: country?.text('name') ?? '', company_name: commercial,
  };
  const withCompany = commercial === '' ? layout : `%(company_name)s\n${layout}`;
  return withCompany.replace(/%\((\w+)\)s/g, (_, name: string) => parts[name] ?? '');
}

/** A company is born with its partner, and the user who makes it may act for it. */
export function prepareCompany(vals: Readonly<Record<string, unknown>>, env: Env): Readonly<Record<string, unknown>> {
  if (vals['partner_id'] !== undefined) return {};
  const [partner] = create(env.model('res.partner'), [{ name: vals['name'], is_company: true, email: vals['email'], phone: vals['phone'] }], env);
  return { partner_id: partner };
}

export function joinCompany(company: SandboxRecord, env: Env): void {
  write(env.model('res.users'), [env.uid], { company_ids: [[4, company.id]] }, env.sudo());
}
