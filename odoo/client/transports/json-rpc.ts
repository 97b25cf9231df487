import { OdooFault } from '../faults.ts';
import { odooError } from '../classify.ts';
import type { Http } from '../http.ts';
import { normalResult, toPositional } from '../signatures.ts';
import { faultOfError, faultOfPage, isJson, parseAnswer } from './answer.ts';
import { createSession } from './session.ts';
import type { Credentials, Transport } from './transport.ts';

export interface ServiceCall {
  readonly service: 'common' | 'object';
  readonly method: string;
  readonly args: readonly unknown[];
  readonly signal: AbortSignal;
  /** Blotted out of whatever Odoo says. */
  readonly secret: string;
  /** The model's method behind `execute_kw`, which decides how some errors are read. */
  readonly odooMethod?: string;
  /** W3C Trace Context of the call. */
  readonly traceparent?: string | undefined;
}

/** One call of a service over `POST /jsonrpc`; a method that answers None has neither result nor error, which is null here. */
export async function callService(http: Http, call: ServiceCall): Promise<unknown> {
  const { service, method, args, signal, secret, traceparent } = call;
  const answer = await http.send({
    method: 'POST',
    path: '/jsonrpc',
    headers: { 'content-type': 'application/json', ...(traceparent === undefined ? {} : { traceparent }) },
    body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } }),
    signal,
  });
  const value = parseAnswer(answer);
  if (!isJson(value) || typeof value !== 'object' || value === null || !('jsonrpc' in value)) throw faultOfPage(answer);
  if ('error' in value) {
    const data = typeof value.error === 'object' && value.error !== null && 'data' in value.error ? value.error.data : null;
    const error = odooError(data);
    throw error === null ? faultOfPage(answer) : faultOfError(error, answer, call.odooMethod ?? method, secret);
  }
  return 'result' in value ? value.result : null;
}

/** `execute_kw` over `/jsonrpc`: the only interface of Odoo 18 and older, deprecated since 19. */
export function jsonRpc(http: Http, credentials: Credentials): Transport {
  const { db, username, apiKey } = credentials;
  const session = createSession(async (signal) => {
    const args = [db, username, apiKey, {}];
    const uid = await callService(http, { service: 'common', method: 'authenticate', args, signal, secret: apiKey });
    return typeof uid === 'number' ? uid : null;
  });

  return {
    name: 'jsonrpc',
    async send(call, signal, traceparent) {
      const { args, kwargs } = toPositional(call);
      const execute = async (uid: number): Promise<unknown> => {
        const result = await callService(http, {
          service: 'object',
          method: 'execute_kw',
          args: [db, uid, apiKey, call.model, call.method, args, kwargs],
          signal,
          secret: apiKey,
          odooMethod: call.method,
          traceparent,
        });
        return normalResult(call.method, result);
      };
      const uid = await session.userId(signal);
      try {
        return await execute(uid);
      } catch (error) {
        if (!refuses(error, uid)) throw error;
        // Refused before anything was done, so that even a write may be repeated.
        session.forget(uid);
        const now = await session.userId(signal);
        if (now === uid && error.kind === 'MISSING_RECORD') throw error;
        return execute(now);
      }
    },
  };
}

/** Odoo no longer knows the user: a changed key, or a user who is gone (`MissingError` of res.users). */
function refuses(error: unknown, uid: number): error is OdooFault {
  if (!(error instanceof OdooFault)) return false;
  return error.kind === 'AUTHENTICATION' || (error.kind === 'MISSING_RECORD' && error.said.includes(`res.users(${uid},)`));
}
