/** An Odoo to be asked without any client of the project in between. */
export interface WireServer {
  readonly url: string;
  readonly db: string;
  readonly uid: number;
  readonly apiKey: string;
}

/** What came back, without what is never equal: tracebacks and float noise. */
export type WireAnswer = { readonly value: unknown } | { readonly error: { readonly name: unknown; readonly message: unknown; readonly status?: number } };

export type WireMethod = (model: string, method: string, args: Readonly<Record<string, unknown>>) => Promise<WireAnswer>;

interface WireError {
  readonly name: string;
  readonly message: string;
}

const isError = (value: unknown): value is WireError => typeof value === 'object' && value !== null && 'debug' in value && 'name' in value;

/** PostgreSQL adds up in another order and quotes the statement that it refuses. */
const withoutStatement = (message: string): string => message.replace(/LINE 1:[\s\S]*$/, '');

export function withoutNoise(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (Array.isArray(value)) return value.map(withoutNoise);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutNoise(item)]));
}

/** Asks over JSON-2. */
export function json2(server: WireServer): WireMethod {
  return async (model, method, args) => {
    const response = await fetch(`${server.url}/json/2/${model}/${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Odoo-Database': server.db, Authorization: `bearer ${server.apiKey}` },
      body: JSON.stringify(args),
    });
    const value: unknown = await response.json();
    if (isError(value)) return { error: { status: response.status, name: value.name, message: withoutStatement(value.message) } };
    return { value: withoutNoise(value) };
  };
}

/** Asks over the legacy interface: ids first, the rest by name, records to create by position. */
export function jsonRpc(server: WireServer): WireMethod {
  return async (model, method, { ids, vals_list, ...named }) => {
    const positional = [...(ids === undefined ? [] : [ids]), ...(vals_list === undefined ? [] : [vals_list])];
    const response = await fetch(`${server.url}/jsonrpc`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Odoo-Database': server.db },
      body: JSON.stringify({
        jsonrpc: '2.0', method: 'call', id: 1,
        params: { service: 'object', method: 'execute_kw', args: [server.db, server.uid, server.apiKey, model, method, positional, named] },
      }),
    });
    const { result, error } = (await response.json()) as { readonly result?: unknown; readonly error?: { readonly data: WireError } };
    if (error !== undefined) return { error: { name: error.data.name, message: withoutStatement(error.data.message) } };
    return { value: withoutNoise(result) };
  };
}
