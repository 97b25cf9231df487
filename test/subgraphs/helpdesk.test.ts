import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isClosed, number } from '../../subgraphs/helpdesk/tickets.ts';
import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import { LOT } from '../../odoo/sandbox/data/serials.ts';
import { CUSTOMER, SA } from '../../odoo/sandbox/data/ids.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { TICKET } from '../../odoo/sandbox/data/tickets.ts';
import type { Row } from '../../odoo/sandbox/data/types.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { PERSONA_NAMES, startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

const SUBTYPE = { DISCUSSION: 1, NOTE: 2 } as const;
const MESSAGE = { COMMENT: 90001, NOTE: 90002, MARKED_INTERNAL: 90003, WITHOUT_SUBTYPE: 90004, STAGE_CHANGED: 90005, FOR_ONE_USER: 90006, OF_AN_ORDER: 90007 } as const;

function message(id: number, minute: number, more: Readonly<Record<string, Row[string]>> = {}): Row {
  const date = `2026-11-01 10:0${minute}:00`;
  const common = { body: `<p>${id}</p>`, model: 'helpdesk.ticket', res_id: TICKET.OWN, message_type: 'comment', author_id: CUSTOMER.PERSONA, subtype_id: SUBTYPE.DISCUSSION, is_internal: false };
  return { id, date, create_date: date, write_date: date, ...common, ...more };
}

/** Every kind of message on one ticket, in place of those that Odoo made. */
const MESSAGES: readonly Row[] = [
  message(MESSAGE.COMMENT, 1, { email_from: 'customer@harmattan.example' }),
  message(MESSAGE.NOTE, 2, { subtype_id: SUBTYPE.NOTE, parent_id: MESSAGE.COMMENT }),
  message(MESSAGE.MARKED_INTERNAL, 3, { is_internal: true }),
  message(MESSAGE.WITHOUT_SUBTYPE, 4, { subtype_id: false }),
  message(MESSAGE.STAGE_CHANGED, 5, { message_type: 'notification' }),
  message(MESSAGE.FOR_ONE_USER, 6, { message_type: 'user_notification' }),
  message(MESSAGE.OF_AN_ORDER, 7, { model: 'sale.order' }),
];

const FOR_EMPLOYEES = [MESSAGE.STAGE_CHANGED, MESSAGE.WITHOUT_SUBTYPE, MESSAGE.MARKED_INTERNAL, MESSAGE.NOTE, MESSAGE.COMMENT].map(String);

interface Page<T> {
  readonly totalCount: number;
  readonly nodes: readonly T[];
}

interface Named {
  readonly id: string;
}

function ids(page: Page<Named>): readonly string[] {
  return page.nodes.map(({ id }) => id);
}

const texts = (numbers: readonly number[]): readonly string[] => numbers.map(String);

