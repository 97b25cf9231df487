import { reachOf } from '../../access/scopes/view.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RootResolver } from '../../graph/engine.ts';
import { checkSetup } from '../../setup/checklist.ts';
import type { SetupLine } from '../../setup/types.ts';

/** Admin and system look at every company; through the window of a Service Account, at its own. */
function companiesOf({ principal }: GraphContext): readonly number[] | null {
  if (reachOf(principal).kind === 'everything') return null;
  const company = principal.serviceAccount?.companyId ?? null;
  return company === null ? [] : [company];
}

function check(context: GraphContext): Promise<readonly SetupLine[]> {
  const { reader, database, scopes } = context;
  return checkSetup({ reader, database, companies: companiesOf(context), governedCustomers: () => scopes.governedAnywhere('CUSTOMER', 'res.partner'), now: new Date() });
}

/** `setupChecklist`: the whole checklist, judged now. */
export const setupChecklist: RootResolver = (_args, context) => check(context);

/** `setupIssues`: what of it is not OK. */
export const setupIssues: RootResolver = async (_args, context) => (await check(context)).filter(({ verdict }) => verdict !== 'OK');
