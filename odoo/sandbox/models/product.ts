import type { SandboxRecord } from '../record.ts';
import {
  binary, boolean, char, datetime, float, html, integer, many2many, many2one, one2many, selection, text,
  type ModelDef,
} from '../schema.ts';
import { costCurrency, createVariant, onlyVariant, priceCurrency, productDisplayName, searchTemplate, searchVariant, variants } from './products.ts';
import { companiesOf } from './accounts.ts';
import { pathOfNames } from './parties.ts';
import { callerCompany, callerCurrency } from './defaults.ts';

/** The chart of accounts makes its account for sales the default of every category, company by company. */
function incomeAccount({ env }: SandboxRecord): number | false {
  const ofCompany = env.records('account.account').filter((account) => account.value('account_type') === 'income' && companiesOf(account).some(({ id }) => id === env.company));
  return ofCompany[0]?.id ?? false;
}

const productCategory: ModelDef = {
  name: 'product.category',
  description: 'Product Category',
  derive: (category) => ({ complete_name: pathOfNames(category) }),
  order: 'complete_name',
  recName: 'complete_name',
  parent: 'parent_id',
  parentStore: true,
  readers: ['Products/Create', 'Role / User'],
  fields: {
    name: char('Name', { required: true }),
    complete_name: char('Complete Name', { readonly: true, copy: false }),
    parent_id: many2one('product.category', 'Parent Category', { ondelete: 'cascade' }),
    parent_path: char('Parent Path'),
    child_id: one2many('product.category', 'parent_id', 'Child Categories'),
    property_account_income_categ_id: many2one('account.account', 'Income Account', { compute: incomeAccount }),
  },
};

const productTemplate: ModelDef = {
  name: 'product.template',
  description: 'Product',
  displayName: productDisplayName,
  searchByName: searchTemplate,
  created: createVariant,
  copyName: true,
  order: 'is_favorite desc, name',
  companyRule: 'parent or none',
  readers: ['Inventory/User', 'Manufacturing/User', 'Products/Create', 'Role / User'],
  fields: {
    name: char('Name', { required: true, translate: true }),
    sequence: integer('Sequence', { default: 1, aggregator: false }),
    description: html('Description', { translate: true }),
    description_purchase: text('Purchase Description', { translate: true }),
    description_sale: text('Sales Description', { translate: true }),
    type: selection([['consu', 'Goods'], ['service', 'Service'], ['combo', 'Combo']], 'Product Type', { required: true, default: 'consu' }),
    service_tracking: selection([['no', 'Nothing']], 'Create on Order', { required: true, default: 'no' }),
    categ_id: many2one('product.category', 'Product Category'),
    currency_id: many2one('res.currency', 'Currency', { readonly: true, compute: priceCurrency }),
    cost_currency_id: many2one('res.currency', 'Cost Currency', { readonly: true, compute: costCurrency }),
    list_price: float('Sales Price', { default: 1.0 }),
    standard_price: float('Cost', { searchable: true, compute: (template) => onlyVariant(template)?.value('standard_price') ?? 0, groups: 'base.group_user' }),
    volume: float('Volume', { copy: false }),
    weight: float('Weight', { copy: false }),
    sale_ok: boolean('Sales', { default: true }),
    purchase_ok: boolean('Purchase', { default: true }),
    uom_id: many2one('uom.uom', 'Unit', { required: true, default: 1 }),
    uom_name: char('Unit Name', { readonly: true, related: 'uom_id.name', translate: true }),
    company_id: many2one('res.company', 'Company'),
    active: boolean('Active', { default: true }),
    image_128: binary('Image 128', { readonly: true, copy: false }),
    color: integer('Color Index'),
    barcode: char('Barcode', { searchable: true, compute: (template) => onlyVariant(template)?.value('barcode') ?? false }),
    default_code: char('Internal Reference', { copy: false }),
    is_favorite: boolean('Favorite'),
    product_variant_ids: one2many('product.product', 'product_tmpl_id', 'Products', { required: true }),
    product_variant_id: many2one('product.product', 'Product', { readonly: true, compute: (template) => variants(template)[0]?.id ?? false }),
    product_variant_count: integer('# Product Variants', { readonly: true, compute: (template) => variants(template).length }),
    product_tag_ids: many2many('product.tag', 'Tags'),
    taxes_id: many2many('account.tax', 'Sales Taxes'),
    supplier_taxes_id: many2many('account.tax', 'Purchase Taxes'),
    is_storable: boolean('Track Inventory'),
    sale_delay: integer('Customer Lead Time', { default: 0 }),
    tracking: selection([
        ['serial', 'By Unique Serial Number'], ['lot', 'By Lots'], ['none', 'By Quantity'],
      ], 'Tracking', { required: true, default: 'none' }),
    service_type: selection([['manual', 'Manually set quantities on order']], 'Track Service'),
    expense_policy: selection([['no', 'No'], ['cost', 'At cost'], ['sales_price', 'Sales price']], 'Re-Invoice Costs', { default: 'no' }),
    invoice_policy: selection([['order', 'Ordered quantities'], ['delivery', 'Delivered quantities']], 'Invoicing Policy'),
    x_pu_category: char('PU category'),
    x_pu_metric: char('PU metric'),
    x_service_type: char('Service type'),
    x_contract_type: char('Contract type'),
    recurring_invoice: boolean('Subscription product'),
    plan_id: many2one('sale.subscription.plan', 'Subscription plan'),
    bop_sheet_ids: one2many('ov.bop.sheet', 'product_tmpl_id', 'Bills of products'),
  },
};

