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
export const UOM = { UNIT: 1, HOUR: 4, DAY: 5, METRE: 9, KWH: 30 } as const;
export const USER = { ROBOT: 1, ADMIN: 2 } as const;
export const PAYMENT_TERM = { IMMEDIATE: 1, THIRTY_DAYS: 4 } as const;

const BORN = audit(0);

function category(id: number, name: string): Row {
  return { id, name, complete_name: name, parent_id: false, parent_path: `${id}/`, ...BORN };
}

function robotPartner(id: number, name: string, companyId: number | false, active: boolean, share: boolean, email: string | false): Row {
  return {
    id, name, complete_name: name, is_company: false, company_type: 'person', type: 'contact', active, email,
    email_normalized: email, lang: 'en_US', company_id: companyId, commercial_partner_id: id, partner_share: share, create_date: BORN.create_date,
  };
}

function user(id: number, login: string, name: string, partnerId: number, companyIds: readonly number[], active: boolean, share: boolean): Row {
  return {
    id, login, name, partner_id: partnerId, company_id: 1, company_ids: companyIds, active, share, lang: 'en_US',
    email: login === '__system__' ? 'odoobot@example.com' : false, create_date: BORN.create_date,
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
    { id: 1, name: 'Default', display_name: 'Default (USD)', currency_id: CURRENCY.USD, company_id: 1, active: true, sequence: 10, ...BORN },
  ],
  'account.payment.term': [
    { id: PAYMENT_TERM.IMMEDIATE, name: 'Immediate Payment', company_id: false, active: true, sequence: 10, ...BORN },
    { id: PAYMENT_TERM.THIRTY_DAYS, name: '30 Days', company_id: false, active: true, sequence: 10, ...BORN },
  ],
};
