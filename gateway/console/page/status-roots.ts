import { ask, type Answer } from './ask.ts';
import type { Session } from './session.ts';
import { line, type Line, type Section } from './status-lines.ts';

/** The note of a section that could not be read: a refusal says whom it is for. */
function note({ errors }: Answer): string {
  return errors?.[0]?.message ?? 'Nothing is known of it.';
}

interface SyncStatus {
  readonly syncInProgress: boolean;
  readonly lastSyncTime: string | null;
  readonly totalErrors: number;
  readonly openConflicts: number;
  readonly errors: readonly { readonly entity: string; readonly record: string | null; readonly message: string }[];
  readonly entities: readonly { readonly entity: string; readonly total: number; readonly pending: number; readonly failed: number }[];
  readonly scheduler: { readonly enabled: boolean; readonly nextRun: string | null };
}

const SYNC = `query ConsoleSync {
  syncStatus {
    syncInProgress lastSyncTime totalErrors openConflicts
    errors { entity record message }
    entities { entity total pending failed }
    scheduler { enabled nextRun }
  }
}`;

const NAMES: Readonly<Record<string, string>> = { ORDER: 'Production orders', PRODUCT: 'Products', USER: 'Users' };

/** MongoDB with the production dashboard, and how far it is in step with Odoo. */
export async function syncStatus(as: Session): Promise<Section> {
  const title = 'MongoDB and synchronisation';
  const answer = await ask<{ syncStatus: SyncStatus | null }>(SYNC, as);
  const status = answer.data?.syncStatus;
  if (!status) return { title, note: note(answer), lines: [] };
  const { syncInProgress, lastSyncTime, totalErrors, openConflicts, errors, entities, scheduler } = status;
  const last = syncInProgress ? 'running now' : lastSyncTime === null ? 'never yet' : clock(lastSyncTime);
  return {
    title,
    note: null,
    lines: [
      line('The store', 'answers', 'good'),
      line('Last synchronisation', last, totalErrors > 0 ? 'bad' : lastSyncTime === null ? 'warn' : 'good'),
      line('Next', scheduler.enabled ? (scheduler.nextRun === null ? 'not planned' : clock(scheduler.nextRun)) : 'on demand only'),
      ...entities.map(({ entity, total, pending, failed }) =>
        line(NAMES[entity] ?? entity, failed > 0 ? `${failed} of ${total} refused` : pending > 0 ? `${pending} of ${total} wait` : `${total} in step`, failed > 0 ? 'bad' : pending > 0 ? 'warn' : 'good'),
      ),
      ...(openConflicts > 0 ? [line('Conflicts', `${openConflicts} to look at`, 'warn', 'syncConflicts shows them, resolveSyncConflict decides.')] : []),
      ...errors.slice(0, 5).map(({ entity, record, message }) => line(record ?? NAMES[entity] ?? entity, 'failed', 'bad', message)),
    ],
  };
}

function clock(instant: string): string {
  return new Date(instant).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

interface SetupLine {
  readonly id: string;
  readonly title: string;
  readonly verdict: 'OK' | 'MISSING' | 'CANNOT_TELL';
  readonly severity: 'REQUIRED' | 'RECOMMENDED';
  readonly detail: string;
  readonly remedy: string;
  readonly path: string;
}

const CHECKLIST = 'query ConsoleSetup { setupChecklist { id title verdict severity detail remedy path } }';

/** What is still to do before going live, what is needed first, each with its remedy. */
export async function checklist(as: Session): Promise<Section> {
  const title = 'Before going live';
  const answer = await ask<{ setupChecklist: readonly SetupLine[] | null }>(CHECKLIST, as);
  const all = answer.data?.setupChecklist;
  if (!all) return { title, note: note(answer), lines: [] };
  const open = all.filter(({ verdict }) => verdict !== 'OK').toSorted((one, other) => Number(isNeeded(other)) - Number(isNeeded(one)));
  return { title, note: `${all.length - open.length} of ${all.length} are done.`, lines: open.map(toLine) };
}

const isNeeded = ({ severity }: SetupLine): boolean => severity === 'REQUIRED';

function toLine(setup: SetupLine): Line {
  const { title, verdict, detail, remedy, path } = setup;
  const state = verdict === 'CANNOT_TELL' ? 'plain' : isNeeded(setup) ? 'bad' : 'warn';
  return line(title, verdict === 'CANNOT_TELL' ? 'cannot tell' : isNeeded(setup) ? 'needed' : 'advised', state, `${detail} ${remedy} (${path})`);
}
