import type { RealOdooAddress } from './registry.ts';
import { USERS, type TestUser } from './users.ts';

/** The two ways into Odoo 19. */
export const INTERFACES = ['jsonrpc', 'json2'] as const;
export type Interface = (typeof INTERFACES)[number];

/** Arguments of a method by name, with `ids` where it works on records. */
export type Args = Readonly<Record<string, unknown>> & { readonly ids?: readonly number[] };

/** Calls one method of one model as one user. */
export type Call = (model: string, method: string, args?: Args) => Promise<unknown>;

/** What Odoo refused, told by the class that it raised. Written by hand, apart from the client that is tested against it. */
export class Refused extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Where an Odoo answers: a real one, or the sandbox. */
type Place = Pick<RealOdooAddress, 'url' | 'db'>;

/** Returns the way to call methods over one interface. */
export function caller(odoo: Place, via: Interface, user: TestUser = USERS.admin): Call {
  return via === 'json2' ? json2(odoo, user) : jsonrpc(odoo, user);
}

function json2({ url, db }: Place, user: TestUser): Call {
  const headers = { 'content-type': 'application/json', authorization: `bearer ${user.apiKey}`, 'x-odoo-database': db };
  return async (model, method, args = {}) => {
    const response = await fetch(`${url}/json/2/${model}/${method}`, { method: 'POST', headers, body: JSON.stringify(args) });
    const body: unknown = await response.json();
    if (!response.ok) throw refusal(body);
    return body;
  };
}

function jsonrpc({ url, db }: Place, user: TestUser): Call {
  const post = async (service: string, method: string, args: readonly unknown[]): Promise<unknown> => {
    const response = await fetch(`${url}/jsonrpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-odoo-database': db },
      body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } }),
    });
    const body = (await response.json()) as { result?: unknown; error?: { data: unknown } };
    if (body.error !== undefined) throw refusal(body.error.data);
    return body.result;
  };
  let uid: Promise<unknown> | undefined;
  return async (model, method, args = {}) => {
    uid ??= post('common', 'authenticate', [db, user.login, user.apiKey, {}]);
    const { ids, vals_list, vals, ...named } = args;
    // These three are refused by name on this interface.
    const positional = [ids, vals_list, vals].filter((value) => value !== undefined);
    return post('object', 'execute_kw', [db, await uid, user.apiKey, model, method, positional, named]);
  };
}

function refusal(body: unknown): Refused {
  const { name, message } = body as { name: string; message: string };
  return new Refused(name, message);
}
