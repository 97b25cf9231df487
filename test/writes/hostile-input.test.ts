import { readFileSync } from 'node:fs';
import { getNamedType, isInputObjectType, isNonNullType } from 'graphql';
import type { GraphQLInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiSchema } from '../../gateway/api-schema.ts';
import { openBench } from './bench.ts';
import type { Bench, Used } from './bench.ts';
import { ELSEWHERE, USES } from './inputs.ts';
import type { Input } from './proved/kind.ts';

const schema = apiSchema(readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'));
const LONG = 'x'.repeat(10_240);

interface Hostile {
  readonly value: unknown;
  /** No field takes it: it has to be refused, at its place. */
  readonly wrong?: true;
}

const wrong = (...values: readonly unknown[]): readonly Hostile[] => values.map((value) => ({ value, wrong: true }));
const odd = (...values: readonly unknown[]): readonly Hostile[] => values.map((value) => ({ value }));

/** What people, their programs and their enemies send, by scalar. */
const HOSTILE: Readonly<Record<string, readonly Hostile[]>> = {
  String: [...wrong(LONG, 'a\u0000b', 'a\uD800b'), ...odd('', ' ', 'E\u0301 😀 ‏שלום', "'; drop table res_partner; --", '<script>alert(1)</script>', 'a\nb', '${7*7} %s %(x)s {0}')],
  ID: wrong('', ' ', '0', '-1', '-0', '1.5', '1e3', 'NaN', 'nobody', '😀', '999999999', '9'.repeat(30), LONG, "1 or 1=1", '1001\u0000'),
  Decimal: [...wrong('NaN', 'Infinity', '-Infinity', '', 'x', '1e308', '-1e308', 1e308, '1e-320', '9'.repeat(30), '٣', '0x10', '1,5', LONG), ...odd('-0', -0, '0', '-1', '0.0000000001', 0.1 + 0.2)],
  Date: [...wrong('', 'x', '2026-02-30', '2026-13-01', '2026-1-1', '10000-01-01', '0000-00-00', 'NaN', LONG), ...odd('9999-12-31', '0001-01-01')],
  Int: [...wrong(1e10, 0.5, 'x'), ...odd(-1, 2_147_483_647)],
  DateTime: [...wrong('', 'x', '2026-02-30T00:00:00Z', '2026-01-01T25:00:00Z', 'yesterday', LONG), ...odd('9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z')],
};

/** Errors that are told to callers about their input, their rights and where they are. */
const TOLD: readonly unknown[] = ['BAD_USER_INPUT', 'FORBIDDEN', 'SA_REQUIRED'];
const UNDECIDED = ['PARTLY_DONE', 'OUTCOME_UNKNOWN'];
/** Its values are looked for among those that are there, so that none is wrong in itself; where they stand apart, a key. */
const NOT_LOOKED_AT = new Set(['expectedActorIds', 'expectedManagerId', 'idempotencyKey']);

type Path = readonly (string | number)[];

interface Leaf {
  readonly path: Path;
  readonly scalar: string;
  readonly nullable: boolean;
}

/** Every field that an input has, in its first line where there are several. */
function leavesOf(type: GraphQLInputObjectType, base: Input, at: Path = []): readonly Leaf[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    const list = field.type.toString().startsWith('[');
    const path = [...at, field.name, ...(list ? [0] : [])];
    if (isInputObjectType(named)) return Array.isArray(base[field.name]) ? leavesOf(named, (base[field.name] as readonly Input[])[0] ?? {}, path) : [];
    return [{ path, scalar: named.name, nullable: !isNonNullType(field.type) && !list }];
  });
}

function withValue(base: unknown, [head, ...rest]: Path, value: unknown): unknown {
  if (head === undefined) return value;
  if (typeof head === 'number') return [withValue((base as readonly unknown[] | null)?.[0], rest, value), ...((base as readonly unknown[] | null) ?? []).slice(1)];
  return { ...(base as Input | undefined), [head]: withValue((base as Input | undefined)?.[head], rest, value) };
}

