import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { execute, parse, type DocumentNode, type ExecutionResult, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { apiSchema } from '../../../gateway/api-schema.ts';
import { createEngine, preparePlanning, type Engine } from '../../../gateway/engine.ts';
import type { GraphRequest } from '../../../gateway/request.ts';

/** What is true in this small world; the subgraphs each know a part of it, the merged schema knows all. */
type Thing = Record<string, unknown> & { __typename: string; id: string };

const LINK = '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@shareable", "@requires", "@provides"])';

const SUBGRAPHS: Record<string, string> = {
  catalog: /* GraphQL */ `
    type Query { items(first: Int = 4): [Item!]! item(id: ID!): Item things: [Thing] matrix: [[Item]] book(id: ID!): Book featured: Shelf }
    type Mutation { rename(id: ID!, name: String!): Item }
    interface Item { id: ID! name: String! related: [Item!] }
    union Thing = Book | Lamp | Maker
    enum Kind { NOVEL POEM }
    type Shelf { label: String size: Size top: Item items: [Item] }
    type Book implements Item @key(fields: "id") { id: ID! name: String! related: [Item!] kind: Kind size: Size @shareable weight: Int author: Author makers: [Maker] }
    type Lamp implements Item @key(fields: "id") { id: ID! name: String! related: [Item!] watts: Int! maker: Maker twin: Lamp }
    type Author @key(fields: "id") { id: ID! }
    type Maker @key(fields: "id") @key(fields: "code") { id: ID! code: String }
    type Size @shareable { width: Int height: Int }
  `,
  people: /* GraphQL */ `
    type Query { authors: [Author!]! makers: [Maker] }
    type Author @key(fields: "id") { id: ID! name: String! born: Int books: [Book!] mentor: Author }
    type Book @key(fields: "id") { id: ID! note(style: String): String dedicatedTo: Author }
    type Maker @key(fields: "code") { code: String name: String founder: Author address: Address }
    type Address { city: String! street: String }
  `,
  stock: /* GraphQL */ `
    type Query { cheapest: Book }
    type Book @key(fields: "id") { id: ID! weight: Int @external price: Int shipping: Int @requires(fields: "weight") size: Size @shareable place: Place }
    type Lamp @key(fields: "id") { id: ID! price: Int available: Boolean! place: Place }
    type Place @key(fields: "id") { id: ID! name: String! holds: [Lamp] }
    type Size @shareable { width: Int height: Int }
  `,
};

function makeWorld(): Map<string, Thing> {
  const world = new Map<string, Thing>();
  const add = (thing: Thing): Thing => {
    world.set(`${thing.__typename}:${thing.id}`, thing);
    return thing;
  };
  const authors = Array.from({ length: 4 }, (_, i): Thing => add({ __typename: 'Author', id: `a${i}`, name: `Author ${i}`, born: i === 2 ? null : 1900 + i }));
  const makers = Array.from({ length: 3 }, (_, i): Thing =>
    // Maker 2 has no code, by which alone the people subgraph could find it.
    add(
      i === 2
        ? { __typename: 'Maker', id: 'm2', code: null, name: null, founder: null, address: null }
        : { __typename: 'Maker', id: `m${i}`, code: `code${i}`, name: `Maker ${i}`, founder: authors[i], address: i === 1 ? null : { __typename: 'Address', city: 'City', street: null } },
    ),
  );
  const places = Array.from({ length: 2 }, (_, i): Thing => add({ __typename: 'Place', id: `p${i}`, name: `Place ${i}` }));
  const lamps = Array.from({ length: 4 }, (_, i): Thing =>
    // Lamp 3 is unknown to the stock subgraph, although `available` may not be null.
    add({ __typename: 'Lamp', id: `l${i}`, name: `Lamp ${i}`, watts: i * 10, maker: makers[i] ?? null, price: i === 3 ? null : i, available: i === 3 ? null : i % 2 === 0, place: i === 3 ? null : places[i % 2], related: null }),
  );
  const books = Array.from({ length: 5 }, (_, i): Thing =>
    add({
      __typename: 'Book', id: `b${i}`, name: `Book ${i}`, kind: i % 2 ? 'NOVEL' : 'POEM', size: i === 3 ? null : { __typename: 'Size', width: i, height: null },
      weight: i === 1 ? null : i * 100, author: authors[i] ?? null, makers: [makers[0], null, makers[2]], dedicatedTo: authors[(i + 1) % 4], price: 5 - i, place: places[0],
      related: i === 0 ? [lamps[0], lamps[3]] : i === 4 ? [] : [lamps[i - 1]],
    }),
  );
  for (const [i, author] of authors.entries()) Object.assign(author, { books: i === 3 ? null : [books[i], books[(i + 2) % 5]], mentor: authors[i - 1] ?? null });
  for (const [i, lamp] of lamps.entries()) Object.assign(lamp, { twin: lamps[i + 1] ?? null });
  for (const [i, place] of places.entries()) Object.assign(place, { holds: [lamps[i], null] });
  for (const book of books) Object.assign(book, { note: ({ style }: { style?: string }) => `${style ?? 'plain'} note on ${book.id}` });
  for (const book of books) Object.assign(book, { shipping: book['weight'] == null ? null : Number(book['weight']) * 2 });
  const all = [...books, ...lamps];
  const root: Thing = {
    __typename: 'Query', id: 'root',
    items: ({ first }: { first: number }) => all.slice(0, first),
    item: ({ id }: { id: string }) => all.find((thing) => thing.id === id) ?? null,
    things: [books[1], null, makers[1], lamps[2], makers[2]],
    matrix: [[books[0], null], null, [lamps[1], books[2]], []],
    book: ({ id }: { id: string }) => books.find((thing) => thing.id === id) ?? null,
    featured: { __typename: 'Shelf', label: null, size: { __typename: 'Size', width: 1, height: 2 }, top: lamps[1], items: [books[0], null, lamps[3]] },
    authors, makers: makers.slice(0, 2), cheapest: books[4],
    rename: ({ id, name }: { id: string; name: string }) => ({ ...all.find((thing) => thing.id === id), name }),
  };
  world.set('root', root);
  return world;
}

/** Reads a property, calls it with the arguments when it is a function. */
const read: GraphQLFieldResolver<Thing, unknown> = (source, args, _context, { fieldName }) => {
  const value = source[fieldName];
  return typeof value === 'function' ? value(args) : value;
};

export interface World {
  readonly schema: GraphQLSchema;
  readonly engine: Engine;
  readonly fetches: { subgraph: string; variables: Readonly<Record<string, unknown>> | undefined }[];
  /** The answer of the engine over three subgraphs. */
  federated(document: DocumentNode, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  /** The answer of graphql-js on one schema that knows everything: what is right. */
  merged(document: DocumentNode, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

export function createWorld(): World {
  const world = makeWorld();
  const services = Object.entries(SUBGRAPHS).map(([name, body]) => ({ name, typeDefs: parse(`extend schema ${LINK}\n${body}`) }));
  const supergraph = composeServices(services).supergraphSdl;
  if (!supergraph) throw new Error(JSON.stringify(composeServices(services).errors));

  const find = (typeName: string, key: Record<string, unknown>): Thing | null => {
    if (key['id'] !== undefined) return world.get(`${typeName}:${String(key['id'])}`) ?? null;
    return [...world.values()].find((thing) => thing.__typename === typeName && thing['code'] != null && thing['code'] === key['code']) ?? null;
  };
  const schemas = new Map(
    services.map(({ name, typeDefs }) => {
      const resolveReference = (typeName: string) => ({
        __resolveReference: (key: Record<string, unknown>) => {
          const thing = find(typeName, key);
          if (name === 'stock' && thing?.id === 'l3') return null;
          // What @requires asked for comes with the reference, nothing else of it does.
          return thing && typeName === 'Book' && name === 'stock' ? { ...thing, shipping: key['weight'] == null ? null : Number(key['weight']) * 2 } : thing;
        },
      });
      const entities = [...new Set([...(SUBGRAPHS[name] ?? '').matchAll(/type (\w+)[^{]*@key/g)].map(([, typeName]) => typeName ?? ''))];
      return [name, buildSubgraphSchema([{ typeDefs, resolvers: Object.fromEntries(entities.map((typeName) => [typeName, resolveReference(typeName)])) }])];
    }),
  );
  const root = world.get('root');
  const fetches: World['fetches'] = [];
  const engine = createEngine(preparePlanning(supergraph), async (name, { document, variables, operationName }) => {
    fetches.push({ subgraph: name, variables });
    const schema = schemas.get(name);
    if (!schema) throw new Error(name);
    return execute({ schema, document, rootValue: root, variableValues: variables ?? {}, operationName: operationName ?? null, fieldResolver: read });
  });
  const schema = apiSchema(supergraph);
  const request: GraphRequest = {
    id: 'world',
    signal: new AbortController().signal,
    deadline: Number.POSITIVE_INFINITY,
    language: undefined,
    scope: {},
    cost: { odooCalls: 0, odooMs: 0 },
    assertion: async () => 'signed',
  };
  return {
    schema,
    engine,
    fetches,
    federated: (document, variables = {}) => engine.execute({ document, variables }, request),
    merged: async (document, variables = {}) => execute({ schema, document, rootValue: root, variableValues: variables, fieldResolver: read }),
  };
}
