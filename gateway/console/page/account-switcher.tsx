import { session, speakFor } from './session.ts';
import { useStore } from './store.ts';
import { known } from './viewer.ts';

const ROLES: Readonly<Record<string, string>> = { ADMIN: 'administrator', SA_MANAGER: 'manager', STAFF: 'staff', AGENT: 'agent' };

/** Chooses the Service Account that is sent as X-SA-ID. Nothing to choose, nothing to see. */
export function AccountSwitcher() {
  const { viewer } = useStore(known);
  const current = useStore(session);
  if (viewer === null || current === null || viewer.memberships.length === 0) return null;
  const chosen = current.account ?? viewer.serviceAccount?.id ?? '';
  return (
    <label className="account">
      <span>Service Account</span>
      <select value={chosen} onChange={(event) => speakFor(event.target.value || null)}>
        {chosen === '' && <option value="">Choose one</option>}
        <optgroup label="Member of">
          {viewer.memberships.map(({ serviceAccountId, serviceAccountName, role }) => (
            <option key={serviceAccountId} value={serviceAccountId}>
              {serviceAccountName} ({ROLES[role] ?? role})
            </option>
          ))}
        </optgroup>
        {viewer.below.length > 0 && (
          <optgroup label="Below, to read">
            {viewer.below.map(({ id, name, depth }) => (
              <option key={id} value={id}>
                {`${'\u2007'.repeat(depth)}${name}`}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  );
}
