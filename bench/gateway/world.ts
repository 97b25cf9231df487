import { buildSubgraphSchema } from '@apollo/subgraph';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { execute, parse, type DocumentNode, type ExecutionResult, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';

/** Three subgraphs over data in memory: what is measured is the gateway, not where data comes from. */
const ORDERS = Array.from({ length: 50 }, (_, i) => ({
  id: String(i),
  name: `S${String(i).padStart(5, '0')}`,
  total: { amount: `${i * 1000}.00`, currency: 'XOF' },
  customer: { __typename: 'Customer', id: String(i % 20) },
  lines: Array.from({ length: 4 }, (__, j) => ({ id: `${i}-${j}`, quantity: j + 1, product: { __typename: 'Product', id: String((i + j) % 30) } })),
}));
const CUSTOMERS = Array.from({ length: 20 }, (_, i) => ({ id: String(i), name: `Customer number ${i}`, email: `customer${i}@example.com`, agent: { id: `a${i % 5}`, name: `Agent ${i % 5}` } }));
const PRODUCTS = Array.from({ length: 30 }, (_, i) => ({ id: String(i), name: `Solar kit ${i} W`, price: i * 10, category: { id: `c${i % 4}`, name: `Category ${i % 4}` } }));

const TYPES = {
  orders: `
    type Query { orders(first: Int = 50): [Order!]! order(id: ID!): Order }
    type Order KEY { id: ID! name: String! total: Money! customer: Customer lines: [Line!]! }
    type Money { amount: String! currency: String! }
    type Line { id: ID! quantity: Int! product: Product }`,
  customers: `
    type Customer KEY { id: ID! name: String! email: String agent: Agent }
    type Agent { id: ID! name: String! }`,
  products: `
    type Product KEY { id: ID! name: String! price: Int category: Category }
    type Category { id: ID! name: String! }`,
};
const STUBS = { orders: 'type Customer KEY { id: ID! } type Product KEY { id: ID! }', customers: '', products: '' };

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const KEY = '@key(fields: "id")';

type Resolver = GraphQLFieldResolver<Record<string, unknown>, unknown>;
const root: Record<string, Resolver> = {
  orders: (_, { first }: { first: number }) => ORDERS.slice(0, first),
  order: (_, { id }: { id: string }) => ORDERS.find((order) => order.id === id),
};
const customer = (id: unknown) => CUSTOMERS[Number(id)];
const product = (id: unknown) => PRODUCTS[Number(id)];

export const SUBGRAPH_SDL: Record<string, string> = Object.fromEntries(
  Object.entries(TYPES).map(([name, types]) => [name, `${LINK}\n${types} ${STUBS[name as keyof typeof STUBS]}`.replaceAll('KEY', KEY)]),
);

const RESOLVERS: Record<string, Record<string, Record<string, Resolver>>> = {
  orders: { Query: root },
  customers: { Customer: { __resolveReference: ({ id }) => customer(id) } },
  products: { Product: { __resolveReference: ({ id }) => product(id) } },
};

const schemas = new Map(
  Object.entries(SUBGRAPH_SDL).map(([name, sdl]) => [name, buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: RESOLVERS[name] ?? {} }])]),
);

/** Executes an operation on one of the subgraphs. */
export async function executeOn(name: string, document: DocumentNode, variables: Readonly<Record<string, unknown>> | undefined): Promise<ExecutionResult> {
  const schema = schemas.get(name);
  if (!schema) throw new Error(`There is no subgraph ${name}.`);
  return execute({ schema, document, variableValues: variables ?? {} });
}

/** The same types and resolvers in one schema. References are resolved at once, without even a promise: the best that one schema can do. */
export function mergedSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: Object.values(TYPES).join('\n').replaceAll('KEY', ''),
    resolvers: {
      Query: root,
      Order: { customer: ({ customer: { id } }: { customer: { id: string } }) => customer(id) },
      Line: { product: ({ product: { id } }: { product: { id: string } }) => product(id) },
    },
  });
}

export const NESTED = '{ orders { id name total { amount currency } customer { id name email agent { id name } } lines { id quantity product { id name price category { id name } } } } }';
export const SMALL = '{ order(id: 7) { id name customer { name } } }';
