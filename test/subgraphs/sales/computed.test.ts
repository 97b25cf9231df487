import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPANY, CUSTOMER, EMPLOYEE, PRICELIST, SA } from '../../../odoo/sandbox/data/ids.ts';
import { ORDER_CASE } from '../../../odoo/sandbox/data/order-cases.ts';
import { PRODUCT } from '../../../odoo/sandbox/data/product-facts.ts';
import { variantOf } from '../../../odoo/sandbox/data/products.ts';
import { describeReal } from '../../real/suite.ts';
import { startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';

type Caller = Parameters<TestGraph['ask']>[0];

async function ask<T>(graph: TestGraph, as: Caller, query: string, variables?: Readonly<Record<string, unknown>>): Promise<T> {
  const { data, errors } = await graph.ask(as, { query, variables });
  expect(errors).toEqual([]);
  return data as T;
}

interface Listed {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
}

interface Contract {
  readonly source: string;
  readonly id: string;
}
interface ContractPage {
  readonly totalCount: number;
  readonly nodes: readonly Contract[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function name({ source, id }: Contract): string {
  return `${source} ${id}`;
}

describe('what sales computes', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  it('asks for approval strictly above the minimum, in the company’s currency', async () => {
    const order = (id: number): string => `o${id}: salesOrder(id: ${id}) { approval { required status } }`;
    const cases = [ORDER_CASE.EXACTLY_AT_THRESHOLD, ORDER_CASE.JUST_ABOVE_THRESHOLD, ORDER_CASE.FOREIGN_CURRENCY, ORDER_CASE.HOLDING];
    expect(await ask(graph, 'admin', `{ ${cases.map(order).join(' ')} }`)).toEqual({
      [`o${ORDER_CASE.EXACTLY_AT_THRESHOLD}`]: { approval: { required: false, status: 'NONE' } },
      [`o${ORDER_CASE.JUST_ABOVE_THRESHOLD}`]: { approval: { required: true, status: 'NONE' } },
      [`o${ORDER_CASE.FOREIGN_CURRENCY}`]: { approval: { required: true, status: 'PENDING' } },
      [`o${ORDER_CASE.HOLDING}`]: { approval: { required: false, status: 'NONE' } },
    });
  });

  it('lists in a Service Account what its manager sees there', async () => {
    const own = await ask<{ customers: Listed; salesOrders: Listed }>(graph, 'manager', '{ customers(first: 200, orderBy: [{ id: ASC }]) { totalCount nodes { id } } salesOrders(first: 200, orderBy: [{ id: ASC }]) { totalCount nodes { id } } }');
    const { serviceAccount } = await ask<{ serviceAccount: { customers: Listed; orders: Listed } }>(
      graph, 'admin', `{ serviceAccount(id: ${SA.LOME}) { customers(first: 200, orderBy: [{ id: ASC }]) { totalCount nodes { id } } orders(first: 200, orderBy: [{ id: ASC }]) { totalCount nodes { id } } } }`,
    );
    expect(own.customers.totalCount).toBeGreaterThan(30);
    expect(serviceAccount).toEqual({ customers: own.customers, orders: own.salesOrders });
  });

  it('lists as assigned to an agent what the agent sees', async () => {
    const own = await ask<{ customers: Listed; salesOrders: Listed }>(graph, 'agent', '{ customers(first: 200, orderBy: [{ id: ASC }]) { totalCount nodes { id } } salesOrders(first: 200, orderBy: [{ id: ASC }]) { totalCount nodes { id } } }');
    const { employee } = await ask<{ employee: { assignedCustomers: Listed; assignedOrders: Listed } }>(
      graph, 'manager', `{ employee(id: ${EMPLOYEE.LOME_AGENT}) { assignedCustomers(first: 200, orderBy: [{ id: ASC }]) { totalCount nodes { id } } assignedOrders(first: 200, orderBy: [{ id: ASC }]) { totalCount nodes { id } } } }`,
    );
    expect(own.customers.totalCount).toBeGreaterThan(10);
    expect(employee).toEqual({ assignedCustomers: own.customers, assignedOrders: own.salesOrders });
  });

  it('assigns nothing to an employee without a person', async () => {
    const { employee } = await ask<{ employee: { assignedOrders: Listed } }>(graph, 'admin', `{ employee(id: ${EMPLOYEE.WITHOUT_PARTNER}) { assignedOrders { totalCount nodes { id } } } }`);
    expect(employee.assignedOrders).toEqual({ totalCount: 0, nodes: [] });
  });

  it.each(['START_DATE_DESC', 'START_DATE_ASC', 'NEXT_DATE_ASC', 'NEXT_DATE_DESC'])('pages through both sources of subscriptions without loss or repetition: %s', async (orderBy) => {
    const page = `totalCount nodes { source id } pageInfo { hasNextPage endCursor }`;
    const { subscriptions: whole } = await ask<{ subscriptions: ContractPage }>(graph, 'admin', `{ subscriptions(first: 200, orderBy: ${orderBy}) { ${page} } }`);
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { subscriptions }: { subscriptions: ContractPage } = await ask(graph, 'admin', `query ($after: String) { subscriptions(first: 3, after: $after, orderBy: ${orderBy}) { ${page} } }`, { after });
      expect(subscriptions.totalCount).toBe(whole.totalCount);
      seen.push(...subscriptions.nodes.map(name));
      after = subscriptions.pageInfo.endCursor;
      more = subscriptions.pageInfo.hasNextPage;
    }
    expect(seen).toEqual(whole.nodes.map(name));
    expect(new Set(seen).size).toBe(whole.totalCount);
    expect(new Set(whole.nodes.map(({ source }) => source))).toEqual(new Set(['ORDER', 'APP']));
  });

  it('gives each customer of a list their own subscriptions, in as many calls as one customer takes', async () => {
    const many = '{ customers(first: 100, orderBy: [{ id: ASC }]) { nodes { id subscriptions(first: 2) { totalCount nodes { source id } } } } }';
    const answer = await graph.ask('admin', many);
    const { customers } = answer.data as { customers: { nodes: { id: string; subscriptions: { totalCount: number; nodes: Contract[] } }[] } };
    const persona = customers.nodes.find(({ id }) => id === String(CUSTOMER.PERSONA));
    const { subscriptions: filtered } = await ask<{ subscriptions: ContractPage }>(graph, 'admin', `{ subscriptions(first: 2, filter: { customer: "${CUSTOMER.PERSONA}" }) { totalCount nodes { source id } } }`);
    expect(persona?.subscriptions).toEqual(filtered);
    expect(filtered.totalCount).toBe(3);
    const one = await graph.ask('admin', `{ customer(id: ${CUSTOMER.PERSONA}) { id subscriptions(first: 2) { totalCount nodes { source id } } } }`);
    expect(answer.odooCalls).toBe(one.odooCalls);
  });

  it('reads and counts a list over both sources in one call to each, and one to know the caller', async () => {
    const answer = await graph.ask('admin', '{ subscriptions(first: 5) { totalCount nodes { source code startDate } } }');
    expect(answer.errors).toEqual([]);
    expect(answer.odooCalls).toBe(1 + 2);
  });

  it('refuses a cursor of another order', async () => {
    const { subscriptions } = await ask<{ subscriptions: ContractPage }>(graph, 'admin', '{ subscriptions(first: 1) { pageInfo { endCursor } } }');
    const { errors } = await graph.ask('admin', { query: 'query ($after: String) { subscriptions(after: $after, orderBy: NEXT_DATE_ASC) { nodes { id } } }', variables: { after: subscriptions.pageInfo.endCursor } });
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['BAD_CURSOR']);
  });

  it('hides one subscription as it hides the order or customer behind it', async () => {
    const query = '{ order: subscription(id: 1008, source: ORDER) { code } app: subscription(id: 1001, source: APP) { code } none: subscription(id: 1001, source: ORDER) { code } }';
    expect(await ask(graph, 'customer', query)).toEqual({ order: { code: 'S01008' }, app: { code: 'SUB-1001' }, none: null });
    expect(await ask(graph, 'staff', query)).toEqual({ order: null, app: null, none: null });
  });

  it('prices nothing that the caller may not see', async () => {
    const kenyan = `{ pricelistPrice(pricelist: ${PRICELIST.KENYA}, product: ${variantOf(PRODUCT.KE_BATTERY)}, quantity: 2) { unitPrice { amount currency } } }`;
    expect(await ask(graph, 'agent', kenyan)).toEqual({ pricelistPrice: null });
    expect(await ask(graph, 'admin', kenyan)).toEqual({ pricelistPrice: { unitPrice: { amount: '49999.50', currency: 'KES' } } });
  });
});

