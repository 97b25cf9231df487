import DataLoader from 'dataloader';
import { once } from '../../graph/context.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { moneyOf } from '../../graph/read-value.ts';
import type { MoneyValue } from '../../graph/read-value.ts';
import { typeEntry } from '../../graph/table.ts';
import { rowsOfType } from '../../graph/visibility.ts';
import { asId } from '../../odoo/client/values.ts';
import { and, isNothing, or, where } from '../../odoo/domain/build.ts';
import type { Group } from '../../odoo/read/group.ts';

const MODEL = 'account.move';
/** An invoice belongs to whom it is addressed to, and to the company of that contact: as in `Customer.invoices`. */
const OWNERS = ['partner_id', 'commercial_partner_id'] as const;
const RESIDUAL = 'amount_residual:sum';

/** `Customer.balance`. */
export const balance: CodeResolver = ({ id }, _args, context) => balances(context).load(id);

/** All customers of a hop share one call. */
function balances(context: GraphContext): DataLoader<number, readonly MoneyValue[]> {
  return once(context, 'balances', () => new DataLoader<number, readonly MoneyValue[]>((customers) => balancesOf(customers, context)));
}

async function balancesOf(customers: readonly number[], context: GraphContext): Promise<readonly (readonly MoneyValue[])[]> {
  const visible = await rowsOfType(context.table, typeEntry(context.table, 'Invoice'), context);
  if (isNothing(visible)) return customers.map(() => []);
  const open = and(where('state', '=', 'posted'), where('amount_residual', '!=', 0), or(...OWNERS.map((owner) => where(owner, 'in', customers))));
  const groups = await context.reader.group(MODEL, { domain: and(visible, open), groupBy: [...OWNERS, 'currency_id', 'move_type'], aggregates: [RESIDUAL] });
  return customers.map((customer) => balanceOf(groups.filter(({ keys }) => OWNERS.some((owner) => asId(keys[owner]) === customer)), context));
}

/** One amount for each currency in which something is open, by the name of the currency. */
function balanceOf(groups: readonly Group[], context: GraphContext): readonly MoneyValue[] {
  const sums = new Map<number, number>();
  for (const { keys, aggregates } of groups) {
    const currency = asId(keys.currency_id) ?? 0;
    const sign = keys.move_type === 'out_refund' ? -1 : 1;
    sums.set(currency, (sums.get(currency) ?? 0) + sign * Number(aggregates[RESIDUAL] ?? 0));
  }
  return [...sums]
    .map(([currency, sum]) => moneyOf(context, sum, currency))
    .filter((money): money is MoneyValue => money !== null && Number(money.amount) !== 0)
    .toSorted((a, b) => a.currency.localeCompare(b.currency));
}
