import type { IncomingMessage } from 'node:http';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { ClientClass, Limits } from '../platform/limits.ts';
import { readJson } from './body.ts';
import { refuseForgedGet } from './cross-site.ts';
import type { Door, Visitor } from './door.ts';
import { refuseRepeatedHeaders } from './headers.ts';
import type { DocumentCheck } from './limits/documents.ts';
import { checkVariables } from './limits/inputs.ts';
import type { Lease, Meters } from './limits/meters.ts';
import type { OperationTexts } from './operations/persisted.ts';
import { sentOperation, withText } from './operations/sent.ts';

export interface ReceptionOptions {
  readonly door: Door;
  readonly limits: Readonly<Record<ClientClass, Limits>>;
  readonly meters: Meters;
  readonly documents: DocumentCheck;
  readonly texts: OperationTexts;
  readonly maxBodyBytes: number;
}

/** What is learnt of a request on the way in, kept for its log line also when it is refused half-way. */
export interface Received {
  visitor?: Visitor;
  /** Limits of the visitor. */
  limits?: Limits;
  lease?: Lease;
  /** The published operation that a partner runs. */
  published?: { readonly partner: string; readonly operation: string };
}

/** Someone who may come in, and what they brought: a request with a text in it that is known to be no larger than they may send. */
export interface Guest {
  readonly visitor: Visitor;
  readonly limits: Limits;
  readonly lease: Lease;
  readonly request: HTTPGraphQLRequest;
}

/** Takes a request in, in the order of what it costs to find out: forged, who, how often, how large, what. Throws what refuses it. */
export type Reception = (incoming: IncomingMessage, received: Received) => Promise<Guest>;

export function createReception({ door, limits: table, meters, documents, texts, maxBodyBytes }: ReceptionOptions): Reception {
  return async (incoming, received) => {
    refuseForgedGet(incoming);
    refuseRepeatedHeaders(incoming);
    const visitor = await door.admit(incoming.headers);
    received.visitor = visitor;
    const limits = { ...table[visitor.client], ...visitor.limits };
    received.limits = limits;
    const lease = meters.begin(callerOf(visitor, incoming), limits);
    received.lease = lease;
    const request = await toApollo(incoming, maxBodyBytes);
    const sent = sentOperation(request);
    const text = sent && texts.textOf(sent, { limits, partner: visitor.partner, isAnonymous: visitor.client === 'ANONYMOUS' });
    if (sent === null || text === null || text === undefined) return { visitor, limits, lease, request };
    if (visitor.partner !== null && sent.id !== undefined) received.published = { partner: visitor.partner, operation: sent.id };
    checkVariables(sent.variables);
    documents.check(text, limits);
    return { visitor, limits, lease, request: sent.id === undefined ? request : withText(request, text) };
  };
}

/** Whose bucket it is. Nobody in particular is told apart by address: behind a proxy that is one bucket for all of them. */
function callerOf({ subject, client, partner }: Visitor, incoming: IncomingMessage): string {
  if (partner !== null) return `partner:${partner}`;
  return client === 'ANONYMOUS' ? `anonymous@${incoming.socket.remoteAddress ?? ''}` : subject;
}

async function toApollo(incoming: IncomingMessage, maxBodyBytes: number): Promise<HTTPGraphQLRequest> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = (incoming.method ?? 'GET').toUpperCase();
  const { search } = new URL(incoming.url ?? '/', 'http://gateway.invalid');
  return { method, headers, search, body: method === 'POST' ? await readJson(incoming, maxBodyBytes) : undefined };
}
