import {
  boolean, char, date, float, html, integer, many2many, many2one, monetary, one2many, selection,
  type ModelDef,
} from '../schema.ts';
import { joinCompany, prepareCompany, partnerDisplayName, derivePartner, partnerPricelist, contactAddress, pathOfNames } from './parties.ts';
import { callerCompany, callerCurrency } from './defaults.ts';

const resCompany: ModelDef = {
  name: 'res.company',
  description: 'Companies',
  order: 'sequence, name',
  parent: 'parent_id',
  parentStore: true,
  companyRule: 'companies',
  prepare: prepareCompany,
  created: joinCompany,
  readers: ['Access Rights', 'Role / Portal', 'Role / Public', 'Role / User'],
  unique: [
    { fields: ['name'], message: 'The company name must be unique!' },
  ],
  fields: {
    name: char('Company Name', { required: true, related: 'partner_id.name', stored: true }),
    active: boolean('Active', { default: true }),
    sequence: integer('Sequence', { default: 10, aggregator: false }),
    parent_id: many2one('res.company', 'Parent Company', { ondelete: 'restrict' }),
    child_ids: one2many('res.company', 'parent_id', 'Branches'),
    parent_path: char('Parent Path'),
    partner_id: many2one('res.partner', 'Partner', { required: true }),
    currency_id: many2one('res.currency', 'Currency', { required: true, default: callerCurrency }),
    user_ids: many2many('res.users', 'Accepted Users', { inverse: 'company_ids' }),
    email: char('Email', { related: 'partner_id.email', stored: true }),
    phone: char('Phone', { related: 'partner_id.phone', stored: true }),
    website: char('Website Link', { related: 'partner_id.website' }),
    vat: char('Tax ID', { related: 'partner_id.vat' }),
    company_registry: char('Company ID', { related: 'partner_id.company_registry' }),
    account_fiscal_country_id: many2one('res.country', 'Fiscal Country'),
    country_id: many2one('res.country', 'Country', { compute: (company) => company.one('partner_id')?.value('country_id') ?? false }),
    country_code: char('Country Code', { readonly: true, related: 'country_id.code' }),
    state_id: many2one('res.country.state', 'Fed. State', { compute: (company) => company.one('partner_id')?.value('state_id') ?? false }),
    street: char('Street', { compute: (company) => company.one('partner_id')?.value('street') ?? false }),
    street2: char('Street2', { compute: (company) => company.one('partner_id')?.value('street2') ?? false }),
    zip: char('Zip', { compute: (company) => company.one('partner_id')?.value('zip') ?? false }),
    city: char('City', { compute: (company) => company.one('partner_id')?.value('city') ?? false }),
    quotation_validity_days: integer('Default Quotation Validity', { default: 30 }),
    sale_approval_enabled: boolean('Sales order approval'),
    sale_approval_minimum: monetary('Minimum order amount', 'currency_id'),
  },
};

