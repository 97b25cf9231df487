import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, GraphQLObjectType, buildSchema, execute, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { FieldRule } from '../../access/field-rules.ts';
import type { Principal, Role } from '../../access/principal.ts';
import { ANONYMOUS } from '../../access/principal.ts';
import { applyFieldRules, shieldModule, type GuardedSchema } from '../../access/shield.ts';
import { principal } from './principals.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  interface Named { name: String }
  type Order implements Named @key(fields: "id") { id: ID!, name: String, margin: Float, broken: Float, note: String, forgotten: String }
  type Query { orders: [Order!]!, viewer: String, margins: [Float], outage: String, unruled: String }
  type Mutation { approve: String }
`;

const field = (type: string, name: string, roles: readonly Role[] | null = null, withoutScope = false): FieldRule => ({
  type,
  field: name,
  roles,
  root: type === 'Query' || type === 'Mutation',
  withoutScope,
});

const RULES: readonly FieldRule[] = [
  field('Query', 'orders'),
  field('Query', 'viewer', null, true),
  field('Query', 'margins', ['ADMIN']),
  field('Query', 'outage'),
  field('Mutation', 'approve'),
  field('Order', 'id'),
  field('Order', 'name'),
  field('Order', 'note'),
  field('Order', 'margin', ['ADMIN', 'SA_MANAGER', 'SYSTEM']),
  field('Order', 'broken', ['ADMIN', 'SA_MANAGER', 'SYSTEM']),
];

const orders = [
  { id: '1', name: 'S1', margin: 5, note: 'a', forgotten: 'x' },
  { id: '2', name: 'S2', margin: 6, note: 'b', forgotten: 'y' },
];
const failure = new GraphQLError('Odoo is away', { extensions: { code: 'UPSTREAM_UNAVAILABLE' } });

function subgraph(): GraphQLSchema {
  return buildSubgraphSchema([{
    typeDefs: parse(SDL),
    resolvers: {
      Query: { orders: () => orders, viewer: () => 'me', margins: () => [1], outage: () => { throw failure; }, unruled: () => 'open' },
      Mutation: { approve: () => 'done' },
      Order: {
        __resolveReference: ({ id }: { id: string }) => orders.find((order) => order.id === id),
        broken: () => { throw failure; },
      },
    },
  }]);
}

async function ask({ schema, grant }: GuardedSchema, query: string, as: Principal, variableValues: Record<string, unknown> = {}, granting = true): Promise<ExecutionResult> {
  const contextValue = { principal: as };
  if (granting) await grant(contextValue);
  const result = await execute({ schema, document: parse(query), contextValue, variableValues });
  return JSON.parse(JSON.stringify(result)) as ExecutionResult;
}

describe('applyFieldRules', () => {
  const guarded = applyFieldRules(subgraph(), RULES);
  const { schema } = guarded;

  it('answers null and FORBIDDEN with what it would take for a restricted field', async () => {
    const { data, errors } = await ask(guarded, '{ orders { name margin } }', principal({ role: 'AGENT' }));
    expect(data).toEqual({ orders: [{ name: 'S1', margin: null }, { name: 'S2', margin: null }] });
    expect(errors?.map(({ message }) => message)).toEqual(Array(2).fill('Order.margin is for ADMIN, SA_MANAGER; you are AGENT.'));
    expect(errors?.[0]).toMatchObject({
      path: ['orders', 0, 'margin'],
      extensions: {
        code: 'FORBIDDEN',
        denial: { rule: 'visible-to', field: 'Order.margin', needs: ['ADMIN', 'SA_MANAGER'], have: 'AGENT' },
      },
    });
  });

  it.each(['ADMIN', 'SA_MANAGER', 'SYSTEM'] as const)('answers a restricted field to %s', async (role) => {
    expect(await ask(guarded, '{ orders { margin } }', principal({ role }))).toEqual({ data: { orders: [{ margin: 5 }, { margin: 6 }] } });
  });

  it('denies a field that no rule names, below the roots and among them', async () => {
    const below = await ask(guarded, '{ orders { forgotten } }', principal({ role: 'ADMIN' }));
    expect(below.data).toEqual({ orders: [{ forgotten: null }, { forgotten: null }] });
    expect(below.errors?.[0]).toMatchObject({ message: 'Order.forgotten is not open to anybody.', extensions: { code: 'FORBIDDEN', denial: { rule: 'no-rule' } } });
    const root = await ask(guarded, '{ unruled }', principal({ role: 'ADMIN' }));
    expect(root).toMatchObject({ data: { unruled: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  it('answers nobody without a credential', async () => {
    const { data, errors } = await ask(guarded, '{ orders { name } viewer }', ANONYMOUS);
    expect(data).toBeNull();
    expect(errors?.map(({ extensions }) => extensions?.code)).toContain('UNAUTHENTICATED');
    expect(await ask(guarded, '{ viewer }', ANONYMOUS)).toMatchObject({ data: { viewer: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('takes an execution without a principal for nobody', async () => {
    const result = await execute({ schema, document: parse('{ viewer }'), contextValue: {} });
    expect(result.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('answers viewer, and only roots like it, to a caller who still has to choose an SA', async () => {
    const undecided = principal({ role: null, problem: { code: 'SA_REQUIRED', message: 'Choose.' } });
    expect(await ask(guarded, '{ viewer }', undecided)).toEqual({ data: { viewer: 'me' } });
    expect(await ask(guarded, '{ outage }', undecided)).toMatchObject({ data: { outage: null }, errors: [{ message: 'Choose.', extensions: { code: 'SA_REQUIRED' } }] });
  });

  it('lets federation ask for the SDL and for entities, and holds the rules behind them', async () => {
    const caller = principal({ role: 'AGENT' });
    const sdl = await ask(guarded, '{ _service { sdl } }', ANONYMOUS);
    expect(sdl.errors).toBeUndefined();
    expect(sdl.data).toMatchObject({ _service: { sdl: expect.stringContaining('type Order') } });
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { name margin } } }';
    const entities = await ask(guarded, query, caller, { r: [{ __typename: 'Order', id: '2' }] });
    expect(entities.data).toEqual({ _entities: [{ name: 'S2', margin: null }] });
    expect(entities.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('leaves the errors of resolvers what they are, on roots and on restricted fields', async () => {
    const root = await ask(guarded, '{ outage }', principal({ role: 'ADMIN' }));
    expect(root.errors).toEqual([expect.objectContaining({ message: 'Odoo is away', extensions: { code: 'UPSTREAM_UNAVAILABLE' } })]);
    const nested = await ask(guarded, '{ orders { broken } }', principal({ role: 'ADMIN' }));
    expect(nested.errors?.map(({ message }) => message)).toEqual(['Odoo is away', 'Odoo is away']);
  });

  it.each(['ADMIN', 'AGENT'] as const)('says the same to %s whether the verdict was asked for beforehand or on the row', async (role) => {
    const query = '{ orders { margin broken note } }';
    expect(await ask(guarded, query, principal({ role }), {}, false)).toEqual(await ask(guarded, query, principal({ role })));
  });

  it('answers a granted field without a promise on each row, and asks shield again for everybody else', async () => {
    const margin = (schema.getType('Order') as GraphQLObjectType).getFields()['margin'];
    const info = { parentType: { name: 'Order' }, fieldName: 'margin' } as never;
    const manager = { principal: principal({ role: 'SA_MANAGER' }) };
    const agent = { principal: principal({ role: 'AGENT' }) };
    await Promise.all([guarded.grant(manager), guarded.grant(agent)]);
    expect(margin?.resolve?.(orders[0], {}, manager, info)).toBe(5);
    await expect(margin?.resolve?.(orders[0], {}, agent, info)).resolves.toMatchObject({ message: 'Order.margin is for ADMIN, SA_MANAGER; you are AGENT.' });
    await expect(margin?.resolve?.(orders[0], {}, { principal: manager.principal }, info)).resolves.toBe(5);
  });

  it('keeps one caller’s verdict from the next, also when both ask at once', async () => {
    const roles: readonly Role[] = ['ADMIN', 'AGENT', 'SA_MANAGER', 'STAFF', 'ADMIN', 'CUSTOMER'];
    const margins = await Promise.all(roles.map(async (role) => (await ask(guarded, '{ orders { margin } }', principal({ role }))).errors?.length ?? 0));
    expect(margins).toEqual([0, 2, 0, 2, 0, 2]);
  });

  it('names the field that was asked for, when two fields share one rule', async () => {
    const { errors } = await ask(guarded, '{ orders { margin broken } }', principal({ role: 'AGENT' }));
    expect(errors?.map(({ extensions }) => (extensions?.denial as { field: string } | undefined)?.field)).toEqual(['Order.margin', 'Order.broken', 'Order.margin', 'Order.broken']);
  });

  it('refuses mutations to a key that may only read, and to a manager who drilled down', async () => {
    const key = principal({ kind: 'apiKey', role: 'STAFF', scopes: ['read'] });
    expect(await ask(guarded, 'mutation { approve }', key)).toMatchObject({ data: { approve: null }, errors: [{ extensions: { denial: { rule: 'write-scope' } } }] });
    expect(await ask(guarded, 'mutation { approve }', principal({ kind: 'apiKey', role: 'STAFF', scopes: ['read', 'write'] }))).toEqual({ data: { approve: 'done' } });
    const visitor = principal({ role: 'SA_MANAGER', serviceAccount: { id: 1008, name: 'Below', companyId: 1, drillDown: true } });
    expect(await ask(guarded, 'mutation { approve }', visitor)).toMatchObject({ data: { approve: null }, errors: [{ extensions: { denial: { rule: 'read-only-drill-down' } } }] });
    expect(await ask(guarded, '{ orders { name } }', visitor)).toMatchObject({ data: { orders: [{ name: 'S1' }, { name: 'S2' }] } });
  });

  it('wraps roots, restricted and forgotten fields, and leaves plain ones bare', () => {
    const order = schema.getType('Order');
    const resolvers = order instanceof GraphQLObjectType ? Object.values(order.getFields()).filter(({ resolve }) => resolve !== undefined).map(({ name }) => name) : [];
    expect(resolvers).toEqual(['margin', 'broken', 'forgotten']);
  });
});

describe('rules that do not fit', () => {
  const schema = buildSchema(SDL.replace(/extend schema .*/, '').replace('@key(fields: "id")', '') + 'type Strict { always: Int! }');
  const refused = (...rules: FieldRule[]): (() => unknown) => () => applyFieldRules(schema, rules);

  it('are refused at start-up, all in one error', () => {
    expect(refused(field('Nothing', 'x'), field('Order', 'nope'))).toThrow('Nothing.x: there is no type Nothing; Order.nope: Order has no such field');
  });
  it('are refused on an interface, where graphql-shield would ignore them', () => {
    expect(refused(field('Named', 'name', ['ADMIN']))).toThrow('Named is not an object type');
  });
  it('are refused on a non-null field, which would take its parent with it', () => {
    expect(refused(field('Strict', 'always', ['ADMIN']))).toThrow('Strict.always: a restricted field must be nullable, this is Int!');
  });
  it('are refused twice for one field', () => {
    expect(refused(field('Order', 'name'), field('Order', 'name', ['ADMIN']))).toThrow('Order.name has two rules');
  });
  it('are refused when they are wrong about being a root', () => {
    expect(refused({ ...field('Order', 'name'), root: true })).toThrow('Order.name: it is not a root field');
  });
});

describe('graphql-shield on this Node', () => {
  const { allow, deny, and, or, not, chain, race, rule } = shieldModule;
  const yes = rule('yes')(() => true);
  const no = rule('no')(() => new GraphQLError('no'));

  it.each([
    ['allow', allow, true],
    ['deny', deny, false],
    ['and', and(yes, yes), true],
    ['and, with a refusal', and(yes, no), 'no'],
    ['or', or(no, yes), true],
    ['or, of refusals', or(no, no), 'no'],
    ['not', not(no), true],
    ['chain', chain(yes, yes), true],
    ['chain, with a refusal', chain(yes, no), 'no'],
    ['race', race(no, yes), true],
    ['race, of refusals', race(no, no), 'no'],
  ] as const)('decides %s', async (_name, tested, expected) => {
    const verdict: unknown = await tested.resolve({}, {}, { _shield: { cache: {} } }, {} as never, { debug: true } as never);
    expect(verdict instanceof Error ? verdict.message : verdict).toBe(expected);
  });
});
