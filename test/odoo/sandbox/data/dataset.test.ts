import { describe, expect, it } from 'vitest';
import { dataset } from '../../../../odoo/sandbox/data/dataset.ts';
import { GENERATIONS } from '../../../../odoo/sandbox/data/types.ts';
import { modelsOf } from '../../../../odoo/sandbox/models/index.ts';
import { DATA, row, rows, tally, where } from './rows.ts';

describe('the data set', () => {
  it('is the same at every call, and nobody shares arrays with another caller', () => {
    expect(dataset()).toEqual(dataset());
    expect(dataset()['sale.order']).not.toBe(dataset()['sale.order']);
  });

  it('lists each model by ascending id, each id once', () => {
    for (const [model, list] of Object.entries(DATA)) {
      const ids = list.map(({ id }) => id);
      expect(ids, model).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
    }
  });

  it('has the companies, accounts, people, customers and orders that were asked for', () => {
    const customers = rows('res.partner').filter((partner) => Number(partner['customer_rank'] ?? 0) >= 1);
    expect(rows('res.company').map(({ id }) => id)).toEqual([1, 1001, 1002]);
    expect(tally(rows('ov.serviced_account'), 'state')).toEqual(new Map([['active', 8], ['draft', 1], ['inactive', 1]]));
    expect(rows('abs.employee')).toHaveLength(34);
    expect(customers).toHaveLength(120);
    expect(rows('sale.order')).toHaveLength(200);
  });

  it('has orders in every state with every approval', () => {
    const combinations = tally(rows('sale.order'), 'state', 'locked', 'approval_status');
    const states = ['draft false', 'sent false', 'sale false', 'sale true', 'cancel false'];
    for (const state of states) {
      for (const approval of ['none', 'pending', 'approved', 'rejected']) {
        expect(combinations.get(`${state} ${approval}`), `${state} ${approval}`).toBeGreaterThanOrEqual(5);
      }
    }
    expect(combinations.size).toBe(20);
  });

  it('spreads orders over 2025 and 2026 and never past the story’s today', () => {
    const dates = rows('sale.order').map((order) => String(order['date_order'])).toSorted();
    expect(dates[0]?.slice(0, 4)).toBe('2025');
    expect(dates.at(-1)?.slice(0, 4)).toBe('2026');
    expect(dates.at(-1)! < '2026-11-01').toBe(true);
  });

  it('has products of every kind, tracking and service type, and one without a taxonomy', () => {
    expect(tally(rows('product.template'), 'type', 'is_storable').size).toBe(3);
    expect([...tally(rows('product.template'), 'tracking').keys()].toSorted()).toEqual(['lot', 'none', 'serial']);
    expect([...tally(rows('product.template'), 'x_service_type').keys()].toSorted()).toEqual(['false', 'hardware', 'service', 'subscription', 'warranty']);
    expect([...tally(rows('product.template'), 'x_contract_type').keys()].toSorted()).toEqual(['false', 'lease', 'one_off', 'paygo', 'subscription']);
    expect(where('product.template', { x_pu_category: false, x_pu_metric: false })).toHaveLength(1);
  });

  it('gives a variant another id than its template, and the same name, price and archive flag', () => {
    for (const variant of rows('product.product')) {
      const template = row('product.template', variant['product_tmpl_id'] ?? false);
      expect(variant.id).not.toBe(template.id);
      for (const field of ['name', 'default_code', 'list_price', 'standard_price', 'active', 'company_id']) expect(variant[field]).toBe(template[field]);
    }
  });

  it('has price rules of every method and scope', () => {
    expect([...tally(rows('product.pricelist.item'), 'compute_price').keys()].toSorted()).toEqual(['fixed', 'formula', 'percentage']);
    expect([...tally(rows('product.pricelist.item'), 'applied_on').keys()].toSorted()).toEqual(['0_product_variant', '1_product', '2_product_category', '3_global']);
    expect([...tally(rows('product.pricelist'), 'currency_id').keys()].toSorted()).toEqual(['1', '41', '93']);
  });

  it('has native subscriptions and those of the apps, with and without an order', () => {
    expect([...tally(where('sale.order', { is_subscription: true }), 'subscription_state').keys()].length).toBeGreaterThanOrEqual(5);
    expect([...tally(rows('abs.subscription'), 'status').keys()].length).toBeGreaterThanOrEqual(3);
    expect(where('abs.subscription', { order_id: false })).toHaveLength(2);
  });

  for (const generation of GENERATIONS) {
    it(`points at rows that exist: every many2one and many2many of the ${generation} set`, () => {
      const data = dataset({ generation });
      const models = modelsOf({ generation, inverseFields: true, approval: true });
      const dangling: string[] = [];
      let followed = 0;
      for (const [model, list] of Object.entries(data)) {
        const fields = models.find(({ name }) => name === model)?.fields ?? {};
        for (const [field, { relation, type }] of Object.entries(fields)) {
          if (relation === undefined || type === 'one2many' || data[relation] === undefined) continue;
          const known = new Set(data[relation].map(({ id }) => id));
          for (const record of list) {
            const value = record[field] ?? false;
            const ids = typeof value === 'number' ? [value] : Array.isArray(value) ? value : [];
            followed += ids.length;
            for (const id of ids) if (!known.has(id)) dangling.push(`${model} ${record.id}.${field} = ${relation} ${id}`);
          }
        }
      }
      expect(dangling).toEqual([]);
      expect(followed).toBeGreaterThan(5_000);
    });
  }
});
