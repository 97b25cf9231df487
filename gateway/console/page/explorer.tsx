import { CostBar } from './cost-bar.tsx';
import { ExamplesPanel } from './examples-panel.tsx';
import { ExamplesIcon, StatusIcon, ViewAsIcon } from './icons.tsx';
import { fetcher } from './last-answer.ts';
import { session } from './session.ts';
import { StatusPanel } from './status-panel.tsx';
import { useStore } from './store.ts';
import { ViewAsPanel } from './view-as-panel.tsx';
import { DOC_EXPLORER_PLUGIN, GraphiQL, HISTORY_PLUGIN, useEffect, useGraphiQLActions, useRef, type GraphiQLPlugin } from './vendor.ts';

const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: 'Examples', icon: ExamplesIcon, content: ExamplesPanel };
const STATUS_PLUGIN: GraphiQLPlugin = { title: 'Status', icon: StatusIcon, content: StatusPanel };
const VIEW_AS_PLUGIN: GraphiQLPlugin = { title: 'View as', icon: ViewAsIcon, content: ViewAsPanel };
const PLUGINS = [EXAMPLES_PLUGIN, HISTORY_PLUGIN, VIEW_AS_PLUGIN, STATUS_PLUGIN];

/** GraphiQL with the console's own panels; the credential is the console's, so no header is kept. */
export function Explorer({ firstQuery, firstVariables }: { readonly firstQuery: string; readonly firstVariables: string }) {
  return (
    <GraphiQL
      fetcher={fetcher as never}
      plugins={PLUGINS}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      visiblePlugin={EXAMPLES_PLUGIN}
      defaultTabs={[{ query: firstQuery, variables: firstVariables }]}
      defaultEditorToolsVisibility="variables"
      inputValueDeprecation
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
      <GraphiQL.Footer>
        <SchemaOfCaller />
        <CostBar />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}

/** Reads the schema anew when somebody else is asking. */
function SchemaOfCaller(): null {
  const current = useStore(session);
  const { introspect } = useGraphiQLActions();
  const before = useRef(current?.secret);
  useEffect(() => {
    if (before.current === current?.secret) return;
    before.current = current?.secret;
    void introspect();
  }, [current?.secret, introspect]);
  return null;
}
