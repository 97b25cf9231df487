import { buildSchema, isEnumType, isInputObjectType, isObjectType, validateSchema, type GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { schemaRoute } from '../../gateway/published/route.ts';
import { publishedSdl } from '../../gateway/published/sdl.ts';
import { AUDIENCES, isAudience, type Audience } from '../../gateway/published/audiences.ts';
import { createLog } from '../../platform/log.ts';
import { facetsOf } from '../support/sdl.ts';
import { run } from './support/processes.ts';
import { serveShop, testDoor } from './support/serve.ts';

const SHOP = buildSchema(`
  enum Role { ADMIN STAFF SYSTEM }
  enum OrderGroupField { NAME MARGIN }
  input OrderFilter { name: String margin: Float }
  type Query { orders(filter: OrderFilter, groupBy: OrderGroupField): [Order!]! costs: Costs secrets: Secrets }
  type Mutation { cancel(id: ID!): CancelPayload }
  type CancelPayload { order: Order }
  type Order { id: ID! margin: Float costs: Costs }
  type Costs { total: Float by: Role }
  type Secrets { key: String }
`);

const SHOP_RULES = new Map([
  ['Order.margin', ['ADMIN', 'SYSTEM']],
  ['OrderFilter.margin', ['ADMIN', 'SYSTEM']],
  ['OrderGroupField.MARGIN', ['ADMIN', 'SYSTEM']],
  ['Query.costs', ['ADMIN', 'STAFF', 'SYSTEM']],
  ['Secrets.key', ['SYSTEM']],
] as const);

const membersOf = (schema: GraphQLSchema, name: string): string[] => {
  const type = schema.getType(name);
  if (isObjectType(type) || isInputObjectType(type)) return Object.keys(type.getFields());
  return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
};

describe('what is published for an audience', () => {
  const published = (audience: Audience): GraphQLSchema => buildSchema(publishedSdl(SHOP, SHOP_RULES, audience));

  test('lacks what none of its roles may use: the field, its filter, its group', () => {
    const customer = published('customer');
    expect(['Order', 'OrderFilter', 'OrderGroupField', 'Query'].map((type) => membersOf(customer, type))).toEqual([['id', 'costs'], ['name'], ['NAME'], ['orders']]);
  });

  test('lacks types whose last field went, and what led to them', () => {
    const customer = published('customer');
    expect([customer.getType('Secrets'), customer.getQueryType()?.getFields()['secrets']]).toEqual([undefined, undefined]);
  });

  test('marks what only some of its roles may use, and nothing that all may', () => {
    expect(publishedSdl(SHOP, SHOP_RULES, 'employee').match(/margin: Float.*/g)).toEqual(['margin: Float @visible(to: [ADMIN, SYSTEM])', 'margin: Float @visible(to: [ADMIN, SYSTEM])']);
    expect(publishedSdl(SHOP, SHOP_RULES, 'system')).not.toMatch(/: \w+ @visible/);
  });

  test('offers analysts no mutations, nor types of mutations', () => {
    const analyst = published('analyst');
    expect([analyst.getMutationType(), analyst.getType('CancelPayload')]).toEqual([undefined, undefined]);
    expect(published('employee').getMutationType()).toBeDefined();
  });
});

describe('the schema of the graph', () => {
  const schemas = new Map<string, GraphQLSchema>();
  beforeAll(async () => {
    const texts = await Promise.all(Object.keys(AUDIENCES).map(async (audience) => [audience, (await run('gateway/schema-command.ts', ['--audience', audience]).finished).stdout] as const));
    for (const [audience, text] of texts) schemas.set(audience, buildSchema(text));
  }, 60_000);

  test.each(Object.keys(AUDIENCES).filter(isAudience))('is a valid schema for the %s', (audience) => {
    const schema = schemas.get(audience);
    expect(schema && validateSchema(schema)).toEqual([]);
    expect(membersOf(schema as GraphQLSchema, 'Query')).toContain(audience === 'dashboard' ? 'productionOrders' : 'salesOrders');
  });

  test.each([
    ['customer', false],
    ['partner', true],
    ['employee', true],
    ['system', true],
  ])('shows the margin to the %s: %s', (audience, shown) => {
    const schema = schemas.get(audience) as GraphQLSchema;
    const places = ['SalesOrder', 'SalesOrderFilter', 'SalesOrderOrderBy', 'SalesOrderMeasures', 'SalesOrderMeasureFilter', 'SalesOrderMeasureOrder'];
    expect(places.map((type) => membersOf(schema, type).includes('margin'))).toEqual(places.map(() => shown));
  });

  test('lacks for each audience exactly the fields that none of its roles sees', () => {
    const wrong = facetsOf().restricted.flatMap(({ type, field, roles }) =>
      Object.entries(AUDIENCES).flatMap(([audience, { roles: own }]) => {
        const isShown = membersOf(schemas.get(audience) as GraphQLSchema, type).includes(field);
        const isSeen = audience === 'system' || own.some((role) => roles.includes(role));
        return isShown === isSeen ? [] : [`${type}.${field} for ${audience}`];
      }),
    );
    expect([facetsOf().restricted.length > 10, wrong]).toEqual([true, []]);
  });

  test('has for users of the dashboard alone the roots that answer them, and no other', () => {
    expect(membersOf(schemas.get('dashboard') as GraphQLSchema, 'Query').toSorted()).toEqual([
      'dashboardProduct', 'dashboardProducts', 'dashboardUser', 'dashboardUsers', 'odooProducts', 'odooUsers', 'productionOrder', 'productionOrders',
      'productionOrdersAggregate', 'productionThroughput', 'syncConflicts', 'syncRuns', 'syncStatus', 'viewer',
    ]);
  });

  test('is asked for by name', async () => {
    const { code, stderr } = await run('gateway/schema-command.ts', ['--audience', 'everybody']).finished;
    expect([code, stderr]).toEqual([1, expect.stringContaining('--audience customer|partner|analyst|employee|dashboard|system')]);
  });
});

describe('/schema.graphql', () => {
  const log = createLog({ level: 'silent' });

  test('answers whoever has a credential with their own, and makes each once', async () => {
    let made = 0;
    const sdlFor = (audience: Audience): string => `# for ${audience}, ${(made += 1)}`;
    await using gateway = await serveShop({ pages: { '/schema.graphql': schemaRoute({ door: testDoor, sdlFor, log }) } });
    const ask = async (headers: Record<string, string>): Promise<[number, string]> => {
      const response = await fetch(`${gateway.url}/schema.graphql`, { headers });
      return [response.status, await response.text()];
    };
    expect([await ask({ authorization: 'Bearer good' }), await ask({ authorization: 'Bearer good' })]).toEqual([[200, '# for employee, 1'], [200, '# for employee, 1']]);
    expect(await ask({})).toEqual([401, expect.stringContaining('"UNAUTHENTICATED"')]);
    expect(await ask({ authorization: 'Bearer bad' })).toEqual([401, expect.stringContaining('"TOKEN_EXPIRED"')]);
  });
});
