import type { OdooCall, OdooPort, OdooRequest, OdooVersion } from '../../../odoo/port.ts';

export interface FakePort extends OdooPort {
  readonly calls: readonly OdooCall[];
}

/** A port that answers as told and keeps what it was asked. */
export function fakePort(answer: (call: OdooCall) => unknown, major = 19): FakePort {
  const calls: OdooCall[] = [];
  const version: OdooVersion = { major, minor: 0, text: `${major}.0` };
  return {
    version,
    transport: major >= 19 ? 'json2' : 'jsonrpc',
    calls,
    async call<T>(call: OdooCall): Promise<T> {
      calls.push(call);
      return (await answer(call)) as T;
    },
    close: () => Promise.resolve(),
  };
}

export function anyRequest(): OdooRequest {
  return { signal: new AbortController().signal, deadline: Date.now() + 10_000, tenant: 'sa:1' };
}
