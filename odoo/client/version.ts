import type { OdooVersion } from '../port.ts';
import { OdooFault } from './faults.ts';
import type { Http } from './http.ts';
import { callService } from './transports/json-rpc.ts';

/**
 * Asks the server for its version: `GET /json/version` where JSON-2 exists (19+), `common.version` elsewhere.
 * Needs no credentials over either.
 */
export async function detectVersion(http: Http, signal: AbortSignal, transport?: 'jsonrpc' | 'json2'): Promise<OdooVersion> {
  if (transport !== 'jsonrpc') {
    const answer = await http.send({ method: 'GET', path: '/json/version', signal });
    const version = answer.status === 200 ? versionText(parse(answer.text), 'version') : null;
    if (version !== null) return parseVersion(version);
    if (transport === 'json2') throw new OdooFault('NOT_ODOO', { status: answer.status, said: 'the server does not speak JSON-2 (Odoo 19 and later)' });
  }
  const result = await callService(http, { service: 'common', method: 'version', args: [], signal, secret: '' });
  const version = versionText(result, 'server_version');
  if (version === null) throw new OdooFault('NOT_ODOO', { said: 'common.version did not answer a server_version' });
  return parseVersion(version);
}

/** `19.0`, `18.0+e`, `saas~18.2`, `19.0-20260101`: the series of the server. */
export function parseVersion(text: string): OdooVersion {
  const match = /(\d+)\.(\d+)/.exec(text);
  if (match === null) throw new OdooFault('NOT_ODOO', { said: `expected a version such as 19.0, got ${JSON.stringify(text)}` });
  return { major: Number(match[1]), minor: Number(match[2]), text };
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

function versionText(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const text: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof text === 'string' ? text : null;
}
