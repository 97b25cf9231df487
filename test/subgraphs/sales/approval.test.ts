import { describe, expect, it } from 'vitest';
import { needsApproval } from '../../../subgraphs/sales/approval.ts';

function order(total: number, rest: Record<string, unknown> = {}, company: Record<string, unknown> = {}) {
  return { amount_total: total, currency_rate: 1, company_id: { id: 1, sale_approval_enabled: true, sale_approval_minimum: 500_000, ...company }, ...rest };
}

describe('an order needs approval', () => {
  it('when its total lies strictly above the minimum', () => {
    expect(needsApproval(order(500_000))).toBe(false);
    expect(needsApproval(order(500_000.01))).toBe(true);
  });

  it('never where the company does not ask for it', () => {
    expect(needsApproval(order(9_000_000, {}, { sale_approval_enabled: false }))).toBe(false);
    expect(needsApproval(order(9_000_000, { company_id: false }))).toBe(false);
  });

  it('by its worth in the currency of the company', () => {
    // 900 USD at 0.0016 USD for 1 XOF are 562 500 XOF; 800 USD are exactly 500 000.
    expect(needsApproval(order(900, { currency_rate: 0.0016 }))).toBe(true);
    expect(needsApproval(order(800, { currency_rate: 0.0016 }))).toBe(false);
  });

  it('as if in the company’s currency where Odoo kept no rate', () => {
    expect(needsApproval(order(500_001, { currency_rate: 0 }))).toBe(true);
    expect(needsApproval(order(499_999, { currency_rate: false }))).toBe(false);
  });
});
