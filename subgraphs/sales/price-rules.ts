/**
 * Odoo's own pricing (`product.pricelist.item._compute_price`, 17 to 19) in plain numbers: its methods are private and
 * cannot be called from outside. All prices are in the pricelist's currency.
 */
export interface PriceRule {
  readonly id: number;
  readonly method: 'fixed' | 'percentage' | 'formula';
  readonly base: 'list_price' | 'standard_price' | 'pricelist';
  readonly basePricelist: number | null;
  readonly minQuantity: number;
  readonly fixedPrice: number;
  readonly percent: number;
  readonly discount: number;
  readonly round: number;
  readonly surcharge: number;
  readonly minMargin: number;
  readonly maxMargin: number;
}

/** The first rule, in the order that Odoo keeps them in, that the quantity is large enough for. */
export function ruleFor(rules: readonly PriceRule[], quantity: number): PriceRule | null {
  return rules.find((rule) => rule.minQuantity === 0 || quantity >= rule.minQuantity) ?? null;
}

/** The unit price that a rule makes of the base price. */
export function priceBy(rule: PriceRule, base: number): number {
  switch (rule.method) {
    case 'fixed':
      return rule.fixedPrice;
    case 'percentage':
      return base - base * (rule.percent / 100);
    case 'formula':
      return withinMargins(rule, base, roundTo(base - base * (rule.discount / 100), rule.round) + rule.surcharge);
  }
}

function withinMargins({ minMargin, maxMargin }: PriceRule, base: number, price: number): number {
  const raised = minMargin === 0 ? price : Math.max(price, base + minMargin);
  return maxMargin === 0 ? raised : Math.min(raised, base + maxMargin);
}

/** Half away from zero, to a multiple of `step`, after allowing for the error of the binary fraction; as Odoo's `float_round`. */
function roundTo(price: number, step: number): number {
  if (step === 0) return price;
  const steps = Math.abs(price / step);
  const error = steps === 0 ? 0 : 2 ** (Math.log2(steps) - 52);
  return Math.sign(price) * Math.floor(steps + 0.5 + error) * step;
}
