import { asIds } from '../../odoo/client/values.ts';
import { found, lacks, listed, missing, namesOf, ok, some, type Row } from '../judge.ts';
import type { Facts } from '../facts.ts';
import type { Judgement, SetupRule } from '../types.ts';

const isHardware = (row: Row): boolean => row.x_service_type === 'hardware';
const isStorable = (row: Row): boolean => row.product_type === 'product';
const isService = (row: Row): boolean => row.product_type === 'service';

/** OK where no sold product is wrong; the wrong ones are named. Nothing sold is nothing to go by. */
function none(wrong: (row: Row) => boolean, what: string, field: string): (facts: Facts) => Judgement {
  return (facts) =>
    lacks(facts, 'product.template', field) ??
    found(facts.answers.soldProducts, facts, (sold) => {
      if (sold.total === 0) return missing('No product is sold.');
      return found(facts.answers.doubtfulProducts, facts, ({ rows, total }) => {
        const names = namesOf(rows.filter(wrong));
        const more = total > rows.length ? ` (of the first ${rows.length} that break some rule)` : '';
        return names.length === 0 ? ok(`None of ${sold.total} sold products ${what}.`) : missing(`${names.length} of ${sold.total} sold products ${what}${more}: ${listed(names)}.`);
      });
    });
}

const FORM = 'Inventory → Products → [Product] → General Information';

/** Seed 000, section 12, "Products". */
export const PRODUCTS: readonly SetupRule[] = [
  {
    id: 'products.sold',
    group: 'PRODUCTS',
    severity: 'REQUIRED',
    title: 'At least one product is sold',
    path: 'Sales → Products → Products',
    remedy: 'Create the products, with Sales ticked.',
    judge: some('soldProducts', 'sold products'),
  },
  {
    id: 'products.hardwareStorable',
    group: 'PRODUCTS',
    severity: 'REQUIRED',
    title: 'No hardware is a service: what needs a serial number is storable',
    path: FORM,
    remedy: 'Make the product storable (Goods with Track Inventory since Odoo 18); consumables are right for cables and small accessories only.',
    judge: none((row) => isHardware(row) && isService(row), 'are hardware and services at once', 'x_service_type'),
  },
  {
    id: 'products.hardwareSerial',
    group: 'PRODUCTS',
    severity: 'RECOMMENDED',
    title: 'Storable hardware is tracked by unique serial number',
    path: 'Inventory → Products → [Product] → Inventory → Traceability',
    remedy: 'Set Tracking to By Unique Serial Number: assets are governed by serial number.',
    judge: none((row) => isHardware(row) && isStorable(row) && row.tracking !== 'serial', 'are hardware without serial numbers', 'x_service_type'),
  },
  {
    id: 'products.hardwareDelivered',
    group: 'PRODUCTS',
    severity: 'RECOMMENDED',
    title: 'Storable hardware is invoiced by delivered quantities',
    path: FORM,
    remedy: 'Set Invoicing Policy to Delivered quantities; an invoice then needs a validated delivery, or it ends with "Nothing to invoice".',
    judge: none((row) => isHardware(row) && isStorable(row) && row.invoice_policy !== 'delivery', 'are hardware that is invoiced as ordered', 'x_service_type'),
  },
  {
    id: 'products.servicesOrdered',
    group: 'PRODUCTS',
    severity: 'REQUIRED',
    title: 'Services are invoiced by ordered quantities',
    path: FORM,
    remedy: 'Set Invoicing Policy to Ordered quantities: nothing ever delivers a service, so its invoice would end with "Nothing to invoice".',
    judge: none((row) => isService(row) && row.invoice_policy !== 'order', 'are services that wait for a delivery', 'invoice_policy'),
  },
  {
    id: 'products.puCategory',
    group: 'PRODUCTS',
    severity: 'RECOMMENDED',
    title: 'Every sold product has a PU category',
    path: 'Sales → Products → [Product]',
    remedy: 'Set the PU category (x_pu_category); where the field is not shown, check that abs_connector is installed.',
    judge: none((row) => row.x_pu_category === false, 'have no PU category', 'x_pu_category'),
  },
  {
    id: 'products.price',
    group: 'PRODUCTS',
    severity: 'RECOMMENDED',
    title: 'Every sold product has a sales price',
    path: FORM,
    remedy: 'Set the Sales Price.',
    judge: none((row) => row.list_price === 0, 'have no sales price', 'list_price'),
  },
  {
    id: 'products.tax',
    group: 'PRODUCTS',
    severity: 'RECOMMENDED',
    title: 'Every sold product has a customer tax',
    path: FORM,
    remedy: 'Set Customer Taxes; products that all companies share need one of each company.',
    judge: none((row) => asIds(row.taxes_id).length === 0, 'have no customer tax', 'taxes_id'),
  },
];
