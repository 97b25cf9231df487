import { facts, tokenOf, type DemoPerson } from './facts.ts';
import { signIn, type Session } from './session.ts';
import { useStore } from './store.ts';
import { introduce } from './viewer.ts';
import { useEffect, useRef, useState, type FormEvent } from './vendor.ts';

/** The dialog in which somebody says who they are: a demo person over the sandbox, or a token or key of their own. */
export function SignIn({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { people } = useStore(facts);
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, report] = useState<string | null>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);

  /** Only a credential that the graph knows is kept. */
  const enter = async (candidate: Session): Promise<void> => {
    report(null);
    const { viewer, error } = await introduce(candidate);
    if (viewer === null) return report(error?.message ?? 'The graph does not know this credential.');
    signIn(candidate);
    onClose();
  };
  const be = async (person: string): Promise<void> => {
    try {
      const { token, serviceAccountId } = await tokenOf(person);
      await enter({ kind: 'token', secret: token, person, account: serviceAccountId });
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <dialog ref={dialog} className="sign-in" aria-labelledby="sign-in-title" onClose={onClose}>
      <h2 id="sign-in-title">Sign in</h2>
      {people.length > 0 && <People people={people} onChoose={be} />}
      <OwnCredential onEnter={enter} hasPeople={people.length > 0} />
      <p className="problem" role="alert">
        {problem}
      </p>
      {/* Last, so that the dialog opens with the focus on what it is for. */}
      <button type="button" className="close" aria-label="Close" onClick={onClose}>
        ×
      </button>
    </dialog>
  );
}

function People({ people, onChoose }: { readonly people: readonly DemoPerson[]; readonly onChoose: (name: string) => void }) {
  return (
    <>
      <p className="hint">This graph stands over demo data. Be one of its people and see what they see.</p>
      <ul className="people">
        {people.map(({ name, who, sees }) => (
          <li key={name}>
            <button type="button" className="card" data-person={name} onClick={() => onChoose(name)}>
              <i className="avatar" data-of={name} aria-hidden="true">
                {name.slice(0, 1).toUpperCase()}
              </i>
              <span>
                <strong>{who}</strong>
                <span>{sees}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function OwnCredential({ onEnter, hasPeople }: { readonly onEnter: (session: Session) => Promise<void>; readonly hasPeople: boolean }) {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('credential') ?? '').trim();
    if (text === '') return;
    const secret = text.replace(/^Bearer\s+/i, '');
    void onEnter({ kind: secret.startsWith('abk_') ? 'key' : 'token', secret, person: null, account: null });
  };
  return (
    <form className="own" onSubmit={submit}>
      <label htmlFor="credential">{hasPeople ? 'Or with a token or API key of your own' : 'Token of your issuer, or an API key'}</label>
      <div>
        <input id="credential" name="credential" type="password" autoComplete="off" spellCheck={false} placeholder="eyJ…  or  abk_…" />
        <button type="submit" className="primary">
          Sign in
        </button>
      </div>
      <p className="hint">Kept in this tab only, sent to this server only.</p>
    </form>
  );
}
