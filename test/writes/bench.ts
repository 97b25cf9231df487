import { connectOdoo } from '../../odoo/client/connect.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';
import type { Place } from './foreseen/entity.ts';
import { USES } from './inputs.ts';
import { proofOdoo } from './proved/kind.ts';
import type { Input } from './proved/kind.ts';

/** What one use of a mutation came to. */
export interface Used {
  readonly refused: readonly { readonly code: string; readonly message: string; readonly path: readonly string[] | null }[];
  /** Codes of errors. */
  readonly failed: readonly unknown[];
  /** Calls of Odoo after the one that resolves the caller. */
  readonly calls: readonly string[];
  /** Models of which a row is another than before. */
  readonly changed: readonly string[];
}

/** A sandbox on which every mutation can be used again and again: what one use changed is taken back. */
export interface Bench extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly graph: TestGraph;
  /** The input of the use that is done. What it works on is made once. */
  input(name: string): Promise<Input>;
  use(name: string, input?: Input): Promise<Used>;
  /** The ids of a list, as somebody sees it. */
  ids(as: PersonaName, list: string): Promise<readonly string[]>;
}

const READS = /\.(web_search_read|web_read|search_count|search_read|context_get|has_group)$/;

const typeOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;

export async function openBench(): Promise<Bench> {
  const sandbox = await startSandbox();
  const graph: TestGraph = await startGraph(sandbox);
  const client = await connectOdoo(sandbox);
  const odoo = proofOdoo(client, { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER, tenant: 'test' });
  const inputs = new Map<string, Promise<Input>>();
  const input = (name: string): Promise<Input> => {
    const place: Place = { odoo, graph, role: 'SA_MANAGER', mark: `bench ${name}` };
    const made = inputs.get(name) ?? Promise.resolve(USES[name]?.input(place) ?? {});
    inputs.set(name, made);
    return made;
  };
  return {
    sandbox,
    graph,
    input,
    async use(name, given) {
      const variables = { input: given ?? (await input(name)) };
      const takeBack = sandbox.checkpoint();
      const from = sandbox.calls.length;
      const { data, errors } = await graph.ask(USES[name]?.as ?? 'admin', { query: `mutation ($input: ${typeOf(name)}!) { it: ${name}(input: $input) { userErrors { code message path } } }`, variables });
      const calls = sandbox.calls.slice(from + 1).map(({ model, method }) => `${model}.${method}`);
      // What only reads changes nothing: comparing every row takes as long as the mutation.
      const after = calls.every((call) => READS.test(call)) ? null : sandbox.rows();
      takeBack();
      const before = after === null ? null : sandbox.rows();
      const changed = [...(after ?? [])].filter(([model, rows]) => rows.size !== (before?.get(model)?.size ?? 0) || [...rows].some(([id, row]) => before?.get(model)?.get(id) !== row)).map(([model]) => model);
      return { refused: (data as { it: { userErrors: Used['refused'] } | null } | null)?.it?.userErrors ?? [], failed: errors.map(({ extensions }) => extensions?.code), calls, changed };
    },
    async ids(as, list) {
      const { data } = await graph.ask(as, `{ it: ${list}(first: 200) { nodes { id } } }`);
      return (data as { it: { nodes: readonly { readonly id: string }[] } }).it.nodes.map(({ id }) => id);
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await graph[Symbol.asyncDispose]();
      await sandbox.stop();
    },
  };
}
