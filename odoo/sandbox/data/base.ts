import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { COUNTRIES } from './countries.ts';
import { CURRENCIES } from './currencies.ts';
import { UNITS } from './units.ts';

/**
 * What a fresh Odoo 19 without demo data has in the models that the graph can list, with its own ids. Read from a real
 * server (test/real/dataset.test.ts compares). The company's and the users' names are the story's: the loader writes them.
 */
export const CURRENCY = { USD: 1, XOF: 41, KES: 93 } as const;
export const COUNTRY = { KE: 114, TG: 216, US: 233 } as const;
export const UOM = { UNIT: 1, HOUR: 4, DAY: 5, KWH: 30 } as const;
export const USER = { ROBOT: 1, ADMIN: 2 } as const;
export const PAYMENT_TERM = { IMMEDIATE: 1, THIRTY_DAYS: 4 } as const;

const BORN = audit(0);

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
    email: login === '__system__' ? 'odoobot@example.com' : false,
    // Whoever prepares a real server changes the administrator afterwards.
    ...(id === USER.ADMIN ? { create_date: BORN.create_date } : BORN),
  };
}

const PAYMENT_TERMS = [
  'Immediate Payment', '15 Days', '21 Days', '30 Days', '45 Days', 'End of Following Month', '10 Days after End of Next Month',
  '30% Now, Balance 60 Days', '2/7 Net 30', '90 days, on the 10th',
] as const;

function taxGroup(id: number, name: string): Row {
  return { id, name, company_id: 1, country_id: COUNTRY.US, sequence: 10, ...BORN };
}

/** Taxes of the generic chart of accounts, which the first company gets. */
function tax(id: number, name: string, amount: number, use: 'sale' | 'purchase', groupId: number): Row {
  return {
    id, name, amount, amount_type: 'percent', type_tax_use: use, price_include: false, company_id: 1, country_id: COUNTRY.US, tax_group_id: groupId,
    active: true, sequence: 1, invoice_label: false, ...BORN,
  };
}

/** The rows that exist before the first record of the story. */
export const BASE: Rows = {
  'res.currency': CURRENCIES,
  'res.country': COUNTRIES,
  'uom.uom': UNITS,
  'product.category': [category(1, 'Goods'), category(2, 'Expenses'), category(3, 'Services')],
  'res.users': [
    user(USER.ROBOT, '__system__', 'OdooBot', 2, [1, 1001, 1002], false, false),
    user(USER.ADMIN, 'admin', 'Administrator', 3, [1, 1001, 1002], true, false),
    user(3, 'public', 'Public user', 4, [1], false, true),
    user(4, 'portaltemplate', 'Portal User Template', 5, [1], false, true),
    // Integration users of the real server's tests (test/real/prepare.py), with less than all rights.
    user(5, 'salesman@real.test', 'Real salesman', 6, [1], true, false),
    user(6, 'portal@real.test', 'Real portal', 7, [1], true, true),
  ],
  'res.partner': [
    robotPartner(2, 'OdooBot', 1, false, false, 'odoobot@example.com'),
    robotPartner(3, 'Administrator', 1, true, false, false),
    robotPartner(4, 'Public user', false, false, true, false),
    robotPartner(5, 'Portal User Template', false, false, true, false),
    robotPartner(6, 'Real salesman', false, true, false, false),
    robotPartner(7, 'Real portal', false, true, true, false),
  ],
  // Made by the first company's second currency: Odoo turns price lists on with it.
  'product.pricelist': [
    {
      id: 1, name: 'Default', display_name: 'Default (USD)', currency_id: CURRENCY.USD, company_id: 1, active: true, sequence: 10, ...BORN,
    },
  ],
  'account.payment.term': PAYMENT_TERMS.map((name, index) => ({ id: index + 1, name, company_id: false, active: true, sequence: 10, ...BORN })),
  'account.tax.group': [taxGroup(1, 'Tax 15%'), taxGroup(2, 'Tax 0%')],
  'account.tax': [tax(1, '15%', 15, 'sale', 1), tax(2, '15%', 15, 'purchase', 1), tax(3, '0% Exports', 0, 'sale', 2), tax(4, '0% Imports', 0, 'purchase', 2)],
};
