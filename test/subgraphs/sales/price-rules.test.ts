import { describe, expect, it } from 'vitest';
import { priceBy, ruleFor } from '../../../subgraphs/sales/price-rules.ts';
import type { PriceRule } from '../../../subgraphs/sales/price-rules.ts';

function rule(rest: Partial<PriceRule>): PriceRule {
  return {
    id: 1, method: 'formula', base: 'list_price', basePricelist: null, minQuantity: 0, fixedPrice: 0, percent: 0, discount: 0, round: 0, surcharge: 0,
    minMargin: 0, maxMargin: 0, ...rest,
  };
}

describe('the rule of a price', () => {
  const large = rule({ id: 2, minQuantity: 10 });
  const any = rule({ id: 3 });

  it('is the first whose quantity is reached', () => {
    expect(ruleFor([large, any], 9.99)).toBe(any);
    expect(ruleFor([large, any], 10)).toBe(large);
  });

  it('is none when no quantity is reached', () => {
    expect(ruleFor([large], 1)).toBeNull();
  });
});

describe('a price', () => {
  it('is fixed whatever the base', () => {
    expect(priceBy(rule({ method: 'fixed', fixedPrice: 82_000 }), 85_000)).toBe(82_000);
  });

  it('is the base less a percentage, below zero for a markup', () => {
    expect(priceBy(rule({ method: 'percentage', percent: 12.5 }), 1000)).toBe(875);
    expect(priceBy(rule({ method: 'percentage', percent: -10 }), 1000)).toBe(1100);
  });

  it('is discounted, then rounded, then raised by the surcharge', () => {
    expect(priceBy(rule({ discount: 10, round: 500, surcharge: 5_000 }), 850_100)).toBe(770_000);
  });

  it('is rounded half away from zero, whatever the binary fraction says', () => {
    expect(priceBy(rule({ round: 50 }), 75_425)).toBe(75_450);
    expect(priceBy(rule({ round: 0.1 }), 0.15)).toBeCloseTo(0.2, 10);
    expect(priceBy(rule({ round: 10 }), -25)).toBe(-30);
  });

  it('stays within its margins over the base', () => {
    expect(priceBy(rule({ discount: 50, minMargin: -100 }), 1000)).toBe(900);
    expect(priceBy(rule({ discount: -50, maxMargin: 200 }), 1000)).toBe(1200);
    expect(priceBy(rule({ discount: 5, minMargin: -100, maxMargin: 200 }), 1000)).toBe(950);
  });
});
