import type { Rows } from './types.ts';
import { audit } from './calendar.ts';

export const CUSTOMER_TAG = { VIP: 1001, INSTITUTION: 1002, FLEET_OWNER: 1003 } as const;
export const PRODUCT_TAG = { NEW: 1001, CLEARANCE: 1002 } as const;

const born = audit(2);

/** Tags on customers and on products. */
export const TAGS: Rows = {
  'res.partner.category': [
    { id: CUSTOMER_TAG.VIP, name: 'VIP', display_name: 'VIP', parent_id: false, parent_path: '1001/', color: 1, active: true, ...born },
    {
      id: CUSTOMER_TAG.INSTITUTION, name: 'Institution', display_name: 'Institution', parent_id: false, parent_path: '1002/', color: 2,
      active: true, ...born,
    },
    {
      id: CUSTOMER_TAG.FLEET_OWNER, name: 'Fleet owner', display_name: 'VIP / Fleet owner', parent_id: CUSTOMER_TAG.VIP, parent_path: '1001/1003/',
      color: 3, active: true, ...born,
    },
  ],
  'product.tag': [
    { id: PRODUCT_TAG.NEW, name: 'New', sequence: 10, color: '#3C3C3C', visible_to_customers: true, ...born },
    { id: PRODUCT_TAG.CLEARANCE, name: 'Clearance', sequence: 20, color: '#A00000', visible_to_customers: true, ...born },
  ],
};