/** What is in our own stock, in whatever company. */
function onHand(product: SandboxRecord): number {
  const inside = product.related('stock_quant_ids').filter((quant) => {
    const [location] = quant.related('location_id');
    return ['internal', 'transit'].includes(String(location?.value('usage')));
  });
  return inside.reduce((sum, quant) => sum + Number(quant.value('quantity')), 0);
}

const productProduct: ModelDef = {
  name: 'product.product',
  description: 'Product Variant',
  displayName: productDisplayName,
  searchByName: searchVariant,
  delegate: { field: 'product_tmpl_id', model: 'product.template' },
  order: 'default_code, name, id',
  readers: ['Inventory/User', 'Manufacturing/User', 'Products/Create', 'Role / User', 'Show Accounting Features - Readonly'],
  fields: {
    product_tmpl_id: many2one('product.template', 'Product Template', { required: true, ondelete: 'cascade' }),
    write_date: datetime('Write Date', { readonly: true, copy: false }),
    default_code: char('Internal Reference'),
    code: char('Reference', { readonly: true, compute: (product) => product.value('default_code') }),
    barcode: char('Barcode', { copy: false }),
    active: boolean('Active', { default: true }),
    is_favorite: boolean('Favorite', { related: 'product_tmpl_id.is_favorite', stored: true }),
    lst_price: float('Sales Price', { compute: (product) => product.value('list_price') }),
    stock_quant_ids: one2many('stock.quant', 'product_id', 'Stock Quant'),
    qty_available: float('Quantity On Hand', { readonly: true, compute: onHand }),
    standard_price: float('Cost', { companyDependent: true, copy: false, groups: 'base.group_user' }),
    volume: float('Volume'),
    weight: float('Weight'),
    name: char('Name', { required: true, related: 'product_tmpl_id.name', translate: true }),
    sequence: integer('Sequence', { related: 'product_tmpl_id.sequence' }),
    description: html('Description', { related: 'product_tmpl_id.description', translate: true }),
    description_purchase: text('Purchase Description', { related: 'product_tmpl_id.description_purchase', translate: true }),
    description_sale: text('Sales Description', { related: 'product_tmpl_id.description_sale', translate: true }),
    type: selection([
        ['consu', 'Goods'], ['service', 'Service'], ['combo', 'Combo'],
      ], 'Product Type', { required: true, related: 'product_tmpl_id.type' }),
    service_tracking: selection([['no', 'Nothing']], 'Create on Order', { required: true, related: 'product_tmpl_id.service_tracking' }),
    categ_id: many2one('product.category', 'Product Category', { related: 'product_tmpl_id.categ_id' }),
    currency_id: many2one('res.currency', 'Currency', { readonly: true, related: 'product_tmpl_id.currency_id' }),
    cost_currency_id: many2one('res.currency', 'Cost Currency', { readonly: true, related: 'product_tmpl_id.cost_currency_id' }),
    list_price: float('Sales Price', { related: 'product_tmpl_id.list_price' }),
    sale_ok: boolean('Sales', { related: 'product_tmpl_id.sale_ok' }),
    purchase_ok: boolean('Purchase', { related: 'product_tmpl_id.purchase_ok' }),
    uom_id: many2one('uom.uom', 'Unit', { required: true, related: 'product_tmpl_id.uom_id' }),
    uom_name: char('Unit Name', { readonly: true, related: 'product_tmpl_id.uom_name', translate: true }),
    company_id: many2one('res.company', 'Company', { related: 'product_tmpl_id.company_id' }),
    color: integer('Color Index', { related: 'product_tmpl_id.color' }),
    product_variant_ids: one2many('product.product', undefined, 'Products', { required: true, related: 'product_tmpl_id.product_variant_ids' }),
    product_variant_id: many2one('product.product', 'Product', { readonly: true, related: 'product_tmpl_id.product_variant_id' }),
    product_tag_ids: many2many('product.tag', 'Tags', { related: 'product_tmpl_id.product_tag_ids' }),
    product_variant_count: integer('# Product Variants', { readonly: true, related: 'product_tmpl_id.product_variant_count' }),
    taxes_id: many2many('account.tax', 'Sales Taxes', { related: 'product_tmpl_id.taxes_id' }),
    supplier_taxes_id: many2many('account.tax', 'Purchase Taxes', { related: 'product_tmpl_id.supplier_taxes_id' }),
    is_storable: boolean('Track Inventory', { related: 'product_tmpl_id.is_storable' }),
    sale_delay: integer('Customer Lead Time', { related: 'product_tmpl_id.sale_delay' }),
    tracking: selection([
        ['serial', 'By Unique Serial Number'], ['lot', 'By Lots'], ['none', 'By Quantity'],
      ], 'Tracking', { required: true, related: 'product_tmpl_id.tracking' }),
    service_type: selection([['manual', 'Manually set quantities on order']], 'Track Service', { related: 'product_tmpl_id.service_type' }),
    expense_policy: selection([
        ['no', 'No'], ['cost', 'At cost'], ['sales_price', 'Sales price'],
      ], 'Re-Invoice Costs', { related: 'product_tmpl_id.expense_policy' }),
    invoice_policy: selection([
        ['order', 'Ordered quantities'], ['delivery', 'Delivered quantities'],
      ], 'Invoicing Policy', { related: 'product_tmpl_id.invoice_policy' }),
    x_pu_category: char('PU category', { related: 'product_tmpl_id.x_pu_category' }),
    x_pu_metric: char('PU metric', { related: 'product_tmpl_id.x_pu_metric' }),
    x_service_type: char('Service type', { related: 'product_tmpl_id.x_service_type' }),
    x_contract_type: char('Contract type', { related: 'product_tmpl_id.x_contract_type' }),
    recurring_invoice: boolean('Subscription product', { related: 'product_tmpl_id.recurring_invoice' }),
    plan_id: many2one('sale.subscription.plan', 'Subscription plan', { related: 'product_tmpl_id.plan_id' }),
    bop_sheet_ids: one2many('ov.bop.sheet', undefined, 'Bills of products', { related: 'product_tmpl_id.bop_sheet_ids' }),
  },
};

