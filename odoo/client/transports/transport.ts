import type { OdooCall } from '../../port.ts';

/** How a call is put on the wire. Adding one is adding this method. */
export interface Transport {
  readonly name: 'jsonrpc' | 'json2';
  /** @throws OdooFault, or the reason of the signal. */
  send(call: OdooCall, signal: AbortSignal, traceparent?: string): Promise<unknown>;
}

export interface Credentials {
  readonly db: string;
  readonly username: string;
  /** An API key; JSON-RPC takes it in place of the password. */
  readonly apiKey: string;
}
