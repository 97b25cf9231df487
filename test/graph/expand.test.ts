import { composeServices } from '@theguild/federation-composition';
import { buildASTSchema, isInputObjectType, isObjectType, parse, visit } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { expandSdl, printSdl } from '../../graph/expand.ts';
import { fieldRules } from '../../graph/rules.ts';
import { OFFICE, SHOP, tableOf } from './fixture.ts';

const table = tableOf(SHOP, OFFICE);
const expanded = expandSdl(table);

function schemaOf(): GraphQLSchema {
  const bare = visit(expanded, { Directive: () => null, SchemaExtension: () => null });
  return buildASTSchema(bare, { assumeValidSDL: true });
}

const schema = schemaOf();
const fieldsOf = (name: string): readonly string[] => {
  const type = schema.getType(name);
  return isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [];
};

describe('expandSdl', () => {
  it('leaves none of our directives behind', () => {
    expect(printSdl(expanded)).not.toMatch(/@(odoo|rows|root|connection|visible|computed|withoutScope)\b/);
  });

  it('gives every rooted type its roots', () => {
    expect(fieldsOf('Query')).toEqual(['shopName', 'order', 'orders', 'ordersAggregate', 'client', 'clients', 'clientsAggregate']);
  });

  it('gives Query the lists that it writes, in place of generated ones of the same name', () => {
    const written = SHOP.replace('type Query {', 'type Query { order(name: String): Order @computed orders(state: OrderState): [Order!]! @connection open: [Order!]! @connection ');
    const query = printSdl(expandSdl(tableOf(written, OFFICE))).split('type Query {')[1] ?? '';
    const signatures = [...query.replaceAll(/^\s*\S*"[^\n]*\n/gm, '').replaceAll(/\s+/g, ' ').matchAll(/(\w+)\(([^)]*)\): (Order\w*!?)/g)].map(([, name, args, type]) => `${name}(${args?.replaceAll(/"[^"]*"/g, '').trim().replaceAll(/\s+/g, ' ')}): ${type}`);
    expect(signatures).toEqual([
      'order(name: String): Order',
      'orders(state: OrderState first: Int = 50 after: String filter: OrderFilter orderBy: [OrderOrderBy!] search: String): OrderConnection!',
      'open(first: Int = 50 after: String filter: OrderFilter orderBy: [OrderOrderBy!] search: String): OrderConnection!',
    ]);
  });

  it('turns a list into a connection with page, filter and order', () => {
    const orders = schema.getType('Client');
    const field = isObjectType(orders) ? orders.getFields().orders : undefined;
    expect(String(field?.type)).toBe('OrderConnection!');
    expect(field?.args.map((argument) => `${argument.name}: ${String(argument.type)}`)).toEqual(['first: Int', 'after: String', 'filter: OrderFilter', 'orderBy: [OrderOrderBy!]']);
  });

  it('filters every stored field by its own kind, to-one edges by their type, references by id', () => {
    const filter = schema.getType('OrderFilter');
    const fields = isInputObjectType(filter) ? Object.values(filter.getFields()).map((field) => `${field.name}: ${String(field.type)}`) : [];
    expect(fields).toEqual([
      'and: [OrderFilter!]', 'or: [OrderFilter!]', 'not: OrderFilter', 'id: IDFilter', 'name: StringFilter', 'state: OrderStateFilter', 'dateOrder: DateTimeFilter',
      'total: DecimalFilter', 'margin: DecimalFilter', 'customer: ClientFilter', 'company: IDFilter', 'lines: OrderLineListFilter',
    ]);
  });

  it('sorts by every single stored value and aggregates every number', () => {
    expect(fieldsOf('OrderOrderBy')).toEqual(['id', 'name', 'state', 'dateOrder', 'total', 'margin', 'customer', 'company']);
    expect(fieldsOf('OrderMeasures')).toEqual(['total', 'margin']);
    expect(fieldsOf('OrderRange')).toEqual(['dateOrder', 'total', 'margin']);
  });

  it('generates nothing for a reference to a type that lives elsewhere', () => {
    expect(schema.getType('CompanyFilter')).toBeUndefined();
    expect(schema.getType('CompanyConnection')).toBeUndefined();
  });

  it('composes with its neighbour', () => {
    const office = expandSdl(tableOf(OFFICE, SHOP));
    const result = composeServices([{ name: 'shop', typeDefs: expanded, url: 'http://shop' }, { name: 'office', typeDefs: office, url: 'http://office' }]);
    expect(result.errors ?? []).toEqual([]);
  });

  it('is read back from its own text', () => {
    expect(() => parse(printSdl(expanded))).not.toThrow();
  });
});

describe('fieldRules', () => {
  const rules = new Map(fieldRules(table, schema).map((rule) => [`${rule.type}.${rule.field}`, rule]));

  it('restricts a field wherever its value can be had', () => {
    const everywhere = ['Order.margin', 'OrderMeasures.margin', 'OrderRange.margin'];
    expect(everywhere.map((name) => rules.get(name)?.roles)).toEqual([['ADMIN', 'SYSTEM'], ['ADMIN', 'SYSTEM'], ['ADMIN', 'SYSTEM']]);
    expect(rules.get('Order.name')?.roles).toBeNull();
  });

  it('marks the roots, and those that answer without a Service Account', () => {
    expect(rules.get('Query.orders')).toMatchObject({ root: true, withoutScope: false });
    expect(rules.get('Query.shopName')).toMatchObject({ root: true, withoutScope: true });
    expect(rules.get('Order.name')).toMatchObject({ root: false });
  });

  it('has a rule for every field of every object type', () => {
    const fields = Object.values(schema.getTypeMap()).flatMap((type) => (isObjectType(type) && !type.name.startsWith('_') ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : []));
    expect([...rules.keys()].sort()).toEqual(fields.sort());
  });
});
