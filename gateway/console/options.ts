/** Somebody to be while the graph stands over the sandbox. */
export interface DemoPerson {
  readonly name: string;
  /** Who that is, in a few words. */
  readonly who: string;
  /** What they see, in a few words. */
  readonly sees: string;
}

export interface DemoToken {
  readonly token: string;
  /** The Service Account that this person usually speaks for. */
  readonly serviceAccountId: string | null;
}

export interface ConsoleOptions {
  /** Which Odoo stands behind; null where that is nobody's business before they have signed in. */
  readonly odoo: string | null;
  /** Demo people, empty unless the graph stands over the sandbox with a secret of its own. */
  readonly people: readonly DemoPerson[];
  /** Whether the graph turns a login and a password into a token. */
  readonly hasSignIn: boolean;
  /** Signs a token for one of them. */
  readonly issue: (name: string) => Promise<DemoToken>;
}