/** What a new order line would be priced at, by Odoo itself and without writing anything. */
async function priceByOdoo({ url, db, apiKey }: { url: string; db: string; apiKey: string }, pricelist: number, product: number, quantity: number): Promise<{ price_unit: number; pricelist_item_id: number | false }> {
  const response = await fetch(`${url}/json/2/sale.order/onchange`, {
    method: 'POST',
    headers: { authorization: `bearer ${apiKey}`, 'x-odoo-database': db, 'content-type': 'application/json' },
    body: JSON.stringify({
      ids: [],
      values: { partner_id: CUSTOMER.PERSONA, company_id: COMPANY.TOGO, pricelist_id: pricelist, date_order: '2026-06-01 12:00:00', order_line: [[0, 'line', { product_id: product, product_uom_qty: quantity }]] },
      field_names: [],
      fields_spec: { company_id: {}, partner_id: {}, pricelist_id: {}, date_order: {}, order_line: { fields: { product_id: {}, product_uom_qty: {}, price_unit: {}, pricelist_item_id: {} } } },
      context: { allowed_company_ids: [COMPANY.TOGO] },
    }),
  });
  const { value } = (await response.json()) as { value: { order_line: [number, string, { price_unit: number; pricelist_item_id: number | false }][] } };
  const [line] = value.order_line;
  if (!line) throw new Error('Odoo made no line.');
  return line[2];
}

describeReal('prices are those that Odoo itself puts on an order line', (odoo) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(odoo());
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  const products = [PRODUCT.KIT_50, PRODUCT.MOTORCYCLE, PRODUCT.LANTERN, PRODUCT.NOT_FOR_SALE, PRODUCT.WARRANTY, PRODUCT.SHARED_AUDIT];
  const cases = [PRICELIST.TOGO, PRICELIST.TOGO_PARTNERS, PRICELIST.EXPORT].flatMap((pricelist) => products.flatMap((template) => [1, 10, 25].map((quantity) => [pricelist, variantOf(template), quantity] as const)));

  it.each(cases)('pricelist %i, product %i, quantity %i', async (pricelist, product, quantity) => {
    const expected = await priceByOdoo(odoo(), pricelist, product, quantity);
    const query = `{ pricelistPrice(pricelist: ${pricelist}, product: ${product}, quantity: ${quantity}, date: "2026-06-01") { unitPrice { amount } rule { id } } }`;
    const { pricelistPrice } = await ask<{ pricelistPrice: { unitPrice: { amount: string }; rule: { id: string } | null } }>(graph, 'agent', query);
    expect([Number(pricelistPrice.unitPrice.amount), pricelistPrice.rule?.id ?? null]).toEqual([expected.price_unit, expected.pricelist_item_id === false ? null : String(expected.pricelist_item_id)]);
  });
});
