import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { serve } from '../../gateway/serve.ts';
import { PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { loadConfig } from '../../platform/config.ts';
import { createLifecycle } from '../../platform/lifecycle.ts';
import { createLog } from '../../platform/log.ts';
import { unmetered } from './limits.ts';

export const JWT_SECRET = 'a secret for tests only, long enough for HS256';

export const PERSONA_NAMES = Object.keys(PERSONAS) as readonly PersonaName[];

/** Where an Odoo answers; none means the sandbox inside the gateway. */
export interface OdooAddress {
  readonly url: string;
  readonly db: string;
  readonly username: string;
  readonly apiKey: string;
}

export interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly GraphQLAnswerError[];
  readonly odooCalls: number;
}

export interface GraphQLAnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly code?: string };
}

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

export interface TestGraph {
  readonly url: string;
  /** Asks as somebody: a demo person, or whatever the headers say. */
  ask(as: PersonaName | Readonly<Record<string, string>>, question: Question | string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A signed token with these claims on top of what every token has. */
export function tokenOf(claims: Readonly<Record<string, unknown>>, secret = JWT_SECRET): Promise<string> {
  return new SignJWT({ aud: 'odoo-graph', ...claims }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime('1h').sign(new TextEncoder().encode(secret));
}

/** The headers with which somebody asks; an employee names the SA, as every client with more than one does. */
export async function headersOf(persona: PersonaName): Promise<Record<string, string>> {
  const { kind, id, serviceAccountId } = PERSONAS[persona];
  const token = await tokenOf({ sub: String(id), type: kind });
  const account = serviceAccountId === null || persona === 'admin' ? {} : { 'x-sa-id': String(serviceAccountId) };
  return { authorization: `Bearer ${token}`, ...account };
}

/** The headers of an employee, with the SA they speak for if there is one. */
export async function employee(id: number, serviceAccountId?: number): Promise<Record<string, string>> {
  const token = await tokenOf({ sub: String(id), type: 'employee' });
  return { authorization: `Bearer ${token}`, ...(serviceAccountId === undefined ? {} : { 'x-sa-id': String(serviceAccountId) }) };
}

/** Starts the whole graph on a free port, over the given Odoo or the sandbox, with a data folder of its own. */
export async function startGraph(odoo: OdooAddress | null, environment: Readonly<Record<string, string>> = {}): Promise<TestGraph> {
  const folder = mkdtempSync(join(tmpdir(), 'odoo-graph-test-'));
  const address = odoo ? { ODOO_URL: odoo.url, ODOO_DB: odoo.db, ODOO_USERNAME: odoo.username, ODOO_API_KEY: odoo.apiKey } : {};
  const config = loadConfig({ PORT: '0', DATA_DIR: folder, JWT_SECRET, LOG_LEVEL: 'silent', ODOO_AUTO_SYNC: 'false', LIMITS: JSON.stringify(unmetered()), ...address, ...environment });
  const log = createLog({ level: 'silent', write: () => undefined });
  const lifecycle = createLifecycle({ log, deadlineMs: 5_000 });
  const { url } = await serve(config, log, lifecycle);
  return {
    url,
    async ask(as, question, more = {}) {
      const headers = { ...(typeof as === 'string' ? await headersOf(as) : as), ...more };
      const body = JSON.stringify(typeof question === 'string' ? { query: question } : question);
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
      const answer = (await response.json()) as { data?: unknown; errors?: GraphQLAnswerError[]; extensions?: { cost?: { odooCalls?: number } } };
      return { status: response.status, data: answer.data ?? null, errors: answer.errors ?? [], odooCalls: answer.extensions?.cost?.odooCalls ?? 0 };
    },
    async [Symbol.asyncDispose]() {
      await lifecycle.stop('the test is over');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
