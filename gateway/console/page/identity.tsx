import { session, signIn } from './session.ts';
import { useStore } from './store.ts';
import { known } from './viewer.ts';

/** Who the visitor is, at the right of the header. */
export function Identity({ onSignIn }: { readonly onSignIn: () => void }) {
  const current = useStore(session);
  const { viewer, error } = useStore(known);
  if (current === null) {
    return (
      <button type="button" className="primary" onClick={onSignIn}>
        Sign in
      </button>
    );
  }
  const name = viewer?.name ?? current.person ?? viewer?.subject ?? '…';
  const detail = error ? error.message : (viewer?.problem?.message ?? [viewer?.role, viewer?.scopePolicy].filter(Boolean).join(' · '));
  return (
    <div className="identity">
      <button type="button" className="who" onClick={onSignIn} title={detail} aria-label={`${name}, ${detail}. Change`}>
        <i className="avatar" data-of={current.person ?? 'own'} aria-hidden="true">
          {name.slice(0, 1).toUpperCase()}
        </i>
        <span>
          <b>{name}</b>
          <small className={error || viewer?.problem ? 'bad' : ''}>{detail}</small>
        </span>
      </button>
      <button type="button" className="quiet" onClick={() => signIn(null)}>
        Sign out
      </button>
    </div>
  );
}
