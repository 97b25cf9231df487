import { describe, expect, it } from 'vitest';
import { checkTable } from '../../graph/check-table.ts';
import { checkCode } from '../../graph/check-code.ts';
import { OFFICE, SHOP, tableOf } from './fixture.ts';

const problem = (sdl: string): (() => void) => () => checkTable(tableOf(sdl, OFFICE));

describe('checkTable', () => {
  it('accepts an SDL without mistakes', () => {
    expect(problem(SHOP)).not.toThrow();
  });

  it.each([
    ['a restricted field that is non-null', SHOP.replace('margin: Money @', 'margin: Money! @'), /Order\.margin is restricted, so it must be nullable/],
    ['a stored type without a row policy', SHOP.replace('@rows(by: SALES_ORDER)', ''), /Order is stored in Odoo but has no row policy/],
    ['a row policy without a model', SHOP.replace('@odoo(model: "res.partner", where: "[[\\"customer_rank\\", \\">=\\", 1]]")', ''), /Client has a row policy but no @odoo/],
    ['an unknown type', SHOP.replace('state: OrderState!', 'state: OrderStat!'), /Order\.state has the unknown type OrderStat/],
    ['a to-one edge that must not be null but may be hidden', SHOP.replace('customer: Client ', 'customer: Client! '), /Order\.customer leads to rows that may be hidden/],
    ['a parent that no field leads to', SHOP.replace('via: "order_id"', 'via: "sale_id"'), /OrderLine: @rows\(via: "sale_id"\) names no to-one field/],
    ['governed rows read inside their parent', SHOP.replace('@odoo(inverse: "partner_id")', '@odoo(field: "sale_order_ids")'), /Client\.orders reads Order inside its parent/],
    ['rows of one parent read inside another', SHOP.replace('  name: String!\n  orders', '  name: String!\n  soldLines: [OrderLine!]! @connection @odoo(field: "sold_line_ids")\n  orders'), /Client\.soldLines reads OrderLine inside its parent/],
    ['a connection of a type that lives elsewhere', SHOP.replace('company: Company', 'company: [Company!]! @connection @odoo(inverse: "id")'), /Order\.company is a connection of Company, which this subgraph does not own/],
    ['a search through what is no text', SHOP.replace('"customer.name"', '"total"'), /Order: search "total" leads to no stored text/],
    ['a search through a restricted field', SHOP.replace('  name: String!\n  state', '  name: String @visible(to: [ADMIN])\n  state'), /Order: search "name" leads to no stored text/],
    ['an argument of a list that names no field', SHOP.replace('type Query {', 'type Query { open(shade: OrderState): [Order!]! @connection'), /Query\.open\(shade:\) names no field of Order that can be filtered/],
    ['an argument of a list of another type than its field', SHOP.replace('type Query {', 'type Query { open(state: String): [Order!]! @connection'), /Query\.open\(state:\) must be a nullable OrderState/],
    ['an argument of a list that everybody would need', SHOP.replace('type Query {', 'type Query { open(customer: ID!): [Order!]! @connection'), /Query\.open\(customer:\) must be a nullable ID/],
    ['an argument of a list on a restricted field', SHOP.replace('type Query {', 'type Query { open(margin: Money): [Order!]! @connection'), /Query\.open\(margin:\) narrows by a restricted field/],
    ['a domain on a field that is not searched', SHOP.replace('company: Company', 'company: Company @odoo(where: "[[\\"active\\", \\"=\\", true]]")'), /Order\.company is not searched, so @odoo\(where:\) has no effect/],
    ['a searched to-one field that must not be null', SHOP.replace('orders: [Order!]! @connection @odoo', 'lastOrder: Order! @odoo'), /Client\.lastOrder is searched, so it must be nullable/],
    ['a misspelt argument', SHOP.replace('@visible(to: [ADMIN])', '@visible(too: [ADMIN])'), /Order\.margin: @visible has no argument "too"[\s\S]*@visible needs the argument "to"/],
    ['a role that does not exist', SHOP.replace('@visible(to: [ADMIN])', '@visible(to: [ADMINN])'), /Order\.margin: @visible\(to: \[ADMINN\]\) is no \[Role!\]!/],
    ['a row policy that does not exist', SHOP.replace('by: SALES_ORDER', 'by: ORDERS'), /Order: @rows\(by: ORDERS\) is no RowPolicy!/],
    ['a directive that does not exist', SHOP.replace('@odoo(field: "amount_total")', '@odo(field: "amount_total")'), /Order\.total: there is no directive @odo/],
    ['a directive in the wrong place', SHOP.replace('id: ID!\n  name: String!\n  state', 'id: ID!\n  name: String! @rows(by: CUSTOMER)\n  state'), /Order\.name: @rows does not belong here/],
    ['roots without a key', SHOP.replace('type Client @key(fields: "id")', 'type Client'), /Client has roots but no @key/],
  ])('refuses %s', (_what, sdl, message) => {
    expect(problem(sdl)).toThrow(message);
  });

  it('accepts lists of Query and to-one fields that are searched', () => {
    const lists = SHOP.replace('type Query {', 'type Query { open(state: OrderState, customer: ID): [Order!]! @connection @odoo(where: "[]")').replace('  orders: [Order', '  lastOrder: Order @odoo(inverse: "partner_id", where: "[[\\"state\\", \\"=\\", \\"sale\\"]]")\n  orders: [Order');
    expect(problem(lists)).not.toThrow();
  });

  it('names every mistake at once', () => {
    const sdl = SHOP.replace('margin: Money @', 'margin: Money! @').replace('@rows(by: SALES_ORDER)', '');
    expect(problem(sdl)).toThrow(/no row policy[\s\S]*must be nullable/);
  });
});

describe('checkCode', () => {
  const table = tableOf(SHOP, OFFICE);
  const complete = { roots: { shopName: () => 'x' }, fields: { Order: { label: () => 'x' } } };

  it('accepts code that fits', () => {
    expect(() => checkCode(table, complete)).not.toThrow();
  });

  it('names a computed field without code and code without a field', () => {
    expect(() => checkCode(table, { roots: complete.roots, fields: { Order: { lable: () => 'x' } } })).toThrow(
      /Order\.label is computed, but there is no code for it[\s\S]*there is code for Order\.lable, but no such field/,
    );
  });
});
