import { ask, type AnswerError, type Question } from './ask.ts';
import { headersOf, session } from './session.ts';

/** Somebody with whose eyes the visitor may look. */
export interface Member {
  readonly employee: string;
  readonly label: string;
}

interface MembershipNode {
  readonly role: string;
  readonly employee: { readonly id: string; readonly name: string } | null;
  readonly serviceAccount: { readonly id: string; readonly name: string } | null;
}

const MEMBERS = `query ConsoleMembers {
  memberships(first: 200, filter: { state: { eq: ACTIVE } }, orderBy: [{ id: ASC }]) {
    nodes { role employee { id name } serviceAccount { id name } }
  }
}`;

/** Active members that the visitor sees and who can be looked as: administrators cannot, by managers. */
export async function members(): Promise<readonly Member[]> {
  const { data } = await ask<{ memberships: { nodes: readonly MembershipNode[] } | null }>(MEMBERS);
  const found = new Map<string, Member>();
  for (const { role, employee, serviceAccount } of data?.memberships?.nodes ?? []) {
    if (employee === null || found.has(employee.id)) continue;
    found.set(employee.id, { employee: employee.id, label: `${employee.name} (${role.toLowerCase().replaceAll('_', ' ')}${serviceAccount ? `, ${serviceAccount.name}` : ''})` });
  }
  return [...found.values()].toSorted((one, other) => one.label.localeCompare(other.label));
}

export interface Difference {
  readonly path: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly because: { readonly rule: string; readonly field?: string; readonly needs?: readonly string[] };
}

export interface Comparison {
  readonly as: { readonly name: string | null; readonly role: string | null; readonly policy: string | null };
  readonly differences: readonly Difference[];
  /** Whether these are all of them. */
  readonly isComplete: boolean;
}

/** Runs a query as the visitor and as a member. Throws with the graph's reason when it may not be done. */
export async function compare(employee: string, question: Question): Promise<Comparison> {
  const response = await fetch('/view-as', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headersOf(session.get()) },
    body: JSON.stringify({ ...question, as: { employee } }),
  });
  const answer = (await response.json()) as Comparison & { readonly errors?: readonly AnswerError[] };
  if (!response.ok) throw new Error(answer.errors?.[0]?.message ?? `The graph answered ${response.status}.`);
  return answer;
}

/** A value of a difference in one short line. */
export function short(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Why it differs, for people. */
export function reasonOf({ because: { rule, needs = [] } }: Difference): string {
  if (rule === 'rows') return 'Another choice of rows';
  return needs.length > 0 ? `Only for ${needs.join(', ')}` : rule;
}
