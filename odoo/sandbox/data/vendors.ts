import type { Rows } from './types.ts';
import { COMPANY } from './ids.ts';
import { party } from './parties.ts';

/** res.partner ids of those from whom the companies buy; they are nobody's customers. */
export const VENDOR = { TOGO: 1451, KENYA: 1452 } as const;

const VENDORS = [
  { id: VENDOR.TOGO, name: 'Golfe Solaire Import', companyId: COMPANY.TOGO, city: 'Lomé', email: 'ventes@golfe-solaire.example' },
  { id: VENDOR.KENYA, name: 'Rift Battery Works', companyId: COMPANY.KENYA, city: 'Nakuru', email: 'orders@rift-battery.example' },
] as const;

export const VENDOR_ROWS: Rows = {
  'res.partner': VENDORS.map((vendor) => ({ ...party({ ...vendor, isCompany: true, born: 12 }), supplier_rank: 1 })),
};
