import { describe, expect, it } from 'vitest';
import { filterDomain } from '../../../subgraphs/sales/subscription-filter.ts';
import { SOURCES } from '../../../subgraphs/sales/subscription-sources.ts';
import type { SubscriptionSource } from '../../../subgraphs/sales/subscription-sources.ts';

const [ORDER, APP] = SOURCES as readonly [SubscriptionSource, SubscriptionSource];
const NOTHING = [['id', 'in', []]];

describe('a filter over both sources', () => {
  it('says the common states in each source’s own', () => {
    expect(filterDomain(ORDER, { status: ['DRAFT', 'ACTIVE'] })).toEqual([['subscription_state', 'in', ['1_draft', '2_renewal', '3_progress', '7_upsell']]]);
    expect(filterDomain(APP, { status: ['DRAFT', 'ACTIVE'] })).toEqual([['status', 'in', ['active']]]);
  });

  it('leaves out the source that is not asked for', () => {
    expect(filterDomain(ORDER, { source: ['APP'] })).toEqual(NOTHING);
    expect(filterDomain(APP, { source: ['APP'] })).toEqual([]);
  });

  it('finds the product among the recurring lines of an order', () => {
    expect(filterDomain(ORDER, { product: '7' })).toEqual([['order_line', 'any', ['&', ['product_id', '=', 7], ['product_id.recurring_invoice', '=', true]]]]);
    expect(filterDomain(APP, { product: '7' })).toEqual([['product_id', '=', 7]]);
  });

  it('joins customer, company and days', () => {
    const filter = { customer: '5', company: '3', startFrom: '2026-01-01', nextTo: '2026-02-01' };
    expect(filterDomain(APP, filter)).toEqual(['&', '&', '&', ['customer_id', '=', 5], ['company_id', '=', 3], ['start_date', '>=', '2026-01-01'], ['next_cycle_date', '<=', '2026-02-01']]);
    expect(filterDomain(ORDER, { customer: '5', nextTo: '2026-02-01' })).toEqual(['&', ['partner_id', '=', 5], ['next_invoice_date', '<=', '2026-02-01']]);
  });

  it('finds nothing for an id that no record can have, and refuses what is no id', () => {
    expect(filterDomain(APP, { customer: '99999999999' })).toEqual(NOTHING);
    expect(() => filterDomain(APP, { customer: 'x' })).toThrow('An id is a positive whole number.');
  });
});
