import type { Row } from './types.ts';
import { audit } from './calendar.ts';

/** What the story says about one res.partner; the rest of the row follows from it. */
export interface Party {
  readonly id: number;
  readonly name: string;
  readonly isCompany: boolean;
  readonly companyId: number | false;
  readonly born: number;
  readonly changed?: number;
  readonly parent?: { readonly id: number; readonly name: string };
  readonly type?: 'contact' | 'invoice' | 'delivery' | 'other';
  readonly email?: string;
  readonly phone?: string;
  readonly street?: string;
  readonly city?: string;
  readonly zip?: string;
  readonly countryId?: number;
  readonly job?: string;
  readonly vat?: string;
  readonly ref?: string;
  readonly website?: string;
  readonly note?: string;
  readonly archived?: boolean;
  readonly customerRank?: number;
  readonly internalUser?: boolean;
  readonly registry?: string;
  readonly tags?: readonly number[];
  readonly place?: readonly [latitude: number, longitude: number];
  readonly paymentTerm?: number;
}

/** One partner row with the columns that Odoo computes: complete name, commercial entity, normalized address. */
export function party(facts: Party): Row {
  const { parent } = facts;
  const completeName = parent && !facts.isCompany ? `${parent.name}, ${facts.name}` : facts.name;
  const commercialId = parent && !facts.isCompany ? parent.id : facts.id;
  return {
    id: facts.id,
    name: facts.name,
    complete_name: completeName,
    display_name: completeName,
    active: facts.archived !== true,
    is_company: facts.isCompany,
    company_type: facts.isCompany ? 'company' : 'person',
    type: facts.type ?? 'contact',
    parent_id: parent?.id ?? false,
    commercial_partner_id: commercialId,
    commercial_company_name: commercialName(facts),
    company_id: facts.companyId,
    email: facts.email ?? false,
    email_normalized: facts.email?.toLowerCase() ?? false,
    phone: facts.phone ?? false,
    street: facts.street ?? false,
    city: facts.city ?? false,
    zip: facts.zip ?? false,
    country_id: facts.countryId ?? false,
    function: facts.job ?? false,
    vat: facts.vat ?? false,
    ref: facts.ref ?? false,
    website: facts.website ?? false,
    comment: facts.note === undefined ? false : `<p>${facts.note}</p>`,
    company_registry: facts.registry ?? false,
    category_id: facts.tags ?? [],
    partner_latitude: facts.place?.[0] ?? 0,
    partner_longitude: facts.place?.[1] ?? 0,
    property_payment_term_id: facts.paymentTerm ?? false,
    lang: 'en_US',
    customer_rank: facts.customerRank ?? 0,
    supplier_rank: 0,
    partner_share: facts.internalUser !== true,
    ...audit(facts.born, facts.changed ?? 0),
  };
}

function commercialName(facts: Party): string | false {
  if (facts.isCompany) return facts.name;
  return facts.parent?.name ?? false;
}
