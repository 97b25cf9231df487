import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { execute, GraphQLError, parse, type GraphQLFieldResolver } from 'graphql';
import { GraphError } from '../../../platform/errors.ts';
import type { Subgraph, SubgraphRequest } from '../../../graph/subgraph.ts';

type Resolver = GraphQLFieldResolver<Record<string, unknown>, SubgraphRequest>;
type Resolvers = Record<string, Record<string, Resolver>>;

export interface FakeSubgraph extends Subgraph {
  /** Every request it was sent, refused ones included. */
  readonly requests: SubgraphRequest[];
}

export const GOOD_ASSERTION = 'signed by the gateway';

const LINK = '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@shareable"])';

/** A subgraph with resolvers of its own that refuses what a real one refuses. */
export function fakeSubgraph(name: string, body: string, resolvers: Resolvers): FakeSubgraph {
  const sdl = `extend schema ${LINK}\n${body}`;
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  const requests: SubgraphRequest[] = [];
  return {
    name,
    sdl,
    requests,
    async execute(request) {
      requests.push(request);
      if (request.assertion !== GOOD_ASSERTION) {
        const refused = new GraphError('UNSIGNED_HOP', 'Only the gateway may ask a subgraph.');
        return { errors: [new GraphQLError(refused.message, { originalError: refused })] };
      }
      return execute({
        schema,
        document: request.document,
        contextValue: request,
        ...(request.variables ? { variableValues: request.variables } : {}),
        operationName: request.operationName,
      });
    },
  };
}

const ORDERS = Array.from({ length: 5 }, (_, index) => ({
  id: String(index + 1),
  total: (index + 1) * 100,
  customer: { __typename: 'Customer', id: String(10 + (index % 2)) },
}));

/** Two subgraphs that share an entity, with fields for everything that can go well or wrong on the way. */
export function shop(): { orders: FakeSubgraph; customers: FakeSubgraph } {
  const orders = fakeSubgraph(
    'orders',
    /* GraphQL */ `
      type Query {
        orders(first: Int = 5): [Order!]!
        order(id: ID!): Order
        refused: String
        broken: String
        brokenOrders: [Order!]!
        unavailable: [Order!]!
        slow: String
        seen: Seen!
      }
      type Mutation { rename(id: ID!, name: String!): Order }
      type Order @key(fields: "id") { id: ID! total: Int! margin: Int customer: Customer }
      type Customer @key(fields: "id") { id: ID! }
      type Seen { language: String deadline: Float! odoo: Int! }
    `,
    {
      Query: {
        orders: (_, { first }: { first: number }, { onOdooCall }) => {
          onOdooCall?.({ model: 'sale.order', method: 'web_search_read', args: {}, ids: [], milliseconds: 7, outcome: 'ok' });
          return ORDERS.slice(0, first);
        },
        order: (_, { id }: { id: string }) => ORDERS.find((order) => order.id === id) ?? null,
        refused: () => {
          throw new GraphError('FORBIDDEN', 'Not for you.', { rule: 'demo' });
        },
        broken: () => {
          throw new Error('password=hunter2 leaked from the inside');
        },
        brokenOrders: () => {
          throw new Error('boom');
        },
        unavailable: () => {
          throw new GraphError('UPSTREAM_UNAVAILABLE', 'Odoo could not be reached.');
        },
        slow: (_, __, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason), { once: true });
          }),
        seen: (_, __, { language, deadline }) => ({ language, deadline, odoo: 0 }),
      },
      Mutation: { rename: (_, { id }: { id: string }) => ORDERS.find((order) => order.id === id) ?? null },
      Order: {
        margin: () => {
          throw new GraphError('FORBIDDEN', 'Margins are for managers.', { field: 'Order.margin' });
        },
        __resolveReference: ({ id }) => ORDERS.find((order) => order.id === id) ?? null,
      },
    },
  );
  const customers = fakeSubgraph(
    'customers',
    /* GraphQL */ `
      type Query { customers: [Customer!]! }
      type Customer @key(fields: "id") { id: ID! name: String! }
    `,
    {
      Query: { customers: () => [{ id: '10', name: 'Afi' }, { id: '11', name: 'Kofi' }] },
      Customer: {
        __resolveReference: ({ id }) => ({ id, name: id === '10' ? 'Afi' : 'Kofi' }),
      },
    },
  );
  return { orders, customers };
}

export function supergraphOf(subgraphs: readonly Subgraph[]): string {
  const composed = composeServices(subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })));
  if (!composed.supergraphSdl) throw new Error(JSON.stringify(composed.errors));
  return composed.supergraphSdl;
}
