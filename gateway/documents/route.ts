import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'graphql';
import type { Assertions } from '../../access/assertion.ts';
import { subjectOf, type Authenticator, type Credential } from '../../access/credentials.ts';
import type { DocumentClaim, DocumentKind, DocumentLinks } from '../../access/document-links.ts';
import type { PrincipalSources } from '../../access/principal-sources.ts';
import { resolvePrincipal } from '../../access/resolve-principal.ts';
import { ERRORS, GraphError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import { startClock } from '../deadline.ts';
import { requestId } from '../graphql-route.ts';
import { send, type Route } from '../http.ts';
import { noCost, type ExecuteSubgraph } from '../request.ts';

/** Where each kind of document is found in the graph. */
const KINDS: Readonly<Record<DocumentKind, { readonly subgraph: string; readonly field: string }>> = {
  invoice: { subgraph: 'accounting', field: 'invoice' },
  proforma: { subgraph: 'sales', field: 'salesOrder' },
};

export interface Printed {
  readonly contentType: string;
  readonly body: Buffer;
}

export interface DocumentRouteOptions {
  readonly links: DocumentLinks;
  readonly authenticator: Authenticator;
  readonly sources: PrincipalSources;
  readonly assertions: Pick<Assertions, 'sign'>;
  readonly subgraphs: ReadonlyMap<string, ExecuteSubgraph>;
  /** Lets Odoo print. Throws an Error whose message is for the caller, or a fault. */
  readonly print: (kind: DocumentKind, id: number, request: { readonly signal: AbortSignal; readonly deadline: number; readonly tenant: string }) => Promise<Printed>;
  /** Turns a failure of Odoo into the error that the caller sees. */
  readonly translate: (error: unknown) => unknown;
  readonly log: Log;
  readonly timeoutMs: number;
}

/**
 * `GET /documents/<token>`: the document behind a link of the graph. The link says whose it is; their rights are looked up anew, and the record is
 * read as they see it, before Odoo is asked to print. A credential that comes along has to be the same caller's; an API key has to come along.
 */
export function documentRoute(options: DocumentRouteOptions): Route {
  const { links, sources, assertions, subgraphs, print, translate, log, timeoutMs } = options;

  const visibleName = async (claim: DocumentClaim, id: string, clock: { readonly signal: AbortSignal; readonly deadline: number }, credential: Credential): Promise<string | null> => {
    const { subgraph, field } = KINDS[claim.kind];
    const execute = subgraphs.get(subgraph);
    if (!execute) return null;
    const header = claim.serviceAccountId === null ? undefined : String(claim.serviceAccountId);
    const assertion = async (): Promise<string> => assertions.sign(await resolvePrincipal(credential, header, sources, { ...clock, tenant: claim.subject }));
    const document = parse(`query ($id: ID!) { record: ${field}(id: $id) { name } }`);
    const request = { id, ...clock, language: undefined, scope: {}, cost: noCost(), assertion };
    const { data, errors } = await execute(subgraph, { document, variables: { id: String(claim.id) } }, request);
    const [error] = errors ?? [];
    if (error) throw error.originalError ?? error;
    const record = (data as { record?: { name?: string | null } | null } | null | undefined)?.record;
    return record ? (record.name ?? 'draft') : null;
  };

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse, id: string, clock: { readonly signal: AbortSignal; readonly deadline: number }): Promise<void> => {
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return send(outgoing, 405, 'text/plain; charset=utf-8', 'Only GET.\n');
    const token = (incoming.url ?? '').split('?', 1)[0]?.split('/')[2] ?? '';
    const claim = await links.verify(token);
    const credential = await credentialOf(claim, incoming, options.authenticator);
    const name = await visibleName(claim, id, clock, credential);
    if (name === null) return send(outgoing, 404, 'text/plain; charset=utf-8', 'There is no such document that you may see.\n');
    const { contentType, body } = await print(claim.kind, claim.id, { ...clock, tenant: claim.subject });
    const file = `${name.replaceAll(/[^\w.-]+/g, '-')}.${contentType === 'application/pdf' ? 'pdf' : 'html'}`;
    outgoing.writeHead(200, {
      'content-type': contentType,
      'content-length': body.length,
      'content-disposition': `attachment; filename="${file}"`,
      'cache-control': 'private, no-store',
      // The HTML of a report is Odoo's, and must run nothing in our name.
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      'x-request-id': id,
    });
    outgoing.end(incoming.method === 'HEAD' ? undefined : body);
    log.info('document', { subject: claim.subject, kind: claim.kind, id: claim.id, bytes: body.length, contentType });
  };

  return async (incoming, outgoing) => {
    const id = requestId(incoming.headers['x-request-id']);
    const clock = startClock(timeoutMs);
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) clock.leave();
    });
    try {
      await answer(incoming, outgoing, id, clock);
    } catch (error) {
      const told = translate(error);
      if (!(told instanceof GraphError)) throw told;
      send(outgoing, ERRORS[told.code].status, 'text/plain; charset=utf-8', `${told.code}: ${told.message}\n`);
    } finally {
      clock.done();
    }
  };
}

const SUBJECT = /^(employee|customer):(\d+)$/;

/** Whose link it is. Whoever sends a credential along has to be them. */
async function credentialOf({ subject }: DocumentClaim, { headers }: IncomingMessage, authenticator: Authenticator): Promise<Credential> {
  const sent = await authenticator.authenticate(headers);
  const stranger = new GraphError('FORBIDDEN', 'This link is somebody else’s.');
  if (sent.kind !== 'anonymous') {
    if (subjectOf(sent) !== subject) throw stranger;
    return sent;
  }
  const [, kind, id] = SUBJECT.exec(subject) ?? [];
  if (kind === undefined) throw new GraphError('UNAUTHENTICATED', 'The link of an API key works with the key alone.');
  return kind === 'employee' ? { kind, employeeId: Number(id) } : { kind: 'customer', customerId: Number(id) };
}