const productPricelist: ModelDef = {
  name: 'product.pricelist',
  description: 'Pricelist',
  displayName: (pricelist) => `${pricelist.text('name')} (${pricelist.one('currency_id')?.text('name') ?? ''})`,
  order: 'sequence, id, name',
  searchNames: ['name', 'currency_id'],
  companyRule: 'parent or none',
  readers: ['Contact/Creation', 'Inventory/Administrator', 'Products/Create', 'Sales/Administrator', 'Sales/User: Own Documents Only', 'Role / User'],
  fields: {
    name: char('Pricelist Name', { required: true, translate: true }),
    active: boolean('Active', { default: true }),
    sequence: integer('Sequence', { default: 16, aggregator: false }),
    currency_id: many2one('res.currency', 'Currency', { required: true, default: callerCurrency }),
    company_id: many2one('res.company', 'Company', { default: callerCompany }),
    item_ids: one2many('product.pricelist.item', 'pricelist_id', 'Pricelist Rules'),
  },
};

const productPricelistItem: ModelDef = {
  name: 'product.pricelist.item',
  description: 'Pricelist Rule',
  order: 'applied_on, min_quantity desc, categ_id desc, id desc',
  companyRule: 'parent or none',
  readers: ['Manufacturing/Administrator', 'Products/Create', 'Sales/Administrator', 'Role / User'],
  fields: {
    name: char('Name', { readonly: true, virtual: true }),
    pricelist_id: many2one('product.pricelist', 'Pricelist', { ondelete: 'cascade' }),
    company_id: many2one('res.company', 'Company', { readonly: true, copy: false }),
    currency_id: many2one('res.currency', 'Currency', { readonly: true, copy: false }),
    date_start: datetime('Start Date'),
    date_end: datetime('End Date'),
    min_quantity: float('Min. Quantity', { default: 0 }),
    applied_on: selection([
        ['3_global', 'All Products'], ['2_product_category', 'Product Category'], ['1_product', 'Product'],
        ['0_product_variant', 'Product Variant'],
      ], 'Apply On', { required: true, default: '3_global' }),
    display_applied_on: selection([
        ['1_product', 'Product'], ['2_product_category', 'Category'],
      ], 'Display Applied On', { required: true, default: '1_product' }),
    categ_id: many2one('product.category', 'Category', { ondelete: 'cascade' }),
    product_tmpl_id: many2one('product.template', 'Product', { ondelete: 'cascade' }),
    product_id: many2one('product.product', 'Variant', { ondelete: 'cascade' }),
    base: selection([
        ['list_price', 'Sales Price'], ['standard_price', 'Cost'], ['pricelist', 'Other Pricelist'],
      ], 'Based on', { required: true, default: 'list_price' }),
    base_pricelist_id: many2one('product.pricelist', 'Other Pricelist'),
    compute_price: selection([
        ['percentage', 'Discount'], ['formula', 'Formula'], ['fixed', 'Fixed Price'],
      ], 'Compute Price', { required: true, default: 'fixed' }),
    fixed_price: float('Fixed Price'),
    percent_price: float('Percentage Price'),
    price_discount: float('Price Discount', { default: 0 }),
    price_round: float('Price Rounding'),
    price_surcharge: float('Extra Fee'),
    price_markup: float('Markup', { copy: false }),
    price_min_margin: float('Min. Price Margin'),
    price_max_margin: float('Max. Price Margin'),
  },
};

const productTag: ModelDef = {
  name: 'product.tag',
  description: 'Product Tag',
  order: 'sequence, id',
  readers: ['Products/Create', 'Role / User'],
  unique: [
    { fields: ['name'], message: 'Tag name already exists!' },
  ],
  fields: {
    name: char('Name', { required: true, translate: true }),
    sequence: integer('Sequence', { default: 10, aggregator: false }),
    color: char('Color', { default: '#3C3C3C' }),
    product_template_ids: many2many('product.template', 'Product Templates', { inverse: 'product_tag_ids' }),
    visible_to_customers: boolean('Visible to customers', { default: true }),
  },
};

export const PRODUCT: readonly ModelDef[] = [productCategory, productTemplate, productProduct, productPricelist, productPricelistItem, productTag];
