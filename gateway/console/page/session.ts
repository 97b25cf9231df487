import { createStore } from './store.ts';

/** Who the visitor says they are: what is sent with every question. Kept for this tab only. */
export interface Session {
  readonly kind: 'token' | 'key';
  readonly secret: string;
  /** The demo person's name, if it is one. */
  readonly person: string | null;
  /** Service Account in context, sent as X-SA-ID. */
  readonly account: string | null;
}

const KEPT = 'odoo-graph.session';

function restore(): Session | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Session | null;
  } catch {
    return null;
  }
}

export const session = createStore<Session | null>(restore());

/** Signs in as somebody, or out with null. */
export function signIn(next: Session | null): void {
  if (next === null) sessionStorage.removeItem(KEPT);
  else sessionStorage.setItem(KEPT, JSON.stringify(next));
  session.set(next);
}

/** Speaks for another Service Account; null leaves the choice to the graph. */
export function speakFor(account: string | null): void {
  const current = session.get();
  if (current) signIn({ ...current, account });
}

export function headersOf(current: Session | null): Record<string, string> {
  if (current === null) return {};
  return {
    ...(current.kind === 'token' ? { authorization: `Bearer ${current.secret}` } : { 'x-api-key': current.secret }),
    ...(current.account === null ? {} : { 'x-sa-id': current.account }),
  };
}
