import { GOVERNED_OBJECTS } from '../../models/governed-objects.ts';
import type { SandboxRecord } from '../../record.ts';
import { validationError } from '../../errors.ts';
import { write } from '../../write.ts';
import { fresh, set } from '../rows.ts';
import type { Business, BusinessTable } from '../types.ts';
import { ACCOUNT } from './accounts.ts';
import { checkActor, MEMBERSHIP } from './memberships.ts';

const isActive = (row: SandboxRecord): boolean => row.text('state') === 'active';

/** The one-table generation keeps the actor in the row itself. */
function checkOwnActor(row: SandboxRecord): void {
  if ('actor_id' in row.model.fields && isActive(row)) checkActor(row.one('account_id'), row.one('actor_id'), row.env);
}

/** The association of a record with an account: expired rows say when, and end their actors. */
function association(object: string): Business {
  const actors = `ov.actor_sa_${object}_assignment`;
  return {
    created: checkOwnActor,
    prepareWrite(row, vals, env) {
      if (vals['state'] !== 'expired') return {};
      const ended = { date_to: vals['date_to'] ?? env.now() };
      if (isActive(row) && env.registry.has(actors)) {
        const theirs = env.store.table(actors).pointing('assignment_id', row.id).map((id) => env.record(actors, id)).filter((actor) => actor !== undefined && isActive(actor));
        if (theirs.length > 0) write(env.model(actors), theirs.map((actor) => actor?.id), { state: 'expired', ...ended }, env);
      }
      return ended;
    },
    written: checkOwnActor,
  };
}

function checkActorRow(row: SandboxRecord): void {
  if (!isActive(row)) return;
  const parent = row.one('assignment_id');
  if (parent === undefined || !isActive(parent)) throw validationError('An expired association cannot have an active actor.');
  checkActor(parent.one('account_id'), row.one('actor_id'), row.env);
}

/** Leaves one primary actor: the one named last. */
function demoteOthers(row: SandboxRecord): void {
  if (row.value('is_primary') !== true || !isActive(row)) return;
  const { model, env } = row;
  const assignment = row.one('assignment_id')?.id ?? 0;
  for (const id of env.store.table(model.name).pointing('assignment_id', assignment)) {
    const other = env.record(model.name, id);
    if (other !== undefined && other.id !== row.id && other.value('is_primary') === true) set(other, { is_primary: false });
  }
}

const ACTOR: Business = {
  created(row) {
    checkActorRow(row);
    demoteOthers(fresh(row));
  },
  prepareWrite: (_row, vals, env) => (vals['state'] === 'expired' ? { date_to: vals['date_to'] ?? env.now() } : {}),
  written(row, vals) {
    if ('actor_id' in vals || 'assignment_id' in vals || 'state' in vals) checkActorRow(fresh(row));
    if (vals['is_primary'] === true) demoteOthers(fresh(row));
  },
};

/** What the addons enforce on governance. */
export const GOVERNANCE: BusinessTable = {
  'ov.serviced_account': ACCOUNT,
  'ov.membership': MEMBERSHIP,
  ...Object.fromEntries(GOVERNED_OBJECTS.flatMap(({ object }) => [[`ov.sa_${object}_assignment`, association(object)], [`ov.actor_sa_${object}_assignment`, ACTOR]])),
};
