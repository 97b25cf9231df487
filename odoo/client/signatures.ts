import type { OdooCall } from '../port.ts';

/**
 * Arguments that JSON-RPC takes by position, in order. Everything else goes by name over both interfaces.
 * `create` must be here (as a keyword Odoo fails with `IndexError`); the others are here because their names
 * changed between Odoo 17 and 19 while their places did not.
 */
const POSITIONAL: Readonly<Record<string, readonly string[]>> = {
  create: ['vals_list'],
  write: ['vals'],
  search: ['domain'],
  search_count: ['domain'],
  name_search: ['name', 'domain', 'operator', 'limit'],
  name_create: ['name'],
  default_get: ['fields'],
};

/** Methods that answer a recordset: JSON-2 gives a list of ids, JSON-RPC one id or a list, by version and argument. */
const ANSWERS_IDS: ReadonlySet<string> = new Set(['create', 'copy', 'message_post']);

/** `args` and `kwargs` of `execute_kw`. */
export function toPositional(call: OdooCall): { args: unknown[]; kwargs: Record<string, unknown> } {
  const kwargs: Record<string, unknown> = { ...normalArguments(call) };
  const args: unknown[] = call.ids === undefined ? [] : [call.ids];
  for (const name of POSITIONAL[call.method] ?? []) {
    if (!(name in kwargs)) break;
    args.push(kwargs[name]);
    delete kwargs[name];
  }
  if (call.context !== undefined) kwargs['context'] = call.context;
  return { args, kwargs };
}

/** The body of a JSON-2 request. */
export function toNamed(call: OdooCall): Record<string, unknown> {
  const body: Record<string, unknown> = { ...normalArguments(call) };
  if (call.ids !== undefined) body['ids'] = call.ids;
  if (call.context !== undefined) body['context'] = call.context;
  return body;
}

/** What both interfaces answer alike: a list of ids where a recordset is answered. */
export function normalResult(method: string, result: unknown): unknown {
  return ANSWERS_IDS.has(method) && typeof result === 'number' ? [result] : result;
}

/** `create` is always of a list, so that it always answers a list. */
function normalArguments({ method, args = {} }: OdooCall): Readonly<Record<string, unknown>> {
  const values = args['vals_list'];
  if (method !== 'create' || values === undefined || Array.isArray(values)) return args;
  return { ...args, vals_list: [values] };
}
