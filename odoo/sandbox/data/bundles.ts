import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { COMPANY } from './ids.ts';
import { PRODUCT } from './product-facts.ts';
import { variantOf } from './products.ts';

type Component = readonly [template: number, quantity: number, substitutable?: boolean];

interface Sheet {
  readonly id: number;
  readonly name: string;
  readonly template: number;
  readonly companyId: number;
  readonly components: readonly Component[];
  readonly retired?: boolean;
}

const P = PRODUCT;
const SHEETS: readonly Sheet[] = [
  {
    id: 1001, name: 'Rider starter pack', template: P.RIDER_PACK, companyId: COMPANY.TOGO,
    components: [[P.MOTORCYCLE, 1], [P.BATTERY, 2, true], [P.HELMET, 1, true]],
  },
  {
    id: 1002, name: 'Household energy pack', template: P.HOME_PACK, companyId: COMPANY.TOGO,
    components: [[P.KIT_50, 1], [P.LANTERN, 2, true], [P.CABLES, 1.5], [P.INSTALLATION, 1]],
  },
  // A pack of packs.
  {
    id: 1003, name: 'Village pack', template: P.VILLAGE_PACK, companyId: COMPANY.TOGO,
    components: [[P.HOME_PACK, 20], [P.EXEMPT_PUMP, 1], [P.MAINTENANCE, 12]],
  },
  {
    id: 1004, name: 'Household energy pack 2024', template: P.HOME_PACK, companyId: COMPANY.TOGO,
    components: [[P.RETIRED_KIT, 1], [P.LANTERN, 1]], retired: true,
  },
  {
    id: 1005, name: 'Boda rider pack', template: P.KE_RIDER_PACK, companyId: COMPANY.KENYA,
    components: [[P.KE_MOTORCYCLE, 1], [P.KE_BATTERY, 1, true]],
  },
];

function sheet(facts: Sheet): Row {
  return {
    id: facts.id, name: facts.name, product_tmpl_id: facts.template, company_id: facts.companyId, active: facts.retired !== true, ...audit(25, 10),
  };
}

function lines(): readonly Row[] {
  return SHEETS.flatMap((facts) => facts.components.map((component, index) => ({ facts, component, index })))
    .map(({ facts, component: [template, quantity, substitutable = false], index }, position) => ({
      id: 1101 + position, sheet_id: facts.id, sequence: (index + 1) * 10, product_id: variantOf(template), quantity, substitutable, ...audit(25),
    }));
}

/** The seed's bill of products: what a pack is made of when it is sold. */
export const BUNDLES: Rows = { 'ov.bop.sheet': SHEETS.map(sheet), 'ov.bop.line': lines() };
