import type { GraphQLResolveInfo } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import type { GraphContext } from '../../../graph/context.ts';
import type { MutationCode, MutationContext } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { runMutation } from '../../../graph/mutations/run.ts';
import { OdooFault } from '../../../odoo/client/faults.ts';
import type { OdooCall } from '../../../odoo/port.ts';
import type { AuditRecord } from '../../../platform/audit.ts';
import { keysInMemory } from '../../../platform/idempotency.ts';
import { principal } from '../../access/principals.ts';
import { tableOf } from '../fixture.ts';

const TABLE = tableOf(`
type Query { name: String! @computed @withoutScope }
type Mutation {
  make(input: MakeInput!): MakePayload @mutation(needs: MOVE_STOCK, idempotent: true)
  enter(input: MakeInput!): MakePayload @mutation(open: true)
}
input MakeInput { name: String, idempotencyKey: String }
type MakePayload { thing: ID, userErrors: [UserError!]! }
`);

let calls: string[] = [];
let audited: AuditRecord[] = [];
let forgotten = 0;
/** What Odoo answers to a method; an error is thrown. */
let odoo: Readonly<Record<string, unknown>> = {};
let context: GraphContext;

beforeEach(() => {
  calls = [];
  audited = [];
  forgotten = 0;
  odoo = {};
  const reader = {
    async call({ model, method, ids }: OdooCall) {
      calls.push(`${model}.${method}${ids ? ` ${ids.join()}` : ''}`);
      const answer = odoo[method];
      if (answer instanceof Error) throw answer;
      return answer ?? true;
    },
  };
  context = {
    table: TABLE,
    principal: principal(),
    database: { has: () => true, resolve: (_model: string, field: string) => field, field: () => null, model: (name: string) => name },
    deadline: Date.now() + 5_000,
    idempotencyKey: null,
    writes: { keys: keysInMemory(10_000), renewMs: 1_000, underWay: new Set(), audit: async (record: AuditRecord) => void audited.push(record) },
    forWriting: () => ({ reader, scopes: {}, visible: new Map() }),
    forget: () => (forgotten += 1),
  } as unknown as GraphContext;
});

const at = (key: string): GraphQLResolveInfo => ({ path: { key } }) as unknown as GraphQLResolveInfo;
const make = (code: MutationCode['run'], input: Readonly<Record<string, unknown>> = {}, findByKey?: MutationCode['findByKey'], name = 'make', place = name) =>
  runMutation(name, { run: code, ...(findByKey ? { findByKey } : {}) }, input, context, at(place));
const codes = (payload: { readonly userErrors: readonly { readonly code: string }[] }): readonly string[] => payload.userErrors.map(({ code }) => code);

const created = async (_input: unknown, { writer }: MutationContext): Promise<object> => ({ thing: await writer.create('x.thing', { name: 'Ann' }) });