const resPartner: ModelDef = {
  name: 'res.partner',
  description: 'Contact',
  order: 'complete_name ASC, id DESC',
  searchNames: ['complete_name', 'email', 'ref', 'vat', 'company_registry'],
  parent: 'parent_id',
  companyRule: 'partner',
  readers: [
    'Accounting/Administrator', 'Contact/Creation', 'Inventory/Administrator', 'Manufacturing/Administrator',
    'Manufacturing/User', 'Sales/Administrator', 'Sales/User: Own Documents Only', 'Role / Portal', 'Role / Public',
    'Role / User',
  ],
  checks: [
    { fields: ['type', 'name'], refuse: (partner) => (partner.value('type') === 'contact' && partner.text('name') === '' ? 'Contacts require a name' : undefined) },
  ],
  displayName: partnerDisplayName,
  copyName: true,
  derive: derivePartner,
  fields: {
    name: char('Name'),
    complete_name: char('Complete Name', { readonly: true, copy: false }),
    parent_id: many2one('res.partner', 'Related Company'),
    parent_name: char('Parent name', { readonly: true, related: 'parent_id.name' }),
    child_ids: one2many('res.partner', 'parent_id', 'Contact'),
    ref: char('Reference'),
    lang: selection([['en_US', 'English (US)']], 'Language'),
    user_id: many2one('res.users', 'Salesperson'),
    vat: char('Tax ID'),
    company_registry: char('Company ID'),
    website: char('Website Link'),
    comment: html('Notes'),
    category_id: many2many('res.partner.category', 'Tags'),
    active: boolean('Active', { default: true }),
    employee: boolean('Employee'),
    function: char('Job Position'),
    type: selection([
        ['contact', 'Contact'], ['invoice', 'Invoice'], ['delivery', 'Delivery'], ['other', 'Other'],
      ], 'Address Type', { default: 'contact' }),
    street: char('Street'),
    street2: char('Street2'),
    zip: char('Zip'),
    city: char('City'),
    state_id: many2one('res.country.state', 'State', { ondelete: 'restrict' }),
    country_id: many2one('res.country', 'Country', { ondelete: 'restrict' }),
    country_code: char('Country Code', { readonly: true, related: 'country_id.code' }),
    email: char('Email'),
    email_normalized: char('Normalized Email', { readonly: true, copy: false }),
    phone: char('Phone'),
    is_company: boolean('Is a Company'),
    company_type: selection([['person', 'Person'], ['company', 'Company']], 'Company Type', {
      compute: (partner) => (partner.value('is_company') === true ? 'company' : 'person'),
    }),
    company_id: many2one('res.company', 'Company'),
    user_ids: one2many('res.users', 'partner_id', 'Users'),
    partner_share: boolean('Share Partner', { readonly: true, copy: false }),
    commercial_partner_id: many2one('res.partner', 'Commercial Entity', { readonly: true, copy: false }),
    commercial_company_name: char('Company Name Entity', { readonly: true, copy: false }),
    company_name: char('Company Name'),
    barcode: char('Barcode', { companyDependent: true, copy: false }),
    color: integer('Color Index', { default: 0 }),
    customer_rank: integer('Customer Rank', { default: 0, copy: false }),
    supplier_rank: integer('Supplier Rank', { default: 0, copy: false }),
    credit_limit: float('Credit Limit', { companyDependent: true, copy: false, groups: 'account.group_account_invoice,account.group_account_readonly' }),
    property_payment_term_id: many2one('account.payment.term', 'Customer Payment Terms', { companyDependent: true, ondelete: 'restrict', copy: false }),
    property_supplier_payment_term_id: many2one('account.payment.term', 'Vendor Payment Terms', { companyDependent: true, copy: false }),
    property_product_pricelist: many2one('product.pricelist', 'Pricelist', { compute: partnerPricelist }),
    specific_property_product_pricelist: many2one('product.pricelist', 'Specific Property Product Pricelist', { companyDependent: true, copy: false }),
    partner_latitude: float('Geo Latitude'),
    partner_longitude: float('Geo Longitude'),
    contact_address: char('Complete Address', { readonly: true, compute: contactAddress }),
    sale_order_ids: one2many('sale.order', 'partner_id', 'Sales Order'),
    ov_membership_ids: one2many('ov.membership', 'person_partner_id', 'Serviced account memberships'),
    x_sa_id: many2one('ov.serviced_account', 'Serviced account', { copy: false }),
    x_actor_id: many2one('res.partner', 'Actor', { copy: false }),
    ov_sa_assignment_ids: one2many('ov.sa_customer_assignment', 'partner_id', 'Serviced account associations'),
  },
};

const resPartnerCategory: ModelDef = {
  name: 'res.partner.category',
  description: 'Partner Tags',
  displayName: pathOfNames,
  order: 'name, id',
  parent: 'parent_id',
  parentStore: true,
  readers: ['Contact/Creation', 'Role / User'],
  fields: {
    name: char('Name', { required: true, translate: true }),
    color: integer('Color', { default: 9, aggregator: false }),
    parent_id: many2one('res.partner.category', 'Category', { ondelete: 'cascade' }),
    child_ids: one2many('res.partner.category', 'parent_id', 'Child Tags'),
    active: boolean('Active', { default: true }),
    parent_path: char('Parent Path'),
    partner_ids: many2many('res.partner', 'Partners', { inverse: 'category_id', copy: false }),
  },
};