const leaves = (name: string, base: Input): readonly Leaf[] => leavesOf(schema.getType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Input`) as GraphQLInputObjectType, base).filter(({ path }) => !path.some((step) => NOT_LOOKED_AT.has(String(step))));

/** What is amiss with an answer; null when nothing is. */
function amiss({ refused, failed, changed }: Used, path: Path, mustRefuse: boolean): string | null {
  const codes = [...failed, ...refused.map(({ code }) => code)];
  if (failed.some((code) => !TOLD.includes(code))) return `errors ${failed.join()}`;
  if (codes.some((code) => UNDECIDED.includes(String(code)))) return `refused ${codes.join()}`;
  if (codes.length > 0 && changed.length > 0) return `refused ${codes.join()}, and changed ${changed.join()}`;
  if (refused.some((one) => one.path !== null && one.path[0] !== 'input')) return 'a path that leads nowhere';
  if (!mustRefuse || failed.length > 0) return null;
  const place = ['input', ...path].map(String);
  if (refused.length === 0) return 'done';
  return refused.some((one) => one.path !== null && one.path.every((step, index) => step === place[index])) ? null : `refused ${refused.map((one) => `${one.code} ${one.path?.join('.')}`).join()}`;
}

/** Lists that hold what a field of an input names: all of them, and by the mutation where the field is only called `id`. */
const LIST: Readonly<Record<string, string>> = {
  orderId: 'salesOrders', invoiceId: 'invoices', journalId: 'journals', customerId: 'customers', ticketId: 'tickets', lotId: 'lots', lotIds: 'lots', productId: 'products', membershipId: 'memberships',
  managerMembershipId: 'memberships', serviceAccountId: 'serviceAccounts', employeeId: 'employees', personId: 'persons', lineId: 'salesOrderLines', moveId: 'stockMoves', warehouseId: 'warehouses', teamId: 'helpdeskTeams',
  pricelistId: 'pricelists', outletId: 'outlets', companyId: 'companies', parentId: 'customers', templateId: 'productTemplates',
};
const LIST_OF: readonly (readonly [RegExp, string])[] = [
  [/Invoice$/, 'invoices'], [/Membership$/, 'memberships'], [/Actor$|Customer$/, 'customers'], [/Ticket$/, 'tickets'], [/^validate/, 'transfers'], [/ManufacturingOrder$/, 'manufacturingOrders'],
  [/Quotation$|Order$|Approval$|Proforma$/, 'salesOrders'],
];
const listOf = (mutation: string, field: string): string | undefined => (field === 'id' ? LIST_OF.find(([name]) => name.test(mutation))?.[1] : LIST[field]);

const shown = (value: unknown): string => (Object.is(value, -0) ? '-0' : JSON.stringify(value).slice(0, 40));

describe('whatever an input holds', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  it.each(Object.keys(USES))('%s does it, or refuses it at its place and changes nothing', async (name) => {
    const base = await bench.input(name);
    const problems: string[] = [];
    for (const { path, scalar, nullable } of leaves(name, base)) {
      const values = [...(HOSTILE[scalar] ?? []), ...(nullable ? odd(null) : [])];
      for (const { value, wrong: mustRefuse = false } of values) {
        const problem = amiss(await bench.use(name, withValue(base, path, value) as Input), path, mustRefuse);
        if (problem !== null) problems.push(`${path.join('.')} = ${shown(value)}: ${problem}`);
      }
    }
    expect(problems).toEqual([]);
  });

  /** Inputs of what does not lie in Odoo, with the ids of a product and an order of the dashboard. */
  const elsewhere = (product: string, order: string): Readonly<Record<(typeof ELSEWHERE)[number], Input>> => {
    const made = { name: 'Kit', sku: 'KIT-9', barcode: '4006381333931', description: 'A kit.', price: '10' };
    const planned = { productId: product, quantity: '2', deadlineAt: '2027-01-01T08:00:00Z', startAt: '2026-12-01T08:00:00Z', notes: 'Soon.' };
    return {
      signIn: { login: 'nobody@example.com', password: 'a password' }, createDashboardProduct: made, updateDashboardProduct: { id: product, ...made }, linkProduct: { id: product, odooProductId: '2021' },
      createProductionOrder: planned, updateProductionOrder: { id: order, ...planned }, changeProductionStatus: { id: order, status: 'ON_HOLD' }, deleteProductionOrder: { id: order }, syncFull: { waitSeconds: 0 },
      syncProducts: { waitSeconds: 0 }, syncOrders: { waitSeconds: 0 }, syncUsers: { waitSeconds: 0 }, resolveSyncConflict: { id: order, keep: 'ODOO' }, setSyncSchedule: { interval: '*/5 * * * *' }, changeDashboardRole: { id: order, role: 'WORKER' },
    };
  };

  it('is no fault of the graph where it is about what does not lie in Odoo either', async () => {
    const { graph } = bench;
    const send = async (name: string, input: Input): Promise<Used & { readonly payload: unknown }> => {
      const selection = { createDashboardProduct: 'dashboardProduct { id }', createProductionOrder: 'productionOrder { id }' }[name] ?? '';
      const query = `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { it: ${name}(input: $input) { ${selection} userErrors { code message path } } }`;
      const { data, errors } = await graph.ask('admin', { query, variables: { input } }, { 'x-sa-id': '1004' });
      const payload = (data as { it: { userErrors: Used['refused'] } | null } | null)?.it ?? null;
      return { payload, refused: payload?.userErrors ?? [], failed: errors.map(({ extensions }) => extensions?.code), calls: [], changed: [] };
    };
    const { dashboardProduct: product } = (await send('createDashboardProduct', { name: 'Lamp', sku: 'LAMP-9' })).payload as { dashboardProduct: { id: string } };
    const { productionOrder } = (await send('createProductionOrder', { productId: product.id, quantity: '1' })).payload as { productionOrder: { id: string } };
    const problems: string[] = [];
    for (const [name, base] of Object.entries(elsewhere(product.id, productionOrder.id))) {
      // The synchronisations take the same.
      if (['syncFull', 'syncOrders', 'syncUsers'].includes(name)) continue;
      for (const { path, scalar } of leaves(name, base)) {
        for (const { value, wrong: mustRefuse = false } of HOSTILE[scalar] ?? []) {
          const told = await send(name, withValue(base, path, value) as Input);
          const refused = told.refused.length + told.failed.length > 0;
          const problem = amiss(told, path, false) ?? (mustRefuse && !refused ? 'done' : null);
          if (problem !== null) problems.push(`${name} ${path.join('.')} = ${shown(value)}: ${problem}`);
        }
      }
    }
    expect(problems).toEqual([]);
  }, 120_000);

  it('an id of what the caller does not see is answered like one that nobody has', async () => {
    const hidden = new Map<string, string | undefined>();
    const hiddenIn = async (list: string): Promise<string | undefined> => {
      if (!hidden.has(list)) {
        const [all, seen] = await Promise.all(['admin', 'manager'].map((as) => bench.ids(as as 'admin' | 'manager', list)));
        hidden.set(list, all?.find((id) => seen?.includes(id) === false));
      }
      return hidden.get(list);
    };
    const told: unknown[] = [];
    const expected: unknown[] = [];
    for (const [name, { as }] of Object.entries(USES)) {
      if (as !== 'manager') continue;
      const base = await bench.input(name);
      for (const { path, scalar } of leaves(name, base)) {
        const list = scalar === 'ID' ? listOf(name, String(path.findLast((step) => typeof step === 'string'))) : undefined;
        const id = list === undefined ? undefined : await hiddenIn(list);
        if (id === undefined) continue;
        const unknown = await bench.use(name, withValue(base, path, '999999999') as Input);
        const secret = await bench.use(name, withValue(base, path, id) as Input);
        told.push([name, path.join('.'), secret.refused, secret.failed, secret.calls.length, secret.changed]);
        expected.push([name, path.join('.'), unknown.refused, unknown.failed, unknown.calls.length, []]);
      }
    }
    expect(told).toEqual(expected);
    expect([told.length, [...hidden].flatMap(([list, id]) => (id === undefined ? [list] : []))]).toEqual([68, []]);
  });
});