describe('the help desk', () => {
  let sandbox: Sandbox;
  let graph: TestGraph;
  beforeAll(async () => {
    sandbox = await startSandbox({ dataset: { ...dataset(), 'mail.message': MESSAGES } });
    graph = await startGraph(sandbox);
  });
  afterAll(async () => {
    await graph[Symbol.asyncDispose]();
    await sandbox.stop();
  });

  async function data<T>(persona: PersonaName, query: string): Promise<T> {
    const answer = await graph.ask(persona, query);
    expect(answer.errors).toEqual([]);
    return answer.data as T;
  }

  it('shows employees the notes and the notices, latest first, and says which are internal', async () => {
    const { ticket } = await data<{ ticket: { messages: Page<{ id: string; isInternal: boolean }> } }>('agent', `{ ticket(id: ${TICKET.OWN}) { messages { totalCount nodes { id isInternal } } } }`);
    expect(ticket.messages).toEqual({
      totalCount: 5,
      nodes: [
        { id: String(MESSAGE.STAGE_CHANGED), isInternal: false },
        { id: String(MESSAGE.WITHOUT_SUBTYPE), isInternal: true },
        { id: String(MESSAGE.MARKED_INTERNAL), isInternal: true },
        { id: String(MESSAGE.NOTE), isInternal: true },
        { id: String(MESSAGE.COMMENT), isInternal: false },
      ],
    });
  });

  it('shows customers what was written to them and nothing else, on every road', async () => {
    const query = `{
      ticket(id: ${TICKET.OWN}) { messages { totalCount nodes { id isInternal replies { totalCount } } } }
      ticketMessages { totalCount nodes { id } }
      ticketMessagesAggregate { count }
      ticketMessage(id: ${MESSAGE.NOTE}) { id }
    }`;
    expect(await data('customer', query)).toEqual({
      ticket: { messages: { totalCount: 1, nodes: [{ id: String(MESSAGE.COMMENT), isInternal: false, replies: { totalCount: 0 } }] } },
      ticketMessages: { totalCount: 1, nodes: [{ id: String(MESSAGE.COMMENT) }] },
      ticketMessagesAggregate: [{ count: 1 }],
      ticketMessage: null,
    });
  });

  it('leads from a message to its ticket, its author, its question and its answers', async () => {
    const query = `{ ticketMessage(id: ${MESSAGE.COMMENT}) { from author { name } ticket { id subject } replies { nodes { id parent { id } } } } }`;
    expect(await data('agent', query)).toEqual({
      ticketMessage: {
        from: 'customer@harmattan.example', author: { name: 'Abalo Tchassim' }, ticket: { id: String(TICKET.OWN), subject: 'Kit does not charge' },
        replies: { nodes: [{ id: String(MESSAGE.NOTE), parent: { id: String(MESSAGE.COMMENT) } }] },
      },
    });
  });

  it('refuses customers the addresses that messages came from', async () => {
    const answer = await graph.ask('customer', `{ ticketMessage(id: ${MESSAGE.COMMENT}) { id from } }`);
    expect(answer.data).toEqual({ ticketMessage: { id: String(MESSAGE.COMMENT), from: null } });
    expect(answer.errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
  });

  it('knows no notice to one user and no message of another kind of record as messages of tickets', async () => {
    const { ticketMessages } = await data<{ ticketMessages: Page<Named> }>('admin', '{ ticketMessages { totalCount nodes { id } } }');
    expect(ids(ticketMessages)).toEqual(FOR_EMPLOYEES);
    const byId = await data('admin', `{ notice: ticketMessage(id: ${MESSAGE.FOR_ONE_USER}) { id } ofOrder: ticketMessage(id: ${MESSAGE.OF_AN_ORDER}) { id } }`);
    expect(byId).toEqual({ notice: null, ofOrder: null });
  });

  it('shows each caller the tickets of their reach, and the same number in every aggregate', async () => {
    const counts: Record<string, number> = {};
    for (const persona of PERSONA_NAMES) {
      const query = '{ tickets(first: 200) { totalCount nodes { id priority } } ticketsAggregate(groupBy: [{ field: PRIORITY }]) { keys { priority } count } }';
      const { tickets, ticketsAggregate } = await data<{ tickets: Page<{ priority: string }>; ticketsAggregate: { keys: { priority: string }; count: number }[] }>(persona, query);
      expect(tickets.nodes).toHaveLength(tickets.totalCount);
      const counted = Object.fromEntries(ticketsAggregate.map(({ keys, count }) => [keys.priority, count]));
      const listed = Object.fromEntries([...Map.groupBy(tickets.nodes, ({ priority }) => priority)].map(([priority, nodes]) => [priority, nodes.length]));
      expect(counted).toEqual(listed);
      counts[persona] = tickets.totalCount;
    }
    expect(counts).toEqual({ admin: 43, manager: 19, staff: 2, agent: 13, customer: 4 });
  });

  it('tells closed tickets by their stage, also in filters', async () => {
    const { closed, open } = await data<Record<'closed' | 'open', Page<{ isClosed: boolean; closedAt: string | null }>>>(
      'admin',
      `{ closed: tickets(first: 200, filter: { stage: { isClosing: { eq: true } } }) { totalCount nodes { isClosed closedAt } }
         open: tickets(first: 200, filter: { not: { stage: { isClosing: { eq: true } } } }) { totalCount nodes { isClosed closedAt } } }`,
    );
    expect(closed.nodes.every((ticket) => ticket.isClosed && ticket.closedAt !== null)).toBe(true);
    expect(open.nodes.some((ticket) => ticket.isClosed || ticket.closedAt !== null)).toBe(false);
    expect([closed.totalCount, open.totalCount]).toEqual([15, 28]);
  });

  it('leads from customers, orders, serial numbers and Service Accounts to their tickets', async () => {
    const query = `{
      customer(id: ${CUSTOMER.PERSONA}) { tickets(orderBy: [{ id: ASC }]) { totalCount nodes { id } } }
      salesOrder(id: 1003) { tickets { totalCount nodes { id } } }
      lot(id: ${LOT.OF_PERSONA}) { tickets { totalCount nodes { id } } }
      serviceAccount(id: ${SA.LOME}) { tickets(first: 200) { totalCount } }
    }`;
    expect(await data('manager', query)).toEqual({
      customer: { tickets: { totalCount: 3, nodes: [TICKET.OWN, TICKET.THROUGH_CUSTOMER, TICKET.OTHERS_OWN].map((id) => ({ id: String(id) })) } },
      salesOrder: { tickets: { totalCount: 1, nodes: [{ id: String(TICKET.THROUGH_CUSTOMER) }] } },
      lot: { tickets: { totalCount: 1, nodes: [{ id: String(TICKET.OWN) }] } },
      serviceAccount: { tickets: { totalCount: 19 } },
    });
  });

  it('counts a ticket for every Service Account that it stands in, and for no other', async () => {
    const { serviceAccounts } = await data<{ serviceAccounts: Page<{ id: string; tickets: Page<Named> }> }>('admin', '{ serviceAccounts(first: 50) { nodes { id tickets(first: 200) { nodes { id } } } } }');
    const accountsOf = (ticket: number): readonly string[] => serviceAccounts.nodes.filter(({ tickets }) => ids(tickets).includes(String(ticket))).map(({ id }) => id);
    expect(accountsOf(TICKET.OWN)).toEqual(texts([SA.LOME]));
    expect(accountsOf(TICKET.THROUGH_CUSTOMER)).toEqual(texts([SA.LOME]));
    expect(accountsOf(TICKET.OTHER_ACCOUNT)).toEqual(texts([SA.KARA]));
    expect(accountsOf(TICKET.TWO_ACCOUNTS).toSorted()).toEqual(texts([SA.LOME, SA.KARA]));
    expect(accountsOf(TICKET.OWN_EXPIRED)).toEqual([]);
    expect(accountsOf(TICKET.NOBODYS)).toEqual([]);
  });

  it('names users to employees alone', async () => {
    const query = `{ ticket(id: ${TICKET.OWN}) { id assignee { name } team { name members { name } } } }`;
    expect(await data('agent', query)).toEqual({
      ticket: { id: String(TICKET.OWN), assignee: { name: 'Back office Lomé' }, team: { name: 'Support Lomé', members: [{ name: 'Back office Lomé' }] } },
    });
    const refused = await graph.ask('customer', query);
    expect(refused.data).toEqual({ ticket: { id: String(TICKET.OWN), assignee: null, team: { name: 'Support Lomé', members: null } } });
    expect(refused.errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });
});

describe('a help desk with other fields', () => {
  type Context = Parameters<typeof number>[2];
  const row = (data: Readonly<Record<string, unknown>>) => ({ id: 7, data });
  const ask = (resolver: typeof number, data: Readonly<Record<string, unknown>>, database: object): unknown => resolver(row(data), {}, { database } as Context, {} as never);

  it('calls tickets by its own numbers, and by their ids where it has none', () => {
    const numbering = { resolve: () => 'number' };
    expect(ask(number, { number: 'HT00012' }, numbering)).toBe('HT00012');
    expect(ask(number, { number: false }, numbering)).toBe('7');
    expect(ask(number, {}, { resolve: () => null })).toBe('7');
  });

  it('takes a ticket without a stage for open', () => {
    const database = { virtual: () => ({ decode: ({ closed }: { closed: boolean }) => closed }) };
    expect(ask(isClosed, { stage_id: { id: 1, closed: true } }, database)).toBe(true);
    expect(ask(isClosed, { stage_id: { id: 1, closed: false } }, database)).toBe(false);
    expect(ask(isClosed, { stage_id: false }, database)).toBe(false);
  });
});
