import { createStore } from './store.ts';

export interface DemoPerson {
  readonly name: string;
  readonly who: string;
  readonly sees: string;
}

/** What the server tells before anybody has signed in. */
export interface Facts {
  readonly odoo: string | null;
  readonly people: readonly DemoPerson[];
  /** Whether the graph turns a login and a password into a token. */
  readonly hasSignIn: boolean;
}

export const facts = createStore<Facts>({ odoo: null, people: [], hasSignIn: false });

export async function loadFacts(): Promise<void> {
  const response = await fetch('/console/facts');
  if (response.ok) facts.set((await response.json()) as Facts);
}

interface Issued {
  readonly token?: string;
  readonly serviceAccountId?: string | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** A token for a demo person. Throws with the server's reason. */
export async function tokenOf(person: string): Promise<{ readonly token: string; readonly serviceAccountId: string | null }> {
  const response = await fetch('/console/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }) });
  const { token, serviceAccountId = null, errors } = (await response.json()) as Issued;
  if (token === undefined) throw new Error(errors?.[0]?.message ?? 'The server issues no tokens.');
  return { token, serviceAccountId };
}
