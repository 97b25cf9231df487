import { readSdl } from '../../graph/read-sdl.ts';
import type { GraphTable } from '../../graph/table.ts';
import { readFileSync } from 'node:fs';

const schema = (name: string): string => readFileSync(new URL(`../../schema/${name}.graphql`, import.meta.url), 'utf8');

/** Two small subgraphs with one of everything that the SDL can say. */
export const SHOP = `
type Query { shopName: String! @computed @withoutScope }
"An order." type Order @key(fields: "id") @odoo(model: "sale.order", order: "date_order desc") @rows(by: SALES_ORDER) @root(many: "orders", search: ["name", "customer.name"]) {
  id: ID!
  name: String!
  state: OrderState!
  dateOrder: DateTime
  total: Money! @odoo(field: "amount_total")
  margin: Money @visible(to: [ADMIN])
  customer: Client @odoo(field: "partner_id")
  company: Company
  lines: [OrderLine!]! @connection @odoo(field: "order_line")
  label: String @computed(reads: ["name", "partner_id.name"])
}
type OrderLine @key(fields: "id") @odoo(model: "sale.order.line") @rows(by: PARENT, via: "order_id") {
  id: ID!
  order: Order
  quantity: Decimal! @odoo(field: "product_uom_qty")
}
type Client @key(fields: "id") @odoo(model: "res.partner", where: "[[\\"customer_rank\\", \\">=\\", 1]]") @rows(by: CUSTOMER) @root(many: "clients") {
  id: ID!
  name: String!
  orders: [Order!]! @connection @odoo(inverse: "partner_id")
}
type Company @key(fields: "id", resolvable: false) @odoo(model: "res.company") @rows(by: COMPANIES) { id: ID! }
enum OrderState { DRAFT CONFIRMED @odoo(value: "sale") }
`;

export const OFFICE = `
type Company @key(fields: "id") @odoo(model: "res.company") @rows(by: COMPANIES) @root(many: "companies") {
  id: ID!
  name: String!
}
`;

/** Reads annotated SDL as the project does; the first source is the table that is returned. */
export function tableOf(...sources: readonly string[]): GraphTable {
  const [first] = readSdl(`${schema('common')}\n${schema('filters')}`, sources.map((sdl, index) => ({ name: `part${index}`, sdl })));
  if (!first) throw new Error('at least one source');
  return first;
}
