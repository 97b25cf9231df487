import { session } from './session.ts';
import { useStore } from './store.ts';
import { compare, members, reasonOf, short, type Comparison, type Member } from './view-as.ts';
import { known } from './viewer.ts';
import { useEffect, useGraphiQL, useState } from './vendor.ts';

/** The query of the editor with somebody else's eyes, for those who manage them. */
export function ViewAsPanel() {
  const { viewer } = useStore(known);
  const mayLook = viewer?.role === 'ADMIN' || viewer?.role === 'SA_MANAGER';
  return (
    <section className="panel" aria-labelledby="view-as-title">
      <h2 id="view-as-title">View as</h2>
      <p className="hint">
        {mayLook
          ? 'Runs the query of the editor as you and as a member, and shows what differs and why. Each use is recorded.'
          : 'Administrators, and managers for the members of their Service Account, can see a query with a member’s eyes.'}
      </p>
      {mayLook && <Compare />}
    </section>
  );
}

function Compare() {
  const current = useStore(session);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const [choices, offer] = useState<readonly Member[]>([]);
  const [member, choose] = useState('');
  const [outcome, show] = useState<Comparison | string | null>(null);
  useEffect(() => {
    let isWanted = true;
    const load = async (): Promise<void> => {
      const found = await members();
      if (isWanted) offer(found);
    };
    show(null);
    void load();
    return () => {
      isWanted = false;
    };
  }, [current]);

  const run = async (): Promise<void> => {
    show(null);
    try {
      const variables = JSON.parse(variableEditor?.getValue() || '{}') as Record<string, unknown>;
      show(await compare(member, { query: queryEditor?.getValue() ?? '', variables }));
    } catch (error) {
      show(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <label className="member">
        <span>Member</span>
        <select value={member} onChange={(event) => choose(event.target.value)}>
          <option value="">Choose one</option>
          {choices.map(({ employee, label }) => (
            <option key={employee} value={employee}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="primary" disabled={member === ''} onClick={run}>
        Compare
      </button>
      <div aria-live="polite">{typeof outcome === 'string' ? <p className="problem">{outcome}</p> : outcome && <Differences comparison={outcome} />}</div>
    </>
  );
}

function Differences({ comparison: { as, differences, isComplete } }: { readonly comparison: Comparison }) {
  const who = `${as.name ?? 'They'} (${[as.role, as.policy].filter(Boolean).join(' · ')})`;
  if (differences.length === 0) return <p className="hint">{who} gets the same answer as you.</p>;
  return (
    <>
      <p className="hint">
        {who}: {differences.length}
        {isComplete ? '' : ' and more'} {differences.length === 1 ? 'difference' : 'differences'}.
      </p>
      <ul className="differences">
        {differences.slice(0, 100).map((difference) => (
          <li key={difference.path}>
            <code>{difference.path}</code>
            <span>
              <del>{short(difference.mine)}</del> <ins>{short(difference.theirs)}</ins>
            </span>
            <small>{reasonOf(difference)}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
