import { reachOf } from '../../access/scopes/view.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RootResolver } from '../../graph/engine.ts';
import { checkSetup } from '../../setup/checklist.ts';
import type { SetupLine, SyncAnswer, Synchronisation } from '../../setup/types.ts';

/** Admin and system look at every company; through the window of a Service Account, at its own. */
function companiesOf({ principal }: GraphContext): readonly number[] | null {
  if (reachOf(principal).kind === 'everything') return null;
  const company = principal.serviceAccount?.companyId ?? null;
  return company === null ? [] : [company];
}

/** How the dashboard's synchronisation stands; null where this process has no store that says so. */
export type SyncSource = (() => Promise<Synchronisation>) | null;

const ELSEWHERE: SyncAnswer = { kind: 'unknown', because: 'This server has no store of the dashboard (MONGODB_URI): ask syncStatus.' };

/** `setupChecklist`, the whole checklist, judged now; `setupIssues`, what of it is not OK. */
export function setupRoots(syncStatus: SyncSource): Readonly<Record<'setupChecklist' | 'setupIssues', RootResolver>> {
  const sync = async (): Promise<SyncAnswer> => (syncStatus === null ? ELSEWHERE : { kind: 'known', synchronisation: await syncStatus() });
  const check = (context: GraphContext): Promise<readonly SetupLine[]> => {
    const { reader, database, scopes } = context;
    return checkSetup({ reader, database, companies: companiesOf(context), governedCustomers: () => scopes.governedAnywhere('CUSTOMER', 'res.partner'), sync, now: new Date() });
  };
  return {
    setupChecklist: (_args, context) => check(context),
    setupIssues: async (_args, context) => (await check(context)).filter(({ verdict }) => verdict !== 'OK'),
  };
}
