import type { IncomingMessage } from 'node:http';
import type { ApolloServer, HTTPGraphQLRequest } from '@apollo/server';
import { Kind, parse } from 'graphql';
import type { Audit, AuditRecord } from '../../platform/audit.ts';
import { GraphError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { ApolloContext } from '../apollo.ts';
import { startClock, type RequestClock } from '../deadline.ts';
import { requestId, sendAnswer } from '../graphql-route.ts';
import type { Route } from '../http.ts';
import { odooLanguage } from '../language.ts';
import { sentOperation } from '../operations/sent.ts';
import type { Guest, Received, Reception } from '../reception.ts';
import { refusal, type Answer } from '../refusal.ts';
import { charge, noCost, noOutcome, type Cost, type GraphRequest } from '../request.ts';
import { differences, type AnswerOfOne } from './differences.ts';
import type { Lookout, Pair } from './lookout.ts';

export interface ViewAsOptions {
  readonly apollo: ApolloServer<ApolloContext>;
  readonly reception: Reception;
  readonly lookout: Lookout;
  readonly audit: Audit;
  readonly log: Log;
  readonly timeoutMs: number;
  readonly languages: readonly string[];
}

interface Visit extends Received {
  readonly id: string;
  readonly clock: RequestClock;
  readonly cost: Cost;
  pair?: Pair;
  employeeId?: number;
}

/**
 * `POST /view-as`: runs a query as the caller and as a member, and answers both with the difference field by field. The body is that of
 * `/graphql` and `as: { employee: "1004" }`. Nothing but queries; every use, refused ones too, is a record of the audit.
 */
export function viewAsRoute({ apollo, reception, lookout, audit, log, timeoutMs, languages }: ViewAsOptions): Route {
  const run = async (guest: Guest, assertion: string, incoming: IncomingMessage, visit: Visit): Promise<AnswerOfOne> => {
    const cost = noCost();
    const request: GraphRequest = {
      id: visit.id,
      signal: visit.clock.signal,
      deadline: visit.clock.deadline,
      language: odooLanguage(incoming.headers['accept-language'], languages),
      // Each has loaders of their own: nothing that one has read is shown to the other.
      scope: {},
      cost,
      assertion: async () => assertion,
    };
    const { limits, lease } = guest;
    const response = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest: guest.request, context: async () => ({ request, outcome: noOutcome(), limits, lease }) });
    visit.cost.odooCalls += cost.odooCalls;
    visit.cost.odooMs += cost.odooMs;
    if (response.body.kind !== 'complete') throw new Error('Incremental delivery is not offered.');
    return JSON.parse(response.body.string) as AnswerOfOne;
  };

  const answer = async (incoming: IncomingMessage, visit: Visit): Promise<Answer> => {
    const guest = await reception(incoming, visit);
    visit.employeeId = employeeIn(guest.request);
    refuseWriting(guest.request);
    const { signal, deadline } = visit.clock;
    const pair = await lookout.look(incoming.headers, visit.employeeId, { signal, deadline, tenant: guest.visitor.subject, onCall: (call) => charge(visit.cost, call) });
    visit.pair = pair;
    const [mine, theirs] = await Promise.all([run(guest, pair.mine, incoming, visit), run(guest, pair.theirs, incoming, visit)]);
    const { name, role, serviceAccount, policy } = pair.them;
    const as = { employee: String(visit.employeeId), name, role, policy, serviceAccount: serviceAccount && { id: String(serviceAccount.id), name: serviceAccount.name } };
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      body: JSON.stringify({ as, ...differences(mine, theirs), mine, theirs }) + '\n',
    };
  };

  return async (incoming, outgoing) => {
    const started = performance.now();
    const visit: Visit = { id: requestId(incoming.headers['x-request-id']), clock: startClock(timeoutMs), cost: noCost() };
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) visit.clock.leave();
    });
    const outcome = noOutcome();
    const reply = await answer(incoming, visit).catch((error: unknown) => refusal(error, incoming, outcome, visit.lease?.remaining() ?? null, log));
    visit.clock.done();
    visit.lease?.end(visit.cost.odooMs);
    // Who was turned away for sending too much has seen nothing, and must not fill the audit either.
    if (visit.lease) await audit(recordOf(visit, reply, outcome.errorCodes, performance.now() - started));
    sendAnswer(reply, visit.id, incoming, outgoing);
  };
}

function recordOf({ visitor, pair, employeeId }: Visit, { status }: Answer, codes: readonly string[], milliseconds: number): AuditRecord {
  return {
    subject: visitor?.subject ?? 'unknown',
    credential: pair?.me.kind ?? (visitor ? visitor.client : 'unknown'),
    role: pair?.me.role ?? null,
    serviceAccountId: pair?.them.serviceAccount?.id ?? null,
    operation: 'viewAs',
    ids: employeeId === undefined ? {} : { employee: [employeeId] },
    outcome: status === 200 ? 'done' : 'refused',
    codes,
    keyTag: null,
    odooWrites: 0,
    milliseconds: Math.round(milliseconds),
  };
}

function employeeIn({ method, body }: HTTPGraphQLRequest): number {
  const as = method === 'POST' && isRecord(body) ? body['as'] : undefined;
  const id = isRecord(as) ? as['employee'] : undefined;
  if (typeof id === 'string' && /^[1-9]\d{0,9}$/.test(id) && Number(id) <= 2 ** 31 - 1) return Number(id);
  throw new GraphError('BAD_USER_INPUT', 'View as whom? POST the body of /graphql with as: { employee: "1004" }, the id of an employee.');
}

/** Reading only: a document with anything but queries is refused as a whole, whichever of its operations would run. */
function refuseWriting(request: HTTPGraphQLRequest): void {
  const text = sentOperation(request)?.text;
  if (text === undefined) throw new GraphError('BAD_USER_INPUT', 'A query is needed.');
  let definitions;
  try {
    definitions = parse(text, { noLocation: true }).definitions;
  } catch {
    return;
  }
  const writes = definitions.some((definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation !== 'query');
  if (writes) throw new GraphError('FORBIDDEN', 'Viewing as somebody is reading: nothing but queries.');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