const resUsers: ModelDef = {
  name: 'res.users',
  description: 'User',
  order: 'name, login',
  companyRule: 'users',
  readers: ['Access Rights', 'Role / Portal', 'Role / Public', 'Role / User'],
  unique: [
    { fields: ['login'], message: 'You can not have two users with the same login!' },
  ],
  delegate: { field: 'partner_id', model: 'res.partner' },
  searchNames: ['name', 'login'],
  fields: {
    partner_id: many2one('res.partner', 'Related Partner', { required: true }),
    login: char('Login', { required: true }),
    active: boolean('Active', { default: true }),
    share: boolean('Share User', { readonly: true, copy: false }),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
    company_ids: many2many('res.company', 'Companies'),
    lang: selection([['en_US', 'English (US)']], 'Language', { related: 'partner_id.lang' }),
    name: char('Name', { related: 'partner_id.name' }),
    email: char('Email', { related: 'partner_id.email' }),
    phone: char('Phone', { related: 'partner_id.phone' }),
    function: char('Job Position', { related: 'partner_id.function' }),
    x_sa_id: many2one('ov.serviced_account', 'Serviced account', { related: 'partner_id.x_sa_id' }),
    x_actor_id: many2one('res.partner', 'Actor', { related: 'partner_id.x_actor_id' }),
  },
};

const resLang: ModelDef = {
  name: 'res.lang',
  description: 'Languages',
  order: 'active desc,name',
  readers: ['Role / Administrator', 'Role / Portal', 'Role / Public', 'Role / User'],
  unique: [
    { fields: ['name'], message: 'The name of the language must be unique!' },
    { fields: ['code'], message: 'The code of the language must be unique!' },
    { fields: ['url_code'], message: 'The URL code of the language must be unique!' },
  ],
  fields: {
    name: char('Name', { required: true }),
    code: char('Locale Code', { required: true }),
    iso_code: char('ISO code'),
    url_code: char('URL Code', { required: true }),
    active: boolean('Active'),
    direction: selection([['ltr', 'Left-to-Right'], ['rtl', 'Right-to-Left']], 'Direction', { required: true, default: 'ltr' }),
    date_format: selection([
        ['%d/%m/%Y', '31/01/2026'], ['%m/%d/%Y', '01/31/2026'], ['%Y/%m/%d', '2026/01/31'], ['%d-%m-%Y', '31-01-2026'],
        ['%m-%d-%Y', '01-31-2026'], ['%Y-%m-%d', '2026-01-31'], ['%d.%m.%Y', '31.01.2026'], ['%m.%d.%Y', '01.31.2026'],
        ['%Y.%m.%d', '2026.01.31'],
      ], 'Date Format', { required: true, default: '%m/%d/%Y' }),
    time_format: selection([['%H:%M:%S', '13:00:00'], ['%I:%M:%S %p', ' 1:00:00 PM']], 'Time Format', { required: true, default: '%H:%M:%S' }),
    week_start: selection([
        ['1', 'Monday'], ['2', 'Tuesday'], ['3', 'Wednesday'], ['4', 'Thursday'], ['5', 'Friday'], ['6', 'Saturday'],
        ['7', 'Sunday'],
      ], 'First Day of Week', { required: true, default: '7' }),
    grouping: selection([
        ['[3,0]', 'International Grouping'], ['[3,2,0]', 'Indian Grouping'],
      ], 'Separator Format', { required: true, default: '[3,0]' }),
    decimal_point: char('Decimal Separator', { required: true, default: '.' }),
    thousands_sep: char('Thousands Separator', { default: ',' }),
  },
};

