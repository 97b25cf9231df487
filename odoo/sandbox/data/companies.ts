import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { COUNTRY, CURRENCY } from './base.ts';
import { COMPANY, TAX, WAREHOUSE } from './ids.ts';
import { party } from './parties.ts';

const HOLDING = 'Harmattan Energy Holding';
const TOGO = 'Harmattan Energy Togo';
const KENYA = 'Harmattan Energy Kenya';

/** Approval starts above this amount, in the company's currency (graph: `Company.approvalThreshold`). */
export const APPROVAL_MINIMUM = { [COMPANY.HOLDING]: 0, [COMPANY.TOGO]: 500_000, [COMPANY.KENYA]: 100_000 } as const;

interface CompanyFacts {
  readonly id: number;
  readonly name: string;
  readonly partnerId: number;
  readonly currencyId: number;
  readonly countryId: number;
  readonly sequence: number;
  readonly approval: number | false;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
}

const FACTS: readonly CompanyFacts[] = [
  {
    id: COMPANY.HOLDING, name: HOLDING, partnerId: 1, currencyId: CURRENCY.USD, countryId: COUNTRY.US, sequence: 1, approval: false,
    email: 'office@harmattan.example', phone: '+1 202 555 0100', street: '1 Meridian Way', city: 'Wilmington',
  },
  {
    id: COMPANY.TOGO, name: TOGO, partnerId: 1001, currencyId: CURRENCY.XOF, countryId: COUNTRY.TG, sequence: 10,
    approval: APPROVAL_MINIMUM[COMPANY.TOGO],
    email: 'togo@harmattan.example', phone: '+228 22 20 01 00', street: '12 Boulevard du Mono', city: 'Lomé',
  },
  {
    id: COMPANY.KENYA, name: KENYA, partnerId: 1002, currencyId: CURRENCY.KES, countryId: COUNTRY.KE, sequence: 10,
    approval: APPROVAL_MINIMUM[COMPANY.KENYA],
    email: 'kenya@harmattan.example', phone: '+254 20 200 1000', street: '48 Mombasa Road', city: 'Nairobi',
  },
];

function company(facts: CompanyFacts): Row {
  return {
    id: facts.id, name: facts.name, partner_id: facts.partnerId, currency_id: facts.currencyId, country_id: facts.countryId,
    sequence: facts.sequence, active: true, parent_id: false, parent_path: `${facts.id}/`, email: facts.email,
    phone: facts.phone, street: facts.street, city: facts.city, quotation_validity_days: 30,
    sale_approval_enabled: facts.approval !== false, sale_approval_minimum: facts.approval === false ? 0 : facts.approval, ...audit(0, 30),
  };
}

function legalParty(facts: CompanyFacts): Row {
  return party({
    id: facts.partnerId, name: facts.name, isCompany: true, companyId: false, countryId: facts.countryId, city: facts.city,
    street: facts.street, email: facts.email, phone: facts.phone, born: 0,
  });
}

function warehouse(id: number, name: string, code: string, companyId: number, partnerId: number): Row {
  return {
    id, name, code, company_id: companyId, partner_id: partnerId, active: true, sequence: 10,
    delivery_steps: 'ship_only', reception_steps: 'one_step', ...audit(1),
  };
}

function tax(id: number, name: string, amount: number, companyId: number, countryId: number, groupId: number): Row {
  return {
    id, name, amount, amount_type: 'percent', type_tax_use: 'sale', price_include: false, company_id: companyId,
    country_id: countryId, tax_group_id: groupId, active: true, sequence: 1, invoice_label: name, ...audit(1),
  };
}

/** Companies, the parties behind them, their warehouses and sales taxes. */
export const COMPANIES: Rows = {
  'res.company': FACTS.map(company),
  'res.partner': FACTS.map(legalParty),
  'stock.warehouse': [
    warehouse(WAREHOUSE.HOLDING, HOLDING, 'WH', COMPANY.HOLDING, 1),
    warehouse(WAREHOUSE.TOGO, TOGO, 'TG', COMPANY.TOGO, 1001),
    warehouse(WAREHOUSE.KENYA, KENYA, 'KE', COMPANY.KENYA, 1002),
  ],
  'account.tax.group': [
    { id: 1001, name: 'TVA', company_id: COMPANY.TOGO, country_id: COUNTRY.TG, sequence: 10, ...audit(1) },
    { id: 1002, name: 'VAT', company_id: COMPANY.KENYA, country_id: COUNTRY.KE, sequence: 10, ...audit(1) },
  ],
  'account.tax': [
    tax(TAX.TOGO_VAT, 'TVA 18%', 18, COMPANY.TOGO, COUNTRY.TG, 1001),
    tax(TAX.TOGO_EXEMPT, 'Exonéré', 0, COMPANY.TOGO, COUNTRY.TG, 1001),
    tax(TAX.KENYA_VAT, 'VAT 16%', 16, COMPANY.KENYA, COUNTRY.KE, 1002),
    tax(TAX.KENYA_EXEMPT, 'Exempt', 0, COMPANY.KENYA, COUNTRY.KE, 1002),
  ],
};
