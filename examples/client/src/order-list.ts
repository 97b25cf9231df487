import { isDenied, type Answer } from './answer.ts';
import { read, type FragmentType } from './gql/fragment-masking.ts';
import { OrderCardFragmentDoc, OrderMarginFragmentDoc, OrdersPageDocument, type OrdersPageQuery, type SalesOrderState } from './gql/graphql.ts';
import type { GraphClient } from './graph-client.ts';
import { pagesOf } from './pages.ts';

type OrderNode = OrdersPageQuery['salesOrders']['nodes'][number];

/** A line of the list, as a component would show it: it sees what its fragment asks for. */
export function orderLine(order: FragmentType<typeof OrderCardFragmentDoc>): string {
  const { name, state, amountTotal, customer } = read(OrderCardFragmentDoc, order);
  return `${name}  ${state}  ${amountTotal.amount} ${amountTotal.currency}  ${customer?.name ?? '(a customer you may not see)'}`;
}

/** The margin, and the difference between one that is hidden and one that is not there. */
export function marginOf(order: FragmentType<typeof OrderMarginFragmentDoc>, answer: Pick<Answer<unknown>, 'denied'>): string {
  if (isDenied(answer, 'salesOrders.nodes.*.margin')) return 'hidden';
  const { margin } = read(OrderMarginFragmentDoc, order);
  return margin ? `${margin.amount} ${margin.currency}` : 'none';
}

export interface ListedOrder {
  readonly line: string;
  readonly margin: string;
}

/** Orders in these states, a page at a time. */
export function orderPages(client: GraphClient, states: readonly SalesOrderState[], first: number, most?: number): AsyncGenerator<readonly ListedOrder[]> {
  return pagesOf(async (after) => {
    const answer = await client.ask(OrdersPageDocument, { first, after, states });
    const { nodes, pageInfo } = answer.data.salesOrders;
    const toListed = (order: OrderNode): ListedOrder => ({ line: orderLine(order), margin: marginOf(order, answer) });
    return { nodes: nodes.map(toListed), pageInfo };
  }, most);
}