const resCurrency: ModelDef = {
  name: 'res.currency',
  description: 'Currency',
  order: 'active desc, name',
  searchNames: ['name', 'full_name'],
  readers: ['Accounting/Administrator', 'Role / Administrator', 'Role / Portal', 'Role / Public', 'Role / User'],
  unique: [
    { fields: ['name'], message: 'The currency code must be unique!' },
  ],
  fields: {
    name: char('Currency', { required: true }),
    full_name: char('Name'),
    symbol: char('Symbol', { required: true }),
    rounding: float('Rounding Factor', { default: 0.01 }),
    decimal_places: integer('Decimal Places', { readonly: true, copy: false }),
    active: boolean('Active', { default: true }),
    position: selection([['after', 'After Amount'], ['before', 'Before Amount']], 'Symbol Position', { default: 'after' }),
  },
};

const resCurrencyRate: ModelDef = {
  name: 'res.currency.rate',
  description: 'Currency Rate',
  order: 'name desc, id',
  companyRule: 'same or none',
  readers: ['Accounting/Administrator', 'Role / Administrator', 'Role / Portal', 'Role / Public', 'Role / User'],
  fields: {
    name: date('Date', { required: true, default: (env) => env.now().slice(0, 10) }),
    rate: float('Technical Rate', { aggregator: 'avg' }),
    currency_id: many2one('res.currency', 'Currency', { required: true, readonly: true, ondelete: 'cascade' }),
    company_id: many2one('res.company', 'Company', { default: callerCompany }),
  },
};

const resCountry: ModelDef = {
  name: 'res.country',
  description: 'Country',
  order: 'name, id',
  searchNames: ['name', 'code'],
  readers: ['Contact/Creation', 'Role / Administrator', 'Role / Portal', 'Role / Public', 'Role / User'],
  unique: [
    { fields: ['name'], message: 'The name of the country must be unique!' },
    { fields: ['code'], message: 'The code of the country must be unique!' },
  ],
  fields: {
    name: char('Country Name', { required: true, translate: true }),
    code: char('Country Code', { required: true }),
    phone_code: integer('Country Calling Code'),
  },
};

const resCountryState: ModelDef = {
  name: 'res.country.state',
  description: 'Country state',
  order: 'code, id',
  displayName: (state) => `${state.text('name')} (${state.one('country_id')?.text('code') ?? ''})`,
  searchNames: ['name', 'code'],
  readers: ['Contact/Creation', 'Role / Portal', 'Role / Public', 'Role / User'],
  unique: [
    { fields: ['country_id', 'code'], message: 'The code of the state must be unique by country!' },
  ],
  fields: {
    country_id: many2one('res.country', 'Country', { required: true }),
    name: char('State Name', { required: true }),
    code: char('State Code', { required: true }),
  },
};

const uomUom: ModelDef = {
  name: 'uom.uom',
  description: 'Product Unit of Measure',
  order: 'sequence, relative_uom_id, id',
  parent: 'relative_uom_id',
  parentStore: true,
  readers: ['Manufacturing/User', 'Products/Create', 'Sales/User: Own Documents Only', 'Role / Administrator', 'Role / User'],
  fields: {
    name: char('Unit Name', { required: true, translate: true }),
    sequence: integer('Sequence', { aggregator: false }),
    relative_factor: float('Contains', { required: true, default: 1.0 }),
    active: boolean('Active', { default: true }),
    relative_uom_id: many2one('uom.uom', 'Reference Unit', { ondelete: 'cascade' }),
    related_uom_ids: one2many('uom.uom', 'relative_uom_id', 'Related UoMs'),
    factor: float('Absolute Quantity', { readonly: true, copy: false }),
    parent_path: char('Parent Path'),
    rounding: float('Rounding Precision', { readonly: true, compute: () => 0.01 }),
  },
};

export const BASE: readonly ModelDef[] = [
  resCompany, resPartner, resPartnerCategory, resUsers, resLang, resCurrency, resCurrencyRate, resCountry, resCountryState, uomUom,
];
