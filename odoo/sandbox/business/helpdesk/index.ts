import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';
import { existing } from '../../write.ts';
import type { BusinessTable } from '../types.ts';

type Vals = Readonly<Record<string, unknown>>;

/** The first stage of a team, in the order of stages. */
function firstStage(env: Env, team: unknown): SandboxRecord | undefined {
  const stages = env.record('helpdesk.team', team)?.related('stage_ids') ?? [];
  return stages.filter((stage) => stage.value('active') === true).toSorted((left, right) => left.number('sequence') - right.number('sequence') || left.id - right.id)[0];
}

const isIn = (env: Env, team: unknown, stage: unknown): boolean => env.record('helpdesk.team', team)?.related('stage_ids').some(({ id }) => id === stage) === true;

/** A new ticket begins in the first stage of its team, and belongs to its company. */
function prepare(vals: Vals, env: Env): Vals {
  const team = env.record('helpdesk.team', vals['team_id']);
  const stage = vals['stage_id'] ?? firstStage(env, team?.id)?.id ?? false;
  const closed = env.record('helpdesk.stage', stage)?.value('fold') === true;
  return {
    stage_id: stage,
    company_id: vals['company_id'] ?? team?.value('company_id') ?? env.company,
    ...(typeof vals['description'] === 'string' && !vals['description'].startsWith('<') ? { description: `<p>${vals['description']}</p>` } : {}),
    ...(closed && vals['close_date'] === undefined ? { close_date: env.now() } : {}),
  };
}

/** A ticket is dated when it turns closed, and undated when it turns open; another team brings its own stages. */
function prepareWrite(ticket: SandboxRecord, vals: Vals, env: Env): Vals {
  const extra: Record<string, unknown> = {};
  if ('team_id' in vals && !('stage_id' in vals) && !isIn(env, vals['team_id'], ticket.value('stage_id'))) extra['stage_id'] = firstStage(env, vals['team_id'])?.id ?? false;
  if (!('stage_id' in vals) || 'close_date' in vals) return extra;
  // The addon looks at the stage before PostgreSQL does.
  const closes = vals['stage_id'] !== false && existing(env.model('helpdesk.stage'), [vals['stage_id']], env)[0]?.value('fold') === true;
  const closed = ticket.one('stage_id')?.value('fold') === true;
  return closes === closed ? extra : { ...extra, close_date: closes ? env.now() : false };
}

export const HELPDESK: BusinessTable = { 'helpdesk.ticket': { prepare, prepareWrite } };
