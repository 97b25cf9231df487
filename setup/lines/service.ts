import { found, missing, ok, some } from '../judge.ts';
import type { SetupRule } from '../types.ts';

/** Seed 000, section 12, "Helpdesk" and "Email". */
export const SERVICE: readonly SetupRule[] = [
  {
    id: 'helpdesk.team',
    group: 'HELPDESK',
    severity: 'REQUIRED',
    title: 'At least one helpdesk team exists',
    path: 'Helpdesk → Configuration → Teams',
    remedy: 'Create a team.',
    judge: some('helpdeskTeams', 'helpdesk teams'),
  },
  {
    id: 'helpdesk.closingStage',
    group: 'HELPDESK',
    severity: 'REQUIRED',
    title: 'At least one stage closes tickets',
    path: 'Helpdesk → Configuration → Stages',
    remedy: 'Add a stage that is folded in Kanban (closing, in older versions): closing a ticket ends with "No closing stage" without one.',
    judge: some('closingStages', 'closing stages'),
  },
  {
    id: 'email.server',
    group: 'EMAIL',
    severity: 'RECOMMENDED',
    title: 'An outgoing mail server is configured',
    path: 'Settings → Technical → Outgoing Mail Servers',
    remedy: 'Configure SMTP and press Test Connection: without it, Odoo takes mail and delivers none.',
    judge: (facts) =>
      found(facts.answers.mailServers, facts, ({ total }) => (total > 0 ? ok(`${total} outgoing mail servers; whether they deliver, only Test Connection tells.`) : missing('No outgoing mail server.'))),
  },
];
