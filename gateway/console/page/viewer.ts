import { ask, type AnswerError } from './ask.ts';
import { session, type Session } from './session.ts';
import { createStore } from './store.ts';

export interface Membership {
  readonly serviceAccountId: string;
  readonly serviceAccountName: string;
  readonly role: string;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
}

export interface Viewer {
  readonly credential: string;
  readonly subject: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly scopePolicy: string | null;
  readonly drillDown: boolean;
  readonly serviceAccount: { readonly id: string; readonly name: string } | null;
  readonly memberships: readonly Membership[];
  readonly problem: { readonly code: string; readonly message: string } | null;
  /** Service Accounts below those of the memberships, where a manager may look down. */
  readonly below: readonly Account[];
}

export interface Known {
  readonly viewer: Viewer | null;
  readonly error: AnswerError | null;
}

/** Who the graph says the visitor is; both null while it is being asked. */
export const known = createStore<Known>({ viewer: null, error: null });

const VIEWER = `query ConsoleViewer {
  viewer {
    credential subject name role scopePolicy drillDown
    serviceAccount { id name }
    memberships { serviceAccountId serviceAccountName role }
    problem { code message }
  }
}`;

const TREE = `query ConsoleAccounts {
  serviceAccountTree(flat: true) { depth serviceAccount { id name } }
}`;

interface TreeNode {
  readonly depth: number;
  readonly serviceAccount: { readonly id: string; readonly name: string } | null;
}

/** Asks the graph who a session is. */
export async function introduce(as: Session): Promise<Known> {
  const { data, errors } = await ask<{ viewer: Omit<Viewer, 'below'> }>(VIEWER, as);
  if (!data?.viewer) return { viewer: null, error: errors?.[0] ?? { message: 'The graph does not say who you are.' } };
  return { viewer: { ...data.viewer, below: await accountsBelow(data.viewer, as) }, error: null };
}

async function accountsBelow({ memberships }: Omit<Viewer, 'below'>, as: Session): Promise<readonly Account[]> {
  if (!memberships.some(({ role }) => role === 'ADMIN' || role === 'SA_MANAGER')) return [];
  const { data } = await ask<{ serviceAccountTree: readonly TreeNode[] }>(TREE, as);
  return (data?.serviceAccountTree ?? []).flatMap(({ depth, serviceAccount }) =>
    serviceAccount === null || memberships.some(({ serviceAccountId }) => serviceAccountId === serviceAccount.id) ? [] : [{ ...serviceAccount, depth }],
  );
}

/** Keeps `known` in step with the session. */
export function watchSession(): void {
  const update = async (): Promise<void> => {
    const current = session.get();
    known.set({ viewer: null, error: null });
    if (current === null) return;
    const next = await introduce(current);
    if (session.get() === current) known.set(next);
  };
  session.subscribe(() => void update());
  void update();
}
