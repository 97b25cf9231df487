import type { EdgeDomain } from '../../graph/engine.ts';
import { and, or, where } from '../../odoo/domain/build.ts';

/** `Product.billsOfMaterials`: bills of this variant, and of its template without a variant. */
export const billsOfProduct: EdgeDomain = (product) =>
  or(where('product_id', '=', product), and(where('product_id', '=', false), where('product_tmpl_id.product_variant_ids', 'in', [product])));
