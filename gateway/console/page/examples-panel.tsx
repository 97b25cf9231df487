import { AUDIENCES, EXAMPLES, type Audience, type Example } from './examples.ts';
import { useGraphiQL, useGraphiQLActions, useState } from './vendor.ts';

/** Opens an example in the editor, and runs it unless it writes. */
function useOpen(): (example: Example) => void {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const { run } = useGraphiQLActions();
  return ({ query, variables, writes }) => {
    queryEditor?.setValue(`${query}\n`);
    variableEditor?.setValue(variables ? JSON.stringify(variables, null, 2) : '');
    if (writes) return queryEditor?.focus();
    run();
    // On a small screen the answer is further down.
    if (matchMedia('(max-width: 820px)').matches) document.querySelector('.graphiql-response')?.scrollIntoView({ behavior: 'smooth' });
  };
}

export function ExamplesPanel() {
  const [audience, choose] = useState<Audience>('frontend');
  const open = useOpen();
  return (
    <section className="panel" aria-labelledby="examples-title">
      <h2 id="examples-title">Examples</h2>
      <div className="segments" role="group" aria-label="Audience">
        {(Object.keys(AUDIENCES) as Audience[]).map((name) => (
          <button type="button" key={name} aria-pressed={name === audience} onClick={() => choose(name)}>
            {AUDIENCES[name].title}
          </button>
        ))}
      </div>
      <p className="hint">{AUDIENCES[audience].what}</p>
      <ul className="cards">
        {EXAMPLES.filter((example) => example.audience === audience).map((example) => (
          <li key={example.title}>
            <button type="button" className="card" data-example={example.title} onClick={() => open(example)}>
              <strong>{example.title}</strong>
              <span>{example.what}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
