import { expect, it } from 'vitest';
import { searchRecords } from '../../access/odoo-records.ts';
import type { Principal } from '../../access/principal.ts';
import type { DomainPolicy } from '../../access/scopes/view.ts';
import { viewOf } from '../../graph/row.ts';
import { specificationOf } from '../../graph/visibility.ts';
import { compileDomain } from '../../odoo/domain/evaluate.ts';
import { CUSTOMER } from '../../odoo/sandbox/data/ids.ts';
import { CAST, PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import type { Story } from './lineage-story.ts';
import { employee, resolve, scopesOf } from './scope-contract.ts';
import { REQUEST, type World } from './world.ts';

type Caller = 'manager' | 'wideAgent' | 'staff' | 'agent' | 'kara' | 'customer' | 'admin';
type Expected = Readonly<Record<Exclude<Caller, 'admin'>, readonly string[]>>;

const CREDENTIALS: Readonly<Record<Caller, Parameters<typeof resolve>[1]>> = {
  manager: employee(PERSONAS.manager.id),
  wideAgent: employee(CAST.agentWide.employeeId),
  staff: employee(PERSONAS.staff.id),
  agent: employee(PERSONAS.agent.id),
  kara: employee(CAST.karaManager.employeeId),
  customer: { kind: 'customer', customerId: CUSTOMER.PERSONA },
  admin: employee(PERSONAS.admin.id),
};
const CALLERS = Object.keys(CREDENTIALS) as Caller[];

const OUR_TRANSFERS = [
  'agents order', 'backorder', 'return', 'to another address', 'unassigned order', 'without order', 'agents own', 'colleagues own', 'unassigned',
  'unassigned, of a colleagues customer', 'colleagues own, of the agents customer',
];
const AGENTS_TRANSFERS = ['agents order', 'backorder', 'return', 'to another address', 'without order', 'agents own', 'colleagues own, of the agents customer'];
const AGENTS_INVOICES = [
  'agents order', 'agents order and a line by hand', 'agents order, to an address', 'agents order, paid by another', 'no order', 'credit of the agents order', 'credit by hand of the agents order', 'credit of nothing',
];
const OUR_INVOICES = [...AGENTS_INVOICES, 'agents and an unassigned order', 'no order, unassigned customer'];

/** Who sees what of the story, by hand: policy, model, names. */
const BY_HAND: readonly (readonly [DomainPolicy, string, Expected])[] = [
  ['TRANSFER', 'stock.picking', {
    manager: [...OUR_TRANSFERS, 'internal', 'receipt'],
    wideAgent: OUR_TRANSFERS,
    staff: ['unassigned order', 'unassigned'],
    agent: AGENTS_TRANSFERS,
    kara: ['karas order to our customer', 'given to Kara', 'internal', 'internal of Kara', 'receipt'],
    customer: [
      'agents order', 'backorder', 'return', 'to another address', 'karas order to our customer', 'without order', 'given to Kara', 'expired', 'colleagues own, of the agents customer',
    ],
  }],
  ['STOCK_MOVE', 'stock.move', {
    manager: ['agents order', 'receipt', 'backorder', 'of an order line', 'component', 'correction'],
    wideAgent: ['agents order', 'backorder', 'of an order line', 'component'],
    staff: [],
    agent: ['agents order', 'backorder', 'of an order line', 'component'],
    kara: ['karas order to our customer', 'given to Kara', 'internal of Kara', 'receipt', 'of an order line of Kara', 'correction'],
    customer: ['agents order', 'backorder', 'karas order to our customer', 'given to Kara', 'of an order line'],
  }],
  ['STOCK_MOVE_LINE', 'stock.move.line', {
    manager: ['delivered', 'delivered before that', 'received', 'reserved'],
    wideAgent: ['delivered', 'delivered before that', 'reserved'],
    staff: [],
    agent: ['delivered', 'delivered before that', 'reserved'],
    kara: ['delivered by Kara', 'received', 'carried'],
    customer: ['delivered', 'delivered by Kara', 'delivered before that', 'reserved'],
  }],
  ['FLEET', 'ov.fleet', {
    manager: ['agents', 'colleagues', 'unassigned'], wideAgent: ['agents', 'colleagues', 'unassigned'], staff: ['unassigned'], agent: ['agents'], kara: ['karas'], customer: ['customers'],
  }],
  ['FLEET_ITEM', 'ov.fleet_item', {
    manager: ['in agents in agents', 'in colleagues in colleagues', 'in unassigned in unassigned', 'left in agents', 'moved in agents'],
    wideAgent: ['in agents in agents', 'in colleagues in colleagues', 'in unassigned in unassigned', 'left in agents', 'moved in agents'],
    staff: ['in unassigned in unassigned'],
    agent: ['in agents in agents', 'left in agents', 'moved in agents'],
    kara: ['in karas in karas', 'moved in karas', 'in the house, Karas in karas'],
    customer: ['in customers in customers'],
  }],
  ['ASSET', 'ov.asset', {
    manager: ['agents', 'of customer'], wideAgent: ['agents', 'of customer'], staff: [], agent: ['agents', 'of customer'], kara: ['karas'], customer: ['of customer', 'karas'],
  }],
  ['LOT', 'stock.lot', {
    manager: ['in agents', 'in colleagues', 'in unassigned', 'asset agents', 'asset of customer', 'delivered', 'delivered again', 'in the house'],
    wideAgent: ['in agents', 'in colleagues', 'in unassigned', 'asset agents', 'asset of customer', 'delivered', 'delivered again'],
    staff: ['in unassigned'],
    agent: ['in agents', 'asset agents', 'asset of customer', 'delivered', 'delivered again'],
    kara: ['in karas', 'moved', 'asset karas', 'delivered again', 'in the house', 'in the house, Karas'],
    customer: ['in customers', 'asset of customer', 'asset karas', 'delivered', 'delivered again'],
  }],
  ['PRODUCTION', 'mrp.production', {
    manager: ['agents', 'unassigned', 'companys'], wideAgent: ['agents', 'unassigned'], staff: ['unassigned'], agent: ['agents'], kara: ['karas', 'companys'], customer: [],
  }],
  ['INVOICE', 'account.move', {
    manager: OUR_INVOICES,
    wideAgent: OUR_INVOICES,
    staff: ['no order, unassigned customer'],
    agent: AGENTS_INVOICES,
    kara: ['Karas order', 'no order, Karas customer', 'credit by hand of Karas order'],
    customer: [
      'agents order', 'agents order and a line by hand', 'agents order, to an address', 'agents and an unassigned order', 'agents and Karas order', 'Karas order', 'nobodys order', 'no order',
      'credit of the agents order', 'credit by hand of the agents order', 'credit by hand of Karas order', 'credit of nothing',
    ],
  }],
  ['PAYMENT', 'account.payment', {
    manager: ['agents order', 'agents order, by an address', 'nothing', 'unassigned customers invoice'],
    wideAgent: ['agents order', 'agents order, by an address', 'nothing', 'unassigned customers invoice'],
    staff: ['unassigned customers invoice'],
    agent: ['agents order', 'agents order, by an address', 'nothing'],
    kara: ['Karas order', 'nothing, Karas customer'],
    customer: ['agents order', 'agents order, by an address', 'agents and Karas order', 'Karas order', 'nothing'],
  }],
  ['TICKET', 'helpdesk.ticket', {
    manager: ['agents', 'agents customers', 'unassigned', 'unassigned customers'],
    wideAgent: ['agents', 'agents customers', 'unassigned', 'unassigned customers'],
    staff: ['unassigned', 'unassigned customers'],
    agent: ['agents', 'agents customers'],
    kara: ['agents customers, given to Kara'],
    customer: ['agents customers', 'agents customers, given to Kara'],
  }],
  ['TICKET_MESSAGE', 'mail.message', {
    manager: ['answer', 'note', 'answer for employees', 'change'],
    wideAgent: ['answer', 'note', 'answer for employees', 'change'],
    staff: [],
    agent: ['answer', 'note', 'answer for employees', 'change'],
    kara: ['answer in Kara'],
    customer: ['answer', 'answer in Kara'],
  }],
];

/** What the story looks like where there are only stamps: no history, and neither fleets nor manufacturing orders have any. */
function byStamps(policy: DomainPolicy, caller: Exclude<Caller, 'admin'>, names: readonly string[]): readonly string[] {
  const isManager = caller === 'manager' || caller === 'kara';
  if (caller === 'customer') return names;
  switch (policy) {
    case 'TRANSFER':
      return caller === 'kara' || caller === 'staff' ? names : [...names, 'expired'];
    case 'FLEET':
    case 'FLEET_ITEM':
      return [];
    case 'LOT':
      return names.filter((name) => name.startsWith('asset') || name.startsWith('delivered') || name === 'in the house');
    case 'PRODUCTION':
      return isManager ? ['agents', 'unassigned', 'karas', 'expired', 'companys'] : [];
    case 'STOCK_MOVE':
      return isManager ? [...new Set([...names, 'component'])] : names.filter((name) => name !== 'component');
    default:
      return names;
  }
}

const HIDDEN_FROM_ALL = ['notice to one user', 'of an order'];

/** The exact rows of every lineage policy for every kind of caller, and that each can be decided here from what it names. */
export function lineageContract(open: () => { readonly world: World; readonly story: Story }, { carried = true }: { readonly carried?: boolean } = {}): void {
  const named = (model: string): ReadonlyMap<string, number> => open().story.get(model) ?? new Map<string, number>();
  const ofStory = (model: string, ids: readonly number[]): readonly string[] => [...named(model)].filter(([, id]) => ids.includes(id)).map(([name]) => name).sort();
  const principalOf = (caller: Caller): Promise<Principal> => resolve(open().world, CREDENTIALS[caller]);

  for (const [policy, model, expected] of BY_HAND) {
    it.each(CALLERS)(`${policy}: %s sees exactly these`, async (caller) => {
      const { world } = open();
      const domain = await scopesOf(world, await principalOf(caller)).domain(policy, model);
      const all = [...named(model).keys()].filter((name) => !HIDDEN_FROM_ALL.includes(name));
      const names = caller === 'admin' ? all : world.tables ? expected[caller] : byStamps(policy, caller, expected[caller]);
      expect(ofStory(model, await world.ids(model, domain))).toEqual([...names].sort());
    });
  }

  it.each(carried ? CALLERS : [])('%s: every row can be decided from what it carries', async (caller) => {
    const { world } = open();
    const scopes = scopesOf(world, await principalOf(caller));
    for (const [policy, model] of BY_HAND) {
      const domain = await scopes.domain(policy, model);
      const test = compileDomain(domain);
      const known = [...named(model).values()];
      const rows = await searchRecords(world.odoo, REQUEST, model, [['id', 'in', known]], specificationOf(domain));
      const decided = rows.filter((row) => test(viewOf({ ...row }))).map((row) => Number(row['id']));
      const found = (await world.ids(model, domain)).filter((id) => known.includes(id));
      expect([policy, ofStory(model, decided)]).toEqual([policy, ofStory(model, found)]);
    }
  });
}
