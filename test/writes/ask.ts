import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import type { TestGraph } from '../support/graph.ts';

export type Caller = PersonaName | Readonly<Record<string, string>>;

export interface Told {
  /** The payload without its userErrors. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Codes of userErrors with their paths, or of the error. */
  readonly refused: readonly string[];
}

/** Does one mutation; `selection` is of its payload. */
export async function write(graph: TestGraph, as: Caller, name: string, input: Readonly<Record<string, unknown>>, selection: string, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code path } } }`;
  const { data, errors } = await graph.ask(as, { query, variables: { input } }, headers);
  const [error] = errors;
  if (error) return { payload: {}, refused: [String(error.extensions?.code ?? error.message)] };
  const { userErrors, ...payload } = (data as Record<string, { userErrors: { code: string; path: string[] | null }[] }>)[name] ?? { userErrors: [] };
  return { payload, refused: userErrors.map(({ code, path }) => (path === null ? code : `${code} ${path.slice(1).join('.')}`)) };
}
