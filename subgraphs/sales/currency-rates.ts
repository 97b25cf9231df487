import type { GraphContext } from '../../graph/context.ts';
import { and, or, where } from '../../odoo/domain/build.ts';

const MODEL = 'res.currency.rate';

/**
 * How much of a currency one unit of the company's is worth on a day: the latest rate until then, the company's own before
 * the shared one; the first one ever when all are later; 1 without any. As `res.currency._get_rates` finds it.
 */
async function rateOf(currency: number, company: number, day: string, { reader }: GraphContext): Promise<number> {
  const known = and(where('currency_id', '=', currency), or(where('company_id', '=', false), where('company_id', 'parent_of', [company])));
  const first = async (domain: typeof known, order: string): Promise<number | null> => {
    const { records } = await reader.search(MODEL, { domain, specification: { rate: {} }, order, limit: 1 });
    const rate = records[0]?.rate;
    return typeof rate === 'number' && rate > 0 ? rate : null;
  };
  const latest = await first(and(known, where('name', '<=', day)), 'company_id, name desc');
  return latest ?? (await first(known, 'company_id, name')) ?? 1;
}

/** An amount of one currency in another, unrounded. Costs nothing when they are the same. */
export async function convert(amount: number, from: number, to: number, company: number, day: string, context: GraphContext): Promise<number> {
  if (from === to || amount === 0) return amount;
  const [source, target] = await Promise.all([rateOf(from, company, day, context), rateOf(to, company, day, context)]);
  return (amount * target) / source;
}
