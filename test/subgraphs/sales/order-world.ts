import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { json2, type WireMethod } from '../../contract/wire-client.ts';
import type { Answer, TestGraph } from '../../support/graph.ts';

/** Products of Togo: a kit with serial numbers (82 000 on the list), cables (2 500), a visit (12 000, a service). */
export const KIT = 2001;
export const CABLES = 2007;
export const VISIT = 2009;
export const TOGO = 1001;
/** A customer of Lomé that is assigned to the demo agent, with an email address. */
export const CUSTOMER = 1201;

const READS = /^(web_search_read|web_read|search\w*|read\w*|formatted_read_group|fields_get|context_get|has_group|action_quotation_send)$/;

export interface UserErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[] | null;
}

export interface MutationAnswer {
  readonly payload: Readonly<Record<string, unknown>> & { readonly userErrors: readonly UserErrorAnswer[] };
  readonly codes: readonly string[];
  /** Methods that changed something in Odoo. */
  readonly writes: readonly string[];
  readonly errors: Answer['errors'];
}

/** Asks for one mutation: `select` is what of the payload is wanted beside its userErrors. */
export async function mutate(graph: TestGraph, sandbox: Sandbox, as: Parameters<TestGraph['ask']>[0], name: string, input: string, select = ''): Promise<MutationAnswer> {
  const before = sandbox.calls.length;
  const { data, errors } = await graph.ask(as, `mutation { it: ${name}(input: ${input}) { ${select} userErrors { code message path } } }`);
  const payload = ((data as { it?: MutationAnswer['payload'] } | null)?.it ?? { userErrors: [] }) as MutationAnswer['payload'];
  const writes = sandbox.calls.slice(before).map(({ method }) => method).filter((method) => !READS.test(method));
  const refused = errors.map(({ extensions }) => String(extensions?.code));
  return { payload, codes: [...refused, ...payload.userErrors.map(({ code }) => code)], writes, errors };
}

export function wireOf(sandbox: Sandbox): WireMethod {
  return json2({ url: sandbox.url, db: sandbox.db, uid: sandbox.uid, apiKey: sandbox.apiKey });
}

/** An order of Togo as Odoo makes it; `columns` are then put under it behind Odoo's back. */
export async function orderOf(sandbox: Sandbox, lines: readonly Readonly<Record<string, unknown>>[], columns: Readonly<Record<string, unknown>> = {}, customer = CUSTOMER): Promise<number> {
  const vals = { partner_id: customer, company_id: TOGO, order_line: lines.map((line) => [0, 0, line]) };
  const made = await wireOf(sandbox)('sale.order', 'create', { vals_list: [vals], context: { allowed_company_ids: [TOGO] } });
  if ('error' in made) throw new Error(String(made.error.message));
  const [id = 0] = made.value as readonly number[];
  sandbox.table('sale.order').update(id, columns);
  return id;
}
