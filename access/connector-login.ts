import { request as send } from 'undici';
import { GraphError } from '../platform/errors.ts';
import type { PasswordAuthenticator } from './sign-in.ts';

const TIMEOUT_MS = 8_000;
const MAX_ANSWER = 200_000;

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The employee of a login's answer, wherever the connector's version puts them (domain.md 2.6). */
function employeeOf(body: unknown): number | null {
  if (!isRecord(body) || body.success === false) return null;
  const session = [body.session, isRecord(body.data) ? body.data.session : null, isRecord(body.result) ? body.result.session : null].find(isRecord);
  const employee = session === undefined ? undefined : [session.employee, session.user].find(isRecord);
  const id = employee?.id;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null;
}

/**
 * abs_connector's own login: `POST {email or phone, password}`. Its token is thrown away; the graph signs one of its own. Refusals come as 4xx or
 * as 200 with `success: false`; anything else means that it cannot be asked.
 */
export function connectorLogin(url: string): PasswordAuthenticator {
  return {
    name: 'abs_connector',
    async verify(login, password, { signal }) {
      const who = login.includes('@') ? { email: login } : { phone: login };
      let status: number;
      let text: string;
      try {
        const { statusCode, body } = await send(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({ ...who, password }),
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        });
        status = statusCode;
        text = (await body.text()).slice(0, MAX_ANSWER);
      } catch {
        // Whatever it was may quote what was sent: nothing of it is kept.
        throw new GraphError('UPSTREAM_UNAVAILABLE', 'The login service cannot be reached.');
      }
      if (status >= 500 || status === 404) throw new GraphError('UPSTREAM_UNAVAILABLE', 'The login service does not work.');
      if (status >= 400) return null;
      try {
        const employeeId = employeeOf(JSON.parse(text));
        return employeeId === null ? null : { kind: 'employee', employeeId };
      } catch {
        throw new GraphError('UPSTREAM_ERROR', 'The login service answered something that cannot be used.');
      }
    },
  };
}
