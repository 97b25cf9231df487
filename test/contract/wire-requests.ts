import { withoutNoise, type WireServer } from './wire-client.ts';

/** A request that says something about HTTP rather than about records. `{db}` and `{key}` stand for the server's own. */
export interface WireRequest {
  readonly what: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const JSON_BODY = { 'Content-Type': 'application/json' } as const;
const KNOWN = { ...JSON_BODY, 'X-Odoo-Database': '{db}', Authorization: 'bearer {key}' } as const;

const rpc = (service: string, method: string, args: readonly unknown[]): string => JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 7, params: { service, method, args } });
const legacy = (what: string, body: string): WireRequest => ({ what, path: '/jsonrpc', headers: { ...JSON_BODY, 'X-Odoo-Database': '{db}' }, body });

export const REQUESTS: readonly WireRequest[] = [
  { what: 'the health page', path: '/web/health', method: 'GET' },
  { what: 'the version', path: '/json/version', method: 'GET' },
  { what: 'the version, older address', path: '/web/version', method: 'GET' },
  { what: 'no key', path: '/json/2/res.partner/search_count', headers: { ...JSON_BODY, 'X-Odoo-Database': '{db}' }, body: '{"domain": []}' },
  { what: 'a wrong key', path: '/json/2/res.partner/search_count', headers: { ...KNOWN, Authorization: 'bearer no-such-key-0123456789abcdef0123456789abcdef' }, body: '{"domain": []}' },
  { what: 'a database that is not there', path: '/json/2/res.partner/search_count', headers: { ...KNOWN, 'X-Odoo-Database': 'nodb' }, body: '{"domain": []}' },
  { what: 'no JSON', path: '/json/2/res.partner/search_count', headers: KNOWN, body: '{nope' },
  { what: 'a wrong content type', path: '/json/2/res.partner/search_count', headers: { ...KNOWN, 'Content-Type': 'text/plain' }, body: '{"domain": []}' },
  { what: 'GET on a method', path: '/json/2/res.partner/search_count', method: 'GET', headers: { 'X-Odoo-Database': '{db}', Authorization: 'bearer {key}' } },
  { what: 'half a path', path: '/json/2/res.partner', headers: KNOWN, body: '{}' },
  { what: 'an empty body', path: '/json/2/res.partner/has_access', headers: KNOWN },
  { what: 'a good call', path: '/json/2/res.partner/search_count', headers: KNOWN, body: '{"domain": [["id", "=", 1]]}' },
  legacy('legacy: the version', rpc('common', 'version', [])),
  legacy('legacy: who am I', rpc('common', 'authenticate', ['{db}', '{login}', '{key}', {}])),
  legacy('legacy: who am I with a wrong key', rpc('common', 'authenticate', ['{db}', '{login}', 'wrong', {}])),
  legacy('legacy: a wrong password', rpc('object', 'execute_kw', ['{db}', 2, 'wrong', 'res.partner', 'search_count', [[]], {}])),
  legacy('legacy: an unknown user', rpc('object', 'execute_kw', ['{db}', 99_999, 'wrong', 'res.partner', 'search_count', [[]], {}])),
  legacy('legacy: a method that answers nothing', rpc('object', 'execute_kw', ['{db}', 2, '{key}', 'res.partner', 'action_archive', [[]], {}])),
  legacy('legacy: positions', rpc('object', 'execute_kw', ['{db}', 2, '{key}', 'res.partner', 'search', [[['id', '<', 1_003]], 1, 2, 'id'], {}])),
  legacy('legacy: without names', rpc('object', 'execute_kw', ['{db}', 2, '{key}', 'res.partner', 'search_count', [[['id', '=', 1]]]])),
  legacy('legacy: records to create by name', rpc('object', 'execute_kw', ['{db}', 2, '{key}', 'res.partner', 'create', [], { vals_list: [{ name: 'x' }] }])),
  legacy('legacy: a read without ids', rpc('object', 'execute_kw', ['{db}', 2, '{key}', 'res.partner', 'read', [], {}])),
  legacy('legacy: an argument too few', rpc('object', 'execute_kw', ['{db}', 2, '{key}', 'res.partner', 'write', [[1]], {}])),
  legacy('legacy: an argument too many', rpc('object', 'execute_kw', ['{db}', 2, '{key}', 'res.partner', 'write', [[1], {}, 3], {}])),
  legacy('legacy: an unknown argument', rpc('object', 'execute_kw', ['{db}', 2, '{key}', 'res.partner', 'search', [[]], { bogus: 1 }])),
  legacy('legacy: an argument twice', rpc('object', 'execute_kw', ['{db}', 2, '{key}', 'res.partner', 'search', [[]], { domain: [] }])),
  legacy('legacy: no JSON', '{nope'),
  legacy('legacy: not an object', '[]'),
  { what: 'legacy: a wrong content type', path: '/jsonrpc', headers: { 'Content-Type': 'text/plain', 'X-Odoo-Database': '{db}' }, body: 'x' },
  { what: 'legacy: GET', path: '/jsonrpc', method: 'GET', headers: { 'X-Odoo-Database': '{db}' } },
];

/** Status, the headers that mean something, and the body without its traceback. */
export async function respond(server: WireServer, { path, method = 'POST', headers = {}, body }: WireRequest): Promise<unknown> {
  const fill = (text: string): string => text.replaceAll('{db}', server.db).replaceAll('{key}', server.apiKey).replaceAll('{login}', 'admin');
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)])),
    ...(body === undefined ? {} : { body: fill(body) }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type');
  return {
    status: response.status,
    type,
    challenge: response.headers.get('www-authenticate')?.trim() ?? null,
    body: type?.startsWith('application/json') ? withoutTracebacks(withoutNoise(JSON.parse(text))) : text,
  };
}

function withoutTracebacks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTracebacks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'debug').map(([key, item]) => [key, withoutTracebacks(item)]));
}
