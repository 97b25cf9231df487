import { facts, tokenOf, type DemoPerson } from './facts.ts';
import { logIn } from './log-in.ts';
import { signIn, type Session } from './session.ts';
import { useStore } from './store.ts';
import { introduce } from './viewer.ts';
import { useEffect, useRef, useState, type FormEvent } from './vendor.ts';

/** The dialog in which somebody says who they are: a demo person over the sandbox, or a token or key of their own. */
export function SignIn({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { people, hasSignIn } = useStore(facts);
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
  const attempt = async (find: () => Promise<Session>): Promise<void> => {
    try {
      await enter(await find());
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
    }
  };
  const be = (person: string): Promise<void> =>
    attempt(async () => {
      const { token, serviceAccountId } = await tokenOf(person);
      return { kind: 'token', secret: token, person, account: serviceAccountId };
    });
  const withPassword = (login: string, password: string): Promise<void> =>
    attempt(async () => ({ kind: 'token', secret: await logIn(login, password), person: null, account: null }));

  return (
    <dialog ref={dialog} className="sign-in" aria-labelledby="sign-in-title" onClose={onClose}>
      <h2 id="sign-in-title">Sign in</h2>
      {people.length > 0 && <People people={people} onChoose={be} />}
      {hasSignIn && <Password onSubmit={withPassword} />}
      <OwnCredential onEnter={enter} isAlone={people.length === 0 && !hasSignIn} />
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

function Password({ onSubmit }: { readonly onSubmit: (login: string, password: string) => Promise<void> }) {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void onSubmit(String(fields.get('login') ?? ''), String(fields.get('password') ?? ''));
  };
  return (
    <form className="own" onSubmit={submit}>
      <label htmlFor="login">With your login and password</label>
      <div>
        <input id="login" name="login" required autoComplete="username" placeholder="Email or telephone" aria-label="Email or telephone" />
        <input name="password" type="password" required autoComplete="current-password" placeholder="Password" aria-label="Password" />
        <button type="submit" className="primary">
          Sign in
        </button>
      </div>
    </form>
  );
}

function OwnCredential({ onEnter, isAlone }: { readonly onEnter: (session: Session) => Promise<void>; readonly isAlone: boolean }) {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('credential') ?? '').trim();
    if (text === '') return;
    const secret = text.replace(/^Bearer\s+/i, '');
    void onEnter({ kind: secret.startsWith('abk_') ? 'key' : 'token', secret, person: null, account: null });
  };
  return (
    <form className="own" onSubmit={submit}>
      <label htmlFor="credential">{isAlone ? 'Token of your issuer, or an API key' : 'Or with a token or API key of your own'}</label>
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
