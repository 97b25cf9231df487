import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Assertions } from '../access/assertion.ts';
import type { DocumentLinks } from '../access/document-links.ts';
import type { Principal } from '../access/principal.ts';
import type { RowScopes } from '../access/rows.ts';
import { applyFieldRules, foldErrors, type GuardedSchema } from '../access/shield.ts';
import type { LiveDatabase } from '../odoo/database/live-database.ts';
import type { OdooContext, OdooPort, OdooRequest } from '../odoo/port.ts';
import { createReader } from '../odoo/read/reader.ts';
import { checkCode } from './check-code.ts';
import { checkTable } from './check-table.ts';
import type { GraphContext } from './context.ts';
import type { SubgraphCode } from './engine.ts';
import { expandSdl, printSdl } from './expand.ts';
import { wordFault } from './faults.ts';
import type { Writes } from './mutations/run.ts';
import { makeResolvers } from './resolvers.ts';
import { fieldRules } from './rules.ts';
import type { Subgraph, SubgraphRequest } from './subgraph.ts';
import type { GraphTable } from './table.ts';

/** What the subgraphs stand on. */
export interface Foundations {
  readonly odoo: OdooPort;
  readonly database: LiveDatabase;
  readonly assertions: Pick<Assertions, 'verify'>;
  readonly rowScopes: (principal: Principal, request: OdooRequest) => RowScopes;
  /** Whose company-dependent values callers without a company of their own get; by default the integration user’s. */
  readonly companyId?: number | undefined;
  readonly writes: Writes;
  readonly links: Pick<DocumentLinks, 'sign'>;
}

type Guard = typeof applyFieldRules;

type Shared = Pick<GraphContext, 'reader' | 'scopes' | 'visible'>;

/** Company-dependent values are those of the SA's company; the others stay readable, for the domains decide what is visible. */
function baseContext(principal: Principal, { database, companyId }: Foundations, language: string | undefined): OdooContext {
  const own = principal.serviceAccount?.companyId ?? principal.companyIds?.[0] ?? companyId;
  const all = database.companies.map((company) => company.id);
  const companies = own !== undefined && own !== null && all.includes(own) ? [own, ...all.filter((id) => id !== own)] : [];
  return {
    ...(language ? { lang: language } : {}),
    ...(companies.length > 0 ? { allowed_company_ids: companies } : {}),
  };
}

/** Readers and scopes of the requests that are under way: one each per request, caller and language, gone with the request. */
class RequestMemory {
  readonly #shared = new WeakMap<object, Map<string, Shared>>();
  readonly #foundations: Foundations;

  constructor(foundations: Foundations) {
    this.#foundations = foundations;
  }

  of(principal: Principal, request: SubgraphRequest): Shared {
    const mine = this.#shared.get(request.requestScope) ?? new Map<string, Shared>();
    this.#shared.set(request.requestScope, mine);
    const key = `${request.assertion ?? ''} ${request.language ?? ''}`;
    const known = mine.get(key);
    if (known) return known;
    const made = this.make(principal, request, request.signal);
    mine.set(key, made);
    return made;
  }

  /** Shared by nobody yet. */
  make(principal: Principal, request: SubgraphRequest, signal: AbortSignal): Shared {
    const { odoo, database, rowScopes } = this.#foundations;
    const outbound: OdooRequest = {
      signal,
      deadline: request.deadline,
      tenant: principal.serviceAccount ? `sa:${principal.serviceAccount.id}` : principal.subject,
      ...(request.onOdooCall ? { onCall: request.onOdooCall } : {}),
    };
    return {
      reader: createReader(odoo, database, outbound, baseContext(principal, this.#foundations, request.language)),
      scopes: rowScopes(principal, outbound),
      visible: new Map(),
    };
  }
}

/** The executable schema of one subgraph with its field rules; the SDL and its code are checked against each other here. */
export function subgraphSchema(table: GraphTable, code: SubgraphCode, guard: Guard = applyFieldRules): GuardedSchema & { readonly sdl: string } {
  checkTable(table);
  checkCode(table, code);
  const document = expandSdl(table);
  const module = { typeDefs: document, resolvers: makeResolvers({ table, code }) };
  const plain = buildSubgraphSchema([module] as Parameters<typeof buildSubgraphSchema>[0]);
  return { ...guard(plain, fieldRules(table, plain)), sdl: printSdl(document) };
}

/** What a mutation began it ends, within the request's deadline, whether or not the client waits for it. */
const NEVER = new AbortController().signal;

function refused(error: unknown): ExecutionResult {
  const original = error instanceof Error ? error : new Error('unknown');
  return { errors: [new GraphQLError(original.message, { originalError: original })] };
}

/**
 * Makes subgraphs that share one request memory, so that the hops of a request share their loaders. `guard` is given by
 * bench/rules.ts only, to measure what the field rules cost.
 */
export function subgraphFactory(foundations: Foundations, guard: Guard = applyFieldRules): (table: GraphTable, code: SubgraphCode) => Subgraph {
  const memory = new RequestMemory(foundations);
  const { database, odoo, writes, links } = foundations;
  const contextOf = (table: GraphTable, principal: Principal, request: SubgraphRequest): GraphContext => {
    const shared = memory.of(principal, request);
    const own = new Map<unknown, unknown>();
    return {
      table,
      principal,
      database,
      transport: odoo.transport,
      memory: own,
      ...shared,
      deadline: request.deadline,
      idempotencyKey: request.idempotencyKey ?? null,
      writes,
      links,
      forWriting: () => memory.make(principal, request, NEVER),
      forget: () => {
        own.clear();
        shared.visible.clear();
        shared.scopes.forget();
      },
    };
  };
  return (table, code) => {
    const { schema, sdl, grant } = subgraphSchema(table, code, guard);
    return {
      name: table.subgraph,
      sdl,
      async execute(request) {
        let principal: Principal;
        try {
          principal = await foundations.assertions.verify(request.assertion);
        } catch (error) {
          return refused(error);
        }
        const contextValue = contextOf(table, principal, request);
        await grant(contextValue);
        const result = await execute({
          schema,
          document: request.document,
          contextValue,
          variableValues: request.variables ?? {},
          operationName: request.operationName ?? null,
        });
        return result.errors ? { ...result, errors: foldErrors(result.errors.map(wordFault)) } : result;
      },
    };
  };
}
