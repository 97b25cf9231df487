import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAGE, TEAM } from '../../../odoo/sandbox/data/helpdesk.ts';
import { CUSTOMER } from '../../../odoo/sandbox/data/ids.ts';
import { TICKET } from '../../../odoo/sandbox/data/tickets.ts';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { PERSONA_NAMES, startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';
import { mutator } from '../../support/mutate.ts';

let sandbox: Sandbox;
let graph: TestGraph;
beforeAll(async () => {
  sandbox = await startSandbox();
  graph = await startGraph(sandbox);
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await sandbox.stop();
});
const mutate = mutator(() => graph, () => sandbox);

const SHOWN = 'ticket { id subject description priority isClosed closedAt stage { name } team { name } customer { name } governance { level provenance serviceAccounts { name } } }';
const ticketOf = (payload: Readonly<Record<string, unknown>> | null): Record<string, unknown> => payload?.['ticket'] as Record<string, unknown>;

describe('createTicket', () => {
  it.each(['manager', 'agent'] as const)('opens a governed ticket for the customer of a %s', async (persona) => {
    const { payload, refused, failed } = await mutate(persona, 'createTicket', { subject: ' It blinks ', description: 'Twice & <off>\nthen on', customerId: String(CUSTOMER.PERSONA), priority: 'HIGH' }, SHOWN);
    expect({ refused, failed }).toEqual({ refused: [], failed: [] });
    expect(ticketOf(payload)).toMatchObject({
      subject: 'It blinks', description: '<p>Twice &amp; &lt;off&gt;<br>then on</p>', priority: 'HIGH', isClosed: false, closedAt: null, stage: { name: 'New' }, team: { name: 'Support Lomé' },
      governance: { level: persona === 'agent' ? 3 : 2, provenance: 'ASSOCIATION', serviceAccounts: [{ name: 'Lomé' }] },
    });
  });

  it('lets customers open tickets of their own, which stand where they do', async () => {
    const { payload, refused, failed } = await mutate('customer', 'createTicket', { subject: 'No light' }, 'ticket { id subject customer { id } stage { name } }');
    expect({ refused, failed }).toEqual({ refused: [], failed: [] });
    expect(ticketOf(payload)).toMatchObject({ subject: 'No light', customer: { id: String(CUSTOMER.PERSONA) }, stage: { name: 'New' } });
    const seen = await graph.ask('agent', `{ ticket(id: "${String(ticketOf(payload)['id'])}") { governance { provenance } } }`);
    expect(seen.data).toEqual({ ticket: { governance: { provenance: 'CUSTOMER' } } });
  });

  it('does not let customers open tickets for others', async () => {
    const { refused, writes } = await mutate('customer', 'createTicket', { subject: 'Theirs', customerId: '1202' }, 'ticket { id }');
    expect({ refused, writes }).toEqual({ refused: ['NOT_FOUND'], writes: [] });
  });

  it.each([
    [{ subject: '  ' }, 'REQUIRED', ['input', 'subject']],
    [{ subject: 'x'.repeat(10_240) }, 'TOO_LONG', ['input', 'subject']],
    [{ subject: 'a\u0000b' }, 'INVALID_VALUE', ['input', 'subject']],
    [{ subject: 'x', customerId: '999999' }, 'NOT_FOUND', ['input', 'customerId']],
    [{ subject: 'x', customerId: String(CUSTOMER.PERSONA), orderId: '-1' }, 'NOT_FOUND', ['input', 'orderId']],
    [{ subject: 'x', tagIds: ['1', 'nope'] }, 'NOT_FOUND', ['input', 'tagIds', '1']],
    [{ subject: 'x', teamId: String(TEAM.NAIROBI) }, 'NOT_FOUND', ['input', 'teamId']],
  ] as const)('refuses %j and writes nothing', async (input, code, path) => {
    const { userErrors, writes } = await mutate('staff', 'createTicket', input, 'ticket { id }');
    expect(userErrors.map((error) => [error.code, error.path])).toContainEqual([code, path]);
    expect(writes).toEqual([]);
  });

  it('opens one ticket for one key', async () => {
    const input = { subject: 'Once', customerId: String(CUSTOMER.PERSONA), idempotencyKey: 'ticket-once' };
    const [first, second] = await Promise.all([mutate('manager', 'createTicket', input, 'ticket { id }'), mutate('manager', 'createTicket', input, 'ticket { id }')]);
    expect(ticketOf(first.payload)['id']).toBe(ticketOf(second.payload)['id']);
    const { data } = await graph.ask('manager', '{ tickets(filter: { subject: { eq: "Once" } }) { totalCount } }');
    expect(data).toEqual({ tickets: { totalCount: 1 } });
    expect((await mutate('manager', 'createTicket', { ...input, subject: 'Other' }, 'ticket { id }')).refused).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });
});

describe('the life of a ticket', () => {
  it('goes from open to closed and back, with the mail subtype of each word', async () => {
    const id = String(TICKET.OWN);
    expect(ticketOf((await mutate('agent', 'moveTicket', { id, stageId: String(STAGE.WAITING) }, SHOWN)).payload)).toMatchObject({ stage: { name: 'Waiting on Customer' }, isClosed: false });
    expect(ticketOf((await mutate('agent', 'updateTicket', { id, subject: 'Changed', priority: 'URGENT', description: null }, SHOWN)).payload)).toMatchObject({ subject: 'Changed', priority: 'URGENT', description: null });
    const closed = await mutate('agent', 'closeTicket', { id }, SHOWN);
    expect(ticketOf(closed.payload)).toMatchObject({ stage: { name: 'Resolved' }, isClosed: true });
    expect(ticketOf(closed.payload)['closedAt']).toMatch(/Z$/);
    expect(closed.writes).toEqual(['helpdesk.ticket.write']);
    expect((await mutate('agent', 'closeTicket', { id }, SHOWN)).refused).toEqual(['TICKET_CLOSED']);
    expect(ticketOf((await mutate('agent', 'reopenTicket', { id }, SHOWN)).payload)).toMatchObject({ stage: { name: 'New' }, isClosed: false, closedAt: null });
    expect((await mutate('agent', 'reopenTicket', { id }, SHOWN)).refused).toEqual(['TICKET_OPEN']);
  });

  it('is refused a closing stage that its team does not have, and stages of other teams', async () => {
    const id = String(TICKET.OWN_WITHOUT_CUSTOMER);
    const { team_id: team } = sandbox.table('helpdesk.ticket').get(TICKET.OWN_WITHOUT_CUSTOMER) as unknown as { team_id: number };
    const before = sandbox.table('helpdesk.stage').get(STAGE.RESOLVED)?.['team_ids'] as readonly number[];
    const cancelled = sandbox.table('helpdesk.stage').get(STAGE.CANCELLED)?.['team_ids'] as readonly number[];
    sandbox.table('helpdesk.stage').update(STAGE.RESOLVED, { team_ids: before.filter((other) => other !== team) });
    sandbox.table('helpdesk.stage').update(STAGE.CANCELLED, { team_ids: cancelled.filter((other) => other !== team) });
    const close = await mutate('manager', 'closeTicket', { id }, 'ticket { id }');
    expect(close.userErrors).toMatchObject([{ code: 'NO_CLOSING_STAGE', remedy: 'Mark one of the team’s stages as folded in Odoo.' }]);
    const moved = await mutate('manager', 'moveTicket', { id, stageId: String(STAGE.RESOLVED) }, 'ticket { id }');
    expect([close.writes, moved.refused, moved.writes]).toEqual([[], ['STAGE_OF_OTHER_TEAM'], []]);
    sandbox.table('helpdesk.stage').update(STAGE.RESOLVED, { team_ids: before });
    sandbox.table('helpdesk.stage').update(STAGE.CANCELLED, { team_ids: cancelled });
  });

  it('needs an association that reaches far enough, and shows nobody what they may not see', async () => {
    const low = await mutate('manager', 'closeTicket', { id: String(TICKET.ACCESS_ONLY) }, 'ticket { id }');
    const hidden = await mutate('manager', 'closeTicket', { id: String(TICKET.KARA) }, 'ticket { id }');
    const unknown = await mutate('manager', 'closeTicket', { id: '999999' }, 'ticket { id }');
    expect([low.refused, low.writes]).toEqual([['ACCESS_TOO_LOW'], []]);
    expect(hidden).toEqual(unknown);
    expect(hidden.refused).toEqual(['NOT_FOUND']);
  });

  it('gives a ticket to an Odoo user, and takes it back', async () => {
    const id = String(TICKET.OWN);
    expect((await mutate('manager', 'assignTicket', { id, userId: '1001' }, 'ticket { assignee { id } }')).payload).toMatchObject({ ticket: { assignee: { id: '1001' } } });
    expect((await mutate('manager', 'assignTicket', { id, userId: null }, 'ticket { assignee { id } }')).payload).toMatchObject({ ticket: { assignee: null } });
    expect((await mutate('manager', 'assignTicket', { id, userId: '99999' }, 'ticket { id }')).refused).toEqual(['NOT_FOUND']);
    expect((await mutate('agent', 'assignTicket', { id, userId: '1001' }, 'ticket { id }')).failed).toEqual(['FORBIDDEN']);
  });
});

describe('addTicketMessage', () => {
  const SAID = 'message { body isInternal kind author { name } } ticket { id }';

  it('writes in the name of the caller; customers never read notes, nor write them', async () => {
    const ticketId = String(TICKET.OWN);
    const asked = await mutate('customer', 'addTicketMessage', { ticketId, body: 'When <will> you come?' }, 'message { body author { name } }');
    expect(asked.payload).toMatchObject({ message: { body: '<p>When &lt;will&gt; you come?</p>' } });
    expect((await mutate('agent', 'addTicketMessage', { ticketId, body: 'Tomorrow.' }, SAID)).payload).toMatchObject({ message: { body: '<p>Tomorrow.</p>', isInternal: false, kind: 'COMMENT' } });
    expect((await mutate('agent', 'addTicketMessage', { ticketId, body: 'Patient.', internal: true }, SAID)).payload).toMatchObject({ message: { isInternal: true } });
    const { data } = await graph.ask('customer', `{ ticket(id: "${ticketId}") { messages(first: 2) { nodes { body } } } }`);
    expect(data).toEqual({ ticket: { messages: { nodes: [{ body: '<p>Tomorrow.</p>' }, { body: '<p>When &lt;will&gt; you come?</p>' }] } } });
    const note = await mutate('customer', 'addTicketMessage', { ticketId, body: 'x', internal: true }, 'ticket { id }');
    expect([note.refused, note.writes]).toEqual([['NOT_PERMITTED'], []]);
    const others = await mutate('customer', 'addTicketMessage', { ticketId: String(TICKET.OWN_OF_OTHERS_CUSTOMER), body: 'x' }, 'ticket { id }');
    expect([others.refused, others.writes]).toEqual([['NOT_FOUND'], []]);
  });
});

describe('a key of addTicketMessage', () => {
  it('is answered with the message that was written when the first answer was lost, and writes nothing again', async () => {
    const input = { ticketId: String(TICKET.OWN), body: 'Once is enough.', idempotencyKey: 'said-once' };
    const from = sandbox.calls.length;
    await mutate('agent', 'addTicketMessage', { ticketId: input.ticketId, body: 'Smooth.' }, 'message { id }');
    sandbox.faults.set({ kind: 'lost' }, { times: 1, after: sandbox.calls.slice(from).findIndex(({ method }) => method === 'message_post') });
    expect((await mutate('agent', 'addTicketMessage', input, 'message { id }')).failed).toHaveLength(1);
    sandbox.faults.clear();
    const again = await mutate('agent', 'addTicketMessage', input, 'message { id body }');
    expect([again.payload, again.failed, again.writes]).toMatchObject([{ message: { body: '<p>Once is enough.</p>' }, userErrors: [] }, [], []]);
    expect([...sandbox.table('mail.message').rows.values()].filter(({ body }) => body === '<p>Once is enough.</p>')).toHaveLength(1);
  });
});

describe('availableActions of tickets', () => {
  const ASKED = 'availableActions { action allowed code }';

  it.each(PERSONA_NAMES)('agree with what is then done: %s', async (persona) => {
    const { data } = await graph.ask(persona, `{ tickets(first: 100) { nodes { id ${ASKED} } } }`);
    const { nodes } = (data as { tickets: { nodes: { id: string; availableActions: { action: string; allowed: boolean; code: string | null }[] }[] } }).tickets;
    expect(nodes.length).toBeGreaterThan(1);
    for (const { id, availableActions } of nodes) {
      for (const { action, allowed, code } of availableActions) {
        const row = sandbox.table('helpdesk.ticket').get(Number(id));
        const input = { updateTicket: { id }, assignTicket: { id, userId: null }, moveTicket: { id, stageId: String(STAGE.NEW) }, closeTicket: { id }, reopenTicket: { id }, addTicketMessage: { ticketId: id, body: 'x' } }[action];
        if (input === undefined) throw new Error(`${action} is no mutation that this test knows.`);
        const { refused, failed } = await mutate(persona, action, input, 'ticket { id }');
        expect({ id, action, allowed, code }).toEqual({ id, action, allowed: refused.length + failed.length === 0, code: refused[0] ?? null });
        sandbox.table('helpdesk.ticket').update(Number(id), row ?? {});
      }
    }
  });
});
