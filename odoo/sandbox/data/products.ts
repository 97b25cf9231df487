import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { CURRENCY, UOM } from './base.ts';
import { COMPANY, TAX } from './ids.ts';
import { PRODUCT, PRODUCT_FACTS, type ProductFacts } from './product-facts.ts';

const { TOGO, KENYA } = COMPANY;

/** product.product id of a template's only variant. */
export function variantOf(templateId: number): number {
  return templateId + 1000;
}

/** Facts of a product by its template id. */
export function productFacts(templateId: number): ProductFacts {
  const found = PRODUCT_FACTS.find((facts) => facts.id === templateId);
  if (found === undefined) throw new RangeError(`no product ${templateId} in the data set`);
  return found;
}

/** Sales taxes of a product; shared products have none, because taxes belong to one company. */
export function taxesOf(facts: ProductFacts): readonly number[] {
  if (facts.companyId === TOGO) return [facts.exempt === true ? TAX.TOGO_EXEMPT : TAX.TOGO_VAT];
  return facts.companyId === KENYA ? [facts.exempt === true ? TAX.KENYA_EXEMPT : TAX.KENYA_VAT] : [];
}

/** How Odoo shows a product: `[code] name`. */
export function productLabel(facts: ProductFacts): string {
  return facts.code === false ? facts.name : `[${facts.code}] ${facts.name}`;
}

/** `invoice_policy`: hardware by what was delivered, services by what was ordered (seed 000 §4c). */
export function invoicePolicy(facts: ProductFacts): 'order' | 'delivery' {
  return facts.kind === 'service' ? 'order' : 'delivery';
}

function currencyOf(companyId: number | false): number {
  if (companyId === TOGO) return CURRENCY.XOF;
  return companyId === KENYA ? CURRENCY.KES : CURRENCY.USD;
}

function shared(facts: ProductFacts): Omit<Row, 'id'> {
  const [category, metric, serviceType, contractType] = facts.pu;
  return {
    name: facts.name, display_name: productLabel(facts), default_code: facts.code, barcode: facts.barcode ?? false,
    type: facts.kind === 'service' ? 'service' : 'consu', is_storable: facts.kind === 'storable', tracking: facts.tracking ?? 'none',
    categ_id: facts.category, company_id: facts.companyId, currency_id: currencyOf(facts.companyId),
    cost_currency_id: currencyOf(facts.companyId), list_price: facts.price, standard_price: facts.cost,
    uom_id: facts.unit ?? UOM.UNIT, taxes_id: taxesOf(facts), supplier_taxes_id: [], invoice_policy: invoicePolicy(facts), service_tracking: 'no', service_type: 'manual', expense_policy: 'no',
    active: facts.archived !== true, sale_ok: facts.notForSale !== true, purchase_ok: facts.kind !== 'service',
    description_sale: facts.description ?? false,
    description: facts.notes === undefined ? false : `<p>${facts.notes}</p>`, weight: facts.weight ?? 0, volume: 0, is_favorite: facts.id === PRODUCT.KIT_50,
    product_tag_ids: facts.tags ?? [], recurring_invoice: facts.plan !== undefined, plan_id: facts.plan ?? false,
    x_pu_category: category, x_pu_metric: metric, x_service_type: serviceType, x_contract_type: contractType, ...audit(20 + (facts.id % 30), 40),
  };
}

/** Templates and their variants. A variant repeats what Odoo delegates to its template (`_inherits`). */
export const PRODUCTS: Rows = {
  'product.template': PRODUCT_FACTS.map((facts) => ({ ...shared(facts), id: facts.id, sequence: 1 })),
  'product.product': PRODUCT_FACTS.map((facts) => ({ ...shared(facts), id: variantOf(facts.id), product_tmpl_id: facts.id, lst_price: facts.price })),
};

