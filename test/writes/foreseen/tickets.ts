import { COMPANY, CUSTOMER } from '../../../odoo/sandbox/data/ids.ts';
import { STAGE, TEAM } from '../../../odoo/sandbox/data/helpdesk.ts';
import { TICKET_GUARDS } from '../../../subgraphs/helpdesk/actions.ts';
import { customerOf, inLome, type Entity, type Made, type Place } from './entity.ts';

async function ticket(place: Place, vals: Readonly<Record<string, unknown>> = {}, access?: string): Promise<Made> {
  const { odoo, role, mark } = place;
  const customer = role === 'CUSTOMER' ? CUSTOMER.PERSONA : await customerOf(place);
  return { id: await odoo.create('helpdesk.ticket', { name: mark, team_id: TEAM.LOME, stage_id: STAGE.NEW, partner_id: customer, ov_sa_assignment_ids: inLome(role, access), ...vals }) };
}

const team = ({ odoo, mark }: Place, ...stages: readonly number[]): Promise<number> => odoo.create('helpdesk.team', { name: mark, company_id: COMPANY.TOGO, stage_ids: [[6, 0, stages]] });

export const TICKETS: Entity = {
  root: 'ticket',
  actions: Object.keys(TICKET_GUARDS),
  roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'CUSTOMER', 'SYSTEM'],
  states: {
    'new': (place) => ticket(place),
    'waiting': (place) => ticket(place, { stage_id: STAGE.WAITING }),
    'resolved': (place) => ticket(place, { stage_id: STAGE.RESOLVED }),
    'cancelled': (place) => ticket(place, { stage_id: STAGE.CANCELLED }),
    'open, of a team that closes nothing': async (place) => ticket(place, { team_id: await team(place, STAGE.NEW, STAGE.WAITING) }),
    'resolved, of a team that opens nothing': async (place) => ticket(place, { team_id: await team(place, STAGE.RESOLVED), stage_id: STAGE.RESOLVED }),
    'that the account may only see': (place) => ticket(place, {}, 'access'),
    'whose place the account may assign': (place) => ticket(place, {}, 'assignment'),
  },
  few: ['new', 'resolved', 'open, of a team that closes nothing'],
  async input(action, id, { odoo }) {
    if (action === 'addTicketMessage') return { ticketId: String(id), body: 'x' };
    const { stage_id: stage } = await odoo.read('helpdesk.ticket', id, ['stage_id']);
    return { id: String(id), ...(action === 'assignTicket' && { userId: null }), ...(action === 'moveTicket' && { stageId: String(stage) }), ...(action === 'updateTicket' && { priority: 'HIGH' }) };
  },
};
