import { AccountSwitcher } from './account-switcher.tsx';
import { EXAMPLES } from './examples.ts';
import { facts } from './facts.ts';
import { Identity } from './identity.tsx';
import { Mark } from './icons.tsx';
import { Explorer } from './explorer.tsx';
import { session } from './session.ts';
import { SignIn } from './sign-in.tsx';
import { useStore } from './store.ts';
import { useState } from './vendor.ts';

/** The console: header, explorer, and the dialog that asks who is there. */
export function App({ name, version }: { readonly name: string; readonly version: string }) {
  const { odoo } = useStore(facts);
  const current = useStore(session);
  const [isSigningIn, setSigningIn] = useState(current === null);
  return (
    <>
      <header className="bar">
        <h1>
          <Mark /> {name} <small>{version}</small>
        </h1>
        {odoo !== null && <span className="badge sandbox">over {odoo}</span>}
        <span className="gap" />
        <AccountSwitcher />
        <Identity onSignIn={() => setSigningIn(true)} />
      </header>
      <main>
        <Explorer firstQuery={EXAMPLES[1]?.query ?? ''} firstVariables={JSON.stringify(EXAMPLES[1]?.variables ?? {}, null, 2)} />
      </main>
      <SignIn isOpen={isSigningIn} onClose={() => setSigningIn(false)} />
    </>
  );
}
