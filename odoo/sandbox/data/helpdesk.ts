import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { COMPANY } from './ids.ts';
import { BACK_OFFICE } from './people.ts';

export const TEAM = { LOME: 1001, NAIROBI: 1002, WARRANTY: 1003 } as const;
export const STAGE = { NEW: 1001, IN_PROGRESS: 1002, WAITING: 1003, RESOLVED: 1004, CANCELLED: 1005 } as const;
export const TICKET_TAG = { BATTERY: 1001, PAYMENT: 1002, INSTALLATION: 1003, ACCIDENT: 1004 } as const;

const BORN = audit(14);
const ALL_TEAMS = Object.values(TEAM);

function team(id: number, name: string, companyId: number, sequence: number, members: readonly number[]): Row {
  return { id, name, company_id: companyId, sequence, active: true, member_ids: members, stage_ids: stagesOf(id), ...BORN };
}

function stage(id: number, name: string, sequence: number, fold: boolean): Row {
  return { id, name, sequence, fold, active: true, team_ids: teamsOf(id), ...BORN };
}

/** Warranty cases never wait for the customer. */
function teamsOf(stageId: number): readonly number[] {
  return ALL_TEAMS.filter((id) => stageId !== STAGE.WAITING || id !== TEAM.WARRANTY);
}

function stagesOf(teamId: number): readonly number[] {
  return Object.values(STAGE).filter((id) => teamsOf(id).includes(teamId));
}

/** Teams, the stages that their tickets go through, and tags. */
export const HELPDESK: Rows = {
  'helpdesk.tag': [
    { id: TICKET_TAG.BATTERY, name: 'Battery', color: 1, ...BORN }, { id: TICKET_TAG.PAYMENT, name: 'Payment', color: 2, ...BORN },
    { id: TICKET_TAG.INSTALLATION, name: 'Installation', color: 3, ...BORN }, { id: TICKET_TAG.ACCIDENT, name: 'Accident', color: 4, ...BORN },
  ],
  'helpdesk.team': [
    team(TEAM.LOME, 'Support Lomé', COMPANY.TOGO, 10, [BACK_OFFICE.TOGO]), team(TEAM.NAIROBI, 'Support Nairobi', COMPANY.KENYA, 10, [BACK_OFFICE.KENYA]),
    team(TEAM.WARRANTY, 'Warranty', COMPANY.TOGO, 20, [BACK_OFFICE.TOGO]),
  ],
  'helpdesk.stage': [
    stage(STAGE.NEW, 'New', 10, false), stage(STAGE.IN_PROGRESS, 'In Progress', 20, false), stage(STAGE.WAITING, 'Waiting on Customer', 30, false),
    stage(STAGE.RESOLVED, 'Resolved', 40, true), stage(STAGE.CANCELLED, 'Cancelled', 50, true),
  ],
};