describe('a mutation', () => {
  it('answers what it did, forgets what was read, and leaves a record without personal values', async () => {
    odoo = { create: [7] };
    expect(await make(created, { name: 'Ann', partnerId: '12' })).toEqual({ thing: 7, userErrors: [] });
    expect(forgotten).toBe(1);
    expect(audited).toEqual([
      { subject: 'employee:1003', credential: 'employee', role: 'STAFF', serviceAccountId: 1004, operation: 'make', ids: { 'input.partnerId': [12], thing: [7] }, outcome: 'done', codes: [], keyTag: null, odooWrites: 1, milliseconds: expect.any(Number) as number },
    ]);
  });

  it('is known to be under way until it is done', async () => {
    odoo = { create: [7] };
    const work = make(created);
    expect(context.writes.underWay.size).toBe(1);
    await work;
    expect(context.writes.underWay.size).toBe(0);
  });

  it('is refused without an error, and nothing is written', async () => {
    expect(codes(await make(async () => refuse('NOTHING_TO_INVOICE')))).toEqual(['NOTHING_TO_INVOICE']);
    expect([calls, audited[0]?.outcome, audited[0]?.codes]).toEqual([[], 'refused', ['NOTHING_TO_INVOICE']]);
  });

  it.each([
    ['BUSINESS', 'REFUSED_BY_ODOO'],
    ['VALIDATION', 'REFUSED_BY_ODOO'],
    ['DUPLICATE', 'DUPLICATE'],
    ['BAD_REFERENCE', 'NOT_FOUND'],
    ['CONFLICT', 'CONFLICT'],
    ['IN_USE', 'IN_USE'],
  ] as const)('words Odoo’s %s as %s', async (kind, code) => {
    odoo = { create: new OdooFault(kind, { said: 'You cannot do this.' }) };
    expect(codes(await make(created))).toEqual([code]);
  });

  it('shows Odoo’s own sentence where that is written for people', async () => {
    odoo = { create: new OdooFault('BUSINESS', { said: 'You cannot do this.' }) };
    expect((await make(created)).userErrors[0]).toMatchObject({ message: 'You cannot do this.', remedy: 'Change what Odoo names, then repeat.' });
  });

  it('takes back what it did when a later step is refused, the last first', async () => {
    odoo = { create: [7], confirm: new OdooFault('BUSINESS', { said: 'No.' }) };
    const payload = await make(async (_input, { writer }) => {
      const first = await writer.step('a was made', () => writer.create('a', {}), (id) => writer.call('a', 'unlink', { ids: [id] }));
      await writer.step('b was made', () => writer.create('b', {}), (id) => writer.call('b', 'unlink', { ids: [id] }));
      await writer.call('a', 'confirm', { ids: [first] });
      return {};
    });
    expect(codes(payload)).toEqual(['REFUSED_BY_ODOO']);
    expect(calls).toEqual(['a.create', 'b.create', 'a.confirm 7', 'b.unlink 7', 'a.unlink 7']);
  });

  it('says what stands when it cannot be taken back', async () => {
    odoo = { create: [7], unlink: new OdooFault('IN_USE'), confirm: new OdooFault('BUSINESS', { said: 'No.' }) };
    const payload = await make(async (_input, { writer }) => {
      await writer.step('a was made', () => writer.create('a', {}), (id) => writer.call('a', 'unlink', { ids: [id] }));
      await writer.call('a', 'confirm');
      return {};
    });
    expect(codes(payload)).toEqual(['PARTLY_DONE', 'REFUSED_BY_ODOO']);
    expect(payload.userErrors[0]?.message).toBe('Not everything could be done. Done: a was made. Failed: No..');
  });

  it('counts a wizard’s record as nothing that was done', async () => {
    odoo = { create: [7], process: new OdooFault('BUSINESS', { said: 'No.' }) };
    const payload = await make(async (_input, { writer }) => {
      const wizard = await writer.wizard('x.wizard', {});
      await writer.call('x.wizard', 'process', { ids: [wizard] });
      return {};
    });
    expect(codes(payload)).toEqual(['REFUSED_BY_ODOO']);
  });

  it('says that nobody knows when Odoo does not answer a write', async () => {
    odoo = { create: new OdooFault('TIMEOUT', { uncertain: true }) };
    await expect(make(created)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT', extensions: { uncertain: true } });
    expect(audited[0]).toMatchObject({ outcome: 'unknown', codes: ['UPSTREAM_TIMEOUT'] });
  });
});

describe('an idempotency key', () => {
  const keyed = { name: 'Ann', idempotencyKey: 'k-1' };
  const never = async (): Promise<object> => {
    throw new Error('not again');
  };

  it('replays the first answer, whatever the order of the input', async () => {
    odoo = { create: [7] };
    const first = await make(created, keyed);
    expect(await make(never, { idempotencyKey: 'k-1', name: 'Ann' })).toEqual(first);
    expect([calls.length, audited[1]?.outcome, audited[0]?.keyTag === audited[1]?.keyTag]).toEqual([1, 'replayed', true]);
  });

  it('refuses another input, and means another thing to another caller', async () => {
    odoo = { create: [7] };
    await make(created, keyed);
    expect(codes(await make(never, { ...keyed, name: 'Ben' }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    context = { ...context, principal: principal({ subject: 'employee:1009' }) };
    expect(codes(await make(created, { ...keyed, name: 'Ben' }))).toEqual([]);
    expect(calls.length).toBe(2);
  });

  it.each([['', ' k', 'k ', 'k\n', 'é', 'x'.repeat(256)]].flat().map((key) => [JSON.stringify(key), key] as const))('%s is none', async (_shown, idempotencyKey) => {
    expect(codes(await make(never, { idempotencyKey }))).toEqual(['IDEMPOTENCY_KEY_INVALID']);
  });

  it('has one effect for two requests at once', async () => {
    odoo = { create: [7] };
    let runs = 0;
    const slow = async (input: unknown, own: MutationContext): Promise<object> => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return created(input, own);
    };
    const answers = await Promise.all([make(slow, keyed), make(slow, keyed)]);
    expect([runs, answers[0], answers[1]]).toEqual([1, { thing: 7, userErrors: [] }, { thing: 7, userErrors: [] }]);
  });

  it('is free again after a refusal that left nothing', async () => {
    odoo = { create: [7] };
    expect(codes(await make(async () => refuse('INSUFFICIENT_STOCK'), keyed))).toEqual(['INSUFFICIENT_STOCK']);
    expect(await make(created, { ...keyed, name: 'Ben' })).toEqual({ thing: 7, userErrors: [] });
  });

  it('finds what was done when Odoo’s answer was lost, and does it no second time', async () => {
    odoo = { create: new OdooFault('TIMEOUT', { uncertain: true }) };
    await expect(make(created, keyed, async () => null)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(await make(never, keyed, async (_input, { keyTag }) => ({ thing: keyTag?.length }))).toEqual({ thing: 32, userErrors: [] });
    expect(await make(never, keyed, never)).toEqual({ thing: 32, userErrors: [] });
  });

  it('does what was not done, once nothing of it is found', async () => {
    odoo = { create: new OdooFault('UNREACHABLE', { uncertain: true }) };
    await expect(make(created, keyed, async () => null)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    odoo = { create: [8] };
    expect(await make(created, keyed, async () => null)).toEqual({ thing: 8, userErrors: [] });
  });

  it('looks once more when the second try is refused: Odoo was at work for the first one still', async () => {
    odoo = { create: new OdooFault('TIMEOUT', { uncertain: true }) };
    await expect(make(created, keyed, async () => null)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    let looks = 0;
    const late = async (): Promise<object | null> => ((looks += 1) === 1 ? null : { thing: 9 });
    expect(await make(async () => refuse('WRONG_STATE', null, { reason: 'Done already.' }), keyed, late)).toEqual({ thing: 9, userErrors: [] });
    expect(await make(never, keyed, never)).toEqual({ thing: 9, userErrors: [] });
  });

  it('keeps the refusal of a second try when nothing of the first one is found', async () => {
    odoo = { create: new OdooFault('TIMEOUT', { uncertain: true }) };
    await expect(make(created, keyed, async () => null)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(codes(await make(async () => refuse('INSUFFICIENT_STOCK'), keyed, async () => null))).toEqual(['INSUFFICIENT_STOCK']);
    odoo = { create: [8] };
    expect(await make(created, keyed, never)).toEqual({ thing: 8, userErrors: [] });
  });

  it('does not guess where a mutation leaves no trace of its key', async () => {
    odoo = { create: new OdooFault('TIMEOUT', { uncertain: true }) };
    await expect(make(created, keyed)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(codes(await make(never, keyed))).toEqual(['OUTCOME_UNKNOWN']);
  });

  it('of the header stands for each mutation of an operation by its name in the answer', async () => {
    odoo = { create: [7] };
    context = { ...context, idempotencyKey: 'h-1' };
    await make(created, { name: 'Ann' }, undefined, 'make', 'a');
    await make(created, { name: 'Ben' }, undefined, 'make', 'b');
    expect(await make(never, { name: 'Ann' }, undefined, 'make', 'a')).toEqual({ thing: 7, userErrors: [] });
    expect(calls.length).toBe(2);
  });

  it('means nothing to a mutation that needs no credential: what it answers is not kept', async () => {
    context = { ...context, idempotencyKey: 'h-1' };
    let runs = 0;
    const enter = async (): Promise<object> => ({ thing: (runs += 1) });
    await make(enter, {}, undefined, 'enter');
    expect(await make(enter, {}, undefined, 'enter')).toEqual({ thing: 2, userErrors: [] });
  });
});
