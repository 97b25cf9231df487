import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';

/**
 * What a fresh Odoo 19 without demo data has in the models that the graph can list, with its own ids. Read from a real
 * server (test/real/dataset.test.ts compares). The company's and the users' names are the story's: the loader writes them.
 */
export const CURRENCY = { USD: 1, XOF: 41, KES: 93, EUR: 126 } as const;
export const COUNTRY = { BJ: 25, GH: 80, KE: 114, TG: 216, UG: 230, US: 233 } as const;
export const UOM = { UNIT: 1, HOUR: 4, DAY: 5, METRE: 9, KWH: 30 } as const;
export const USER = { ROBOT: 1, ADMIN: 2 } as const;
export const PAYMENT_TERM = { IMMEDIATE: 1, THIRTY_DAYS: 4 } as const;

const BORN = audit(0);
const ADDRESS_FORMAT = '%(street)s\n%(street2)s\n%(city)s %(state_code)s %(zip)s\n%(country_name)s';

function currency(id: number, name: string, fullName: string, symbol: string, digits: number, position: string): Row {
  return {
    id, name, full_name: fullName, symbol, position, active: true, decimal_places: digits, rounding: 10 ** -digits, ...BORN,
  };
}

function country(id: number, code: string, name: string, phoneCode: number, currencyId: number, vatLabel: string | false): Row {
  return { id, code, name, phone_code: phoneCode, currency_id: currencyId, vat_label: vatLabel, address_format: ADDRESS_FORMAT, ...BORN };
}

function unit(id: number, name: string, factor: number, relativeTo: number | false = false): Row {
  return { id, name, factor, relative_factor: factor, relative_uom_id: relativeTo, active: true, ...BORN };
}

function category(id: number, name: string): Row {
  return { id, name, complete_name: name, parent_id: false, parent_path: `${id}/`, ...BORN };
}

function robotPartner(id: number, name: string, companyId: number | false, active: boolean, share: boolean, email: string | false): Row {
  return {
    id, name, complete_name: name, is_company: false, company_type: 'person', type: 'contact', active, email,
    email_normalized: email, lang: 'en_US', company_id: companyId, commercial_partner_id: id, partner_share: share, ...BORN,
  };
}

function user(id: number, login: string, name: string, partnerId: number, companyIds: readonly number[], active: boolean, share: boolean): Row {
  return {
    id, login, name, partner_id: partnerId, company_id: 1, company_ids: companyIds, active, share, lang: 'en_US',
    email: login === '__system__' ? 'odoobot@example.com' : false, ...BORN,
  };
}

/** The rows that exist before the first record of the story. */
export const BASE: Rows = {
  'res.currency': [
    currency(CURRENCY.USD, 'USD', 'United States dollar', '$', 2, 'before'),
    currency(CURRENCY.XOF, 'XOF', 'CFA franc BCEAO', 'CFA', 0, 'after'),
    currency(CURRENCY.KES, 'KES', 'Kenyan shilling', 'KSh', 2, 'after'),
  ],
  'res.country': [
    country(COUNTRY.BJ, 'BJ', 'Benin', 229, CURRENCY.XOF, false),
    country(COUNTRY.GH, 'GH', 'Ghana', 233, 113, false),
    country(COUNTRY.KE, 'KE', 'Kenya', 254, CURRENCY.KES, false),
    country(COUNTRY.TG, 'TG', 'Togo', 228, CURRENCY.XOF, false),
    country(COUNTRY.UG, 'UG', 'Uganda', 256, 43, 'TIN'),
    country(COUNTRY.US, 'US', 'United States', 1, CURRENCY.USD, false),
  ],
  'uom.uom': [
    unit(UOM.UNIT, 'Units', 1),
    unit(2, 'Pack of 6', 6, UOM.UNIT),
    unit(UOM.HOUR, 'Hours', 1),
    unit(UOM.DAY, 'Days', 8, UOM.HOUR),
    unit(UOM.KWH, 'KWH', 1),
  ],
  'product.category': [category(1, 'Goods'), category(2, 'Expenses'), category(3, 'Services')],
  'res.users': [
    user(USER.ROBOT, '__system__', 'OdooBot', 2, [1, 1001, 1002], false, false),
    user(USER.ADMIN, 'admin', 'Administrator', 3, [1, 1001, 1002], true, false),
    user(3, 'public', 'Public user', 4, [1], false, true),
    user(4, 'portaltemplate', 'Portal User Template', 5, [1], false, true),
  ],
  'res.partner': [
    robotPartner(2, 'OdooBot', 1, false, false, 'odoobot@example.com'),
    robotPartner(3, 'Administrator', 1, true, false, false),
    robotPartner(4, 'Public user', false, false, true, false),
    robotPartner(5, 'Portal User Template', false, false, true, false),
  ],
  'account.payment.term': [
    { id: PAYMENT_TERM.IMMEDIATE, name: 'Immediate Payment', company_id: false, active: true, sequence: 10, ...BORN },
    { id: PAYMENT_TERM.THIRTY_DAYS, name: '30 Days', company_id: false, active: true, sequence: 10, ...BORN },
  ],
};
