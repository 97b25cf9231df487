import { describe, expect, it } from 'vitest';
import { lineAmounts, round } from '../../../../odoo/sandbox/data/amounts.ts';
import { priceOf } from '../../../../odoo/sandbox/data/pricing.ts';
import { PRODUCT } from '../../../../odoo/sandbox/data/product-facts.ts';
import { productFacts } from '../../../../odoo/sandbox/data/products.ts';
import { PRICELIST } from '../../../../odoo/sandbox/data/ids.ts';
import { row, rows, where } from './rows.ts';

const digitsOf = (currency: unknown): number => Number(row('res.currency', currency as number)['decimal_places']);
const isExact = (amount: number, digits: number): boolean => Math.abs(amount * 10 ** digits - Math.round(amount * 10 ** digits)) < 1e-6;

describe('amounts of orders', () => {
  it('are those of the tax sheet: subtotal, tax and margin of one discounted line', () => {
    expect(lineAmounts({ quantity: 2, price: 15_000, discount: 10, cost: 9_000 }, 18, 0)).toEqual({
      price_subtotal: 27_000, price_tax: 4_860, price_total: 31_860, price_reduce_taxexcl: 13_500, price_reduce_taxinc: 15_930, margin: 9_000,
      margin_percent: 9_000 / 27_000,
    });
  });

  it('round half up, also where binary fractions fall below the half', () => {
    expect(round(1.005, 2)).toBe(1.01);
    expect(round(2.5, 0)).toBe(3);
  });

  it('leave no rounding in doubt: before rounding they are already whole in the smallest unit', () => {
    const doubtful = rows('sale.order.line').filter((line) => {
      const digits = digitsOf(line['currency_id']);
      const subtotal = Number(line['price_unit']) * (1 - Number(line['discount']) / 100) * Number(line['product_uom_qty']);
      const percent = (line['tax_ids'] as readonly number[]).reduce((sum, tax) => sum + Number(row('account.tax', tax)['amount']), 0);
      return !isExact(subtotal, digits) || !isExact((subtotal * percent) / 100, digits);
    });
    expect(doubtful.map(({ id }) => id)).toEqual([]);
  });

  it('add up from lines to order', () => {
    for (const order of rows('sale.order')) {
      const lines = where('sale.order.line', { order_id: order.id });
      const total = (field: string): number => round(lines.reduce((sum, line) => sum + Number(line[field]), 0), 2);
      expect([order['amount_untaxed'], order['amount_total'], order['margin']], String(order['name'])).toEqual(
        ['price_subtotal', 'price_total', 'margin'].map(total),
      );
      expect(round(Number(order['amount_untaxed']) + Number(order['amount_tax']), 2)).toBe(order['amount_total']);
    }
  });

  it('include an order of exactly the approval threshold and one above', () => {
    const threshold = row('res.company', 1001)['sale_approval_minimum'];
    expect(row('sale.order', 1026)['amount_total']).toBe(threshold);
    expect(Number(row('sale.order', 1027)['amount_total'])).toBe(Number(threshold) + 2);
  });
});

describe('prices', () => {
  const at = '2025-06-01 10:00:00';
  const kit = productFacts(PRODUCT.KIT_50);

  it('follow the rule with the largest minimum that the quantity reaches', () => {
    expect(priceOf(PRICELIST.TOGO, kit, 1, at)).toEqual({ price: 82_000, rule: 1101 });
    expect(priceOf(PRICELIST.TOGO, kit, 10, at)).toEqual({ price: 78_000, rule: 1102 });
  });

  it('are the product’s own where no rule applies', () => {
    expect(priceOf(PRICELIST.TOGO, productFacts(PRODUCT.MOTORCYCLE), 1, at)).toEqual({ price: 850_000, rule: false });
  });

  it('change with the season, also in a category below the rule’s', () => {
    const lantern = productFacts(PRODUCT.LANTERN);
    expect(priceOf(PRICELIST.TOGO, lantern, 1, '2025-12-24 10:00:00')).toEqual({ price: 6_000, rule: 1104 });
    expect(priceOf(PRICELIST.TOGO, lantern, 1, at)).toEqual({ price: 6_500, rule: false });
    expect(priceOf(PRICELIST.TOGO, lantern, 20, at)).toEqual({ price: 6_175, rule: 1103 });
    expect(priceOf(PRICELIST.TOGO, productFacts(PRODUCT.NOT_FOR_SALE), 20, at).rule).toBe(1103);
  });

  it('start from another list, from the cost, and add a surcharge after rounding', () => {
    expect(priceOf(PRICELIST.TOGO_PARTNERS, kit, 1, at)).toEqual({ price: 75_450, rule: 1105 });
    expect(priceOf(PRICELIST.TOGO_PARTNERS, productFacts(PRODUCT.MOTORCYCLE), 1, at)).toEqual({ price: 770_000, rule: 1106 });
    expect(priceOf(PRICELIST.TOGO_PARTNERS, productFacts(PRODUCT.NOT_FOR_SALE), 1, at)).toEqual({ price: 9_600, rule: 1107 });
  });

  it('are those of the orders’ lines, save one that was agreed', () => {
    const agreed = rows('sale.order.line').filter((line) => {
      if (line['display_type'] !== false) return false;
      const order = row('sale.order', line['order_id'] ?? false);
      const product = productFacts(Number(line['product_template_id']));
      return priceOf(Number(order['pricelist_id']), product, Number(line['product_uom_qty']), String(order['date_order'])).price !== line['price_unit'];
    });
    expect(agreed.map((line) => line['order_id'])).toEqual([1027]);
  });
});
