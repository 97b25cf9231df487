import type { Sandbox } from '../../odoo/sandbox/start.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import type { UserErrorCode } from '../../platform/user-errors.ts';
import type { TestGraph } from './graph.ts';

type Who = PersonaName | Readonly<Record<string, string>>;

interface TestUserError {
  readonly code: UserErrorCode;
  readonly message: string;
  readonly path: readonly string[] | null;
  readonly remedy: string;
}

/** What a mutation answered, and the methods by which it changed something in the sandbox. */
export interface Mutated {
  readonly payload: Readonly<Record<string, unknown>> | null;
  readonly userErrors: readonly TestUserError[];
  /** Codes of the refusals. */
  readonly refused: readonly UserErrorCode[];
  /** Codes of GraphQL errors. */
  readonly failed: readonly unknown[];
  readonly writes: readonly string[];
  readonly odooCalls: number;
}

const READS = /^(web_search_read|web_read|search\w*|read\w*|formatted_read_group|fields_get)$/;

/** Sends one mutation; `selection` is what of the payload is asked for beside its userErrors. */
export type Mutate = (as: Who, name: string, input: Readonly<Record<string, unknown>>, selection: string) => Promise<Mutated>;

export function mutator(graph: () => TestGraph, sandbox: () => Sandbox | null): Mutate {
  return async (as, name, input, selection) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const before = sandbox()?.calls.length ?? 0;
    const { data, errors, odooCalls } = await graph().ask(as, {
      query: `mutation ($input: ${type}!) { answer: ${name}(input: $input) { ${selection} userErrors { code message path remedy } } }`,
      variables: { input },
    });
    const payload = (data as { answer: Record<string, unknown> | null } | null)?.answer ?? null;
    const userErrors = (payload?.['userErrors'] ?? []) as readonly TestUserError[];
    const writes = (sandbox()?.calls.slice(before) ?? []).map(({ model, method }) => `${model}.${method}`).filter((call) => !READS.test(call.split('.').at(-1) ?? ''));
    return { payload, userErrors, refused: userErrors.map(({ code }) => code), failed: errors.map(({ extensions }) => extensions?.code), writes, odooCalls };
  };
}
