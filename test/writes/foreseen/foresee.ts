import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import type { TestGraph } from '../../support/graph.ts';
import type { ProofOdoo } from '../proved/kind.ts';
import type { Entity, Role } from './entity.ts';

interface Answer {
  readonly action: string;
  readonly allowed: boolean;
  readonly code: string | null;
  readonly reason: string | null;
}

/** What the methods of Odoo that only read are called. */
const READS = /^(web_search_read|web_read|search\w*|read\w*|formatted_read_group|fields_get|context_get|has_group|action_quotation_send)$/;

export interface Foreseen {
  readonly said: readonly Answer[];
  readonly done: readonly Answer[];
  /** Methods that changed something although the mutation was refused. */
  readonly stray: readonly string[];
}

export interface Stage {
  readonly graph: TestGraph;
  readonly odoo: ProofOdoo;
  /** Null on a real Odoo, which counts no calls. */
  readonly sandbox: Sandbox | null;
  headers(role: Role, account?: number): Promise<Readonly<Record<string, string>>>;
}

let marks = 0;

/** Asks `availableActions` of a record in a state, then does each of the actions, on a new record after every one that was done. */
export async function foresee({ graph, odoo, sandbox, headers }: Stage, entity: Entity, state: string, role: Role): Promise<Foreseen> {
  const said: Answer[] = [];
  const done: Answer[] = [];
  const stray: string[] = [];
  let fresh = null as { readonly id: number; readonly as: Readonly<Record<string, string>>; readonly answers: readonly Answer[] } | null;
  const place = () => ({ odoo, graph, role, mark: `foreseen ${(marks += 1)}` });
  for (const action of entity.actions) {
    if (fresh === null) {
      const { id, account } = (await entity.states[state]?.(place())) ?? { id: 0 };
      const as = await headers(role, account);
      const { data, errors } = await graph.ask(as, `{ it: ${entity.root}(id: "${id}") { availableActions { action allowed code reason } } }`);
      const record = (data as { it: { availableActions: readonly Answer[] } | null } | null)?.it;
      if (!record) throw new Error(`${role} does not see ${entity.root} ${id}, ${state}: ${JSON.stringify(errors)}`);
      fresh = { id, as, answers: record.availableActions };
    }
    const { id, as, answers } = fresh;
    const input = await entity.input(action, id, place());
    if (input === null) continue;
    said.push(answers.find((answer) => answer.action === action) ?? { action, allowed: false, code: 'not said', reason: null });
    const before = sandbox?.calls.length ?? 0;
    const { data, errors } = await graph.ask(as, { query: `mutation ($input: ${action.charAt(0).toUpperCase()}${action.slice(1)}Input!) { it: ${action}(input: $input) { userErrors { code message } } }`, variables: { input } });
    const [refusal] = (data as { it: { userErrors: readonly { code: string; message: string }[] } | null } | null)?.it?.userErrors ?? [];
    const [error] = errors;
    const forbidden = error?.extensions?.code === 'FORBIDDEN';
    const code = refusal?.code ?? (error && !forbidden ? `error ${error.extensions?.code}` : null);
    const allowed = refusal === undefined && error === undefined;
    done.push({ action, allowed, code, reason: refusal?.message ?? error?.message ?? null });
    if (allowed) fresh = null;
    else stray.push(...(sandbox?.calls.slice(before) ?? []).map(({ method }) => method).filter((method) => !READS.test(method)).map((method) => `${action} ${method}`));
  }
  return { said, done, stray };
}
