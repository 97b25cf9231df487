import type { Rows } from './types.ts';
import { CURRENCY } from './base.ts';
import { audit } from './calendar.ts';
import { COMPANY } from './ids.ts';

/** Dollars for one unit of the company's currency, all through the story. */
export const USD_PER_XOF = 0.0016;
const USD_PER_KES = 0.0078;

export const RATES: Rows = {
  'res.currency.rate': [
    { id: 1001, name: '2025-01-01', currency_id: CURRENCY.USD, company_id: COMPANY.TOGO, rate: USD_PER_XOF, ...audit(0) },
    { id: 1002, name: '2025-01-01', currency_id: CURRENCY.USD, company_id: COMPANY.KENYA, rate: USD_PER_KES, ...audit(0) },
  ],
};
