import type { Line, Section } from './status-lines.ts';
import { readStatus } from './status.ts';
import { session } from './session.ts';
import { useStore } from './store.ts';
import { useEffect, useState } from './vendor.ts';

/** How everything is doing, as far as the visitor may know. */
export function StatusPanel() {
  const current = useStore(session);
  const [sections, show] = useState<readonly Section[] | null>(null);
  const [round, again] = useState(0);
  useEffect(() => {
    let isWanted = true;
    show(null);
    const read = async (): Promise<void> => {
      const next = await readStatus(current);
      if (isWanted) show(next);
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [current, round]);

  return (
    <section className="panel" aria-labelledby="status-title" aria-busy={sections === null}>
      <h2 id="status-title">
        Status
        <button type="button" className="quiet" onClick={() => again(round + 1)}>
          Check again
        </button>
      </h2>
      {sections === null && <p className="hint">Asking …</p>}
      {sections?.map((section) => (
        <div className="status" key={section.title} data-section={section.title}>
          <h3>{section.title}</h3>
          {section.note !== null && <p className="hint">{section.note}</p>}
          <ul>
            {section.lines.map((line) => (
              <StatusLine key={`${line.name} ${line.value}`} line={line} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

const STATES = { good: 'good', warn: 'needs attention', bad: 'not working', plain: '' } as const;

function StatusLine({ line: { name, value, state, remedy } }: { readonly line: Line }) {
  return (
    <li>
      <i className={`dot ${state}`} role="img" aria-label={STATES[state]} aria-hidden={state === 'plain'} />
      <span className="name">{name}</span>
      <span className="value">{value}</span>
      {remedy !== null && <p className="remedy">{remedy}</p>}
    </li>
  );
}
