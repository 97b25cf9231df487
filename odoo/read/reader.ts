import type { LiveDatabase } from '../database/live-database.ts';
import { isNothing } from '../domain/build.ts';
import type { Domain } from '../domain/types.ts';
import type { OdooCall, OdooContext, OdooPort, OdooRequest } from '../port.ts';
import { createById } from './by-id.ts';
import { searchAroundForbidden } from './forbidden.ts';
import { readGroups, type Group, type GroupQuery } from './group.ts';
import type { Specification } from './specification.ts';

/** One record as `web_read` answers it: live field names, `id` always. */
export type OdooRecord = Record<string, unknown>;

export interface SearchQuery {
  readonly domain: Domain;
  readonly specification: Specification;
  readonly order?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly context?: OdooContext | undefined;
  /** Also count all that match; false spares Odoo the second query. */
  readonly count?: boolean | undefined;
}

export interface SearchResult {
  readonly records: readonly OdooRecord[];
  /** How many match in all; null unless `count` was asked for. */
  readonly length: number | null;
}

/**
 * Reading for the length of one request. Models may be named canonically; fields, domains and orders are in the live
 * database's names (`LiveDatabase.resolve`). A domain that matches nothing costs no call.
 */
export interface Reader {
  /** One `web_search_read`. Archived records only where the domain or the context asks for them. */
  search(model: string, query: SearchQuery): Promise<SearchResult>;
  /**
   * The records of these ids that are within the scope, in the order of the ids, null for the others. All calls of one
   * tick with the same model, scope and context are one call to Odoo. Archived records are found.
   */
  byIds(model: string, ids: readonly number[], scope: Domain, specification: Specification, context?: OdooContext): Promise<readonly (OdooRecord | null)[]>;
  count(model: string, domain: Domain, context?: OdooContext): Promise<number>;
  group(model: string, query: GroupQuery): Promise<readonly Group[]>;
  /** Any other call, with the request and its context; the model is translated. Not batched. */
  call<T>(call: OdooCall): Promise<T>;
}

/** What `web_search_read` answers. */
export interface WebSearchRead {
  readonly length: number;
  readonly records: readonly OdooRecord[];
}

export function createReader(port: OdooPort, database: LiveDatabase, request: OdooRequest, baseContext: OdooContext): Reader {
  function call<T>(given: OdooCall): Promise<T> {
    return port.call<T>({ ...given, model: database.model(given.model) ?? given.model, context: { ...baseContext, ...given.context } }, request);
  }

  function searchOnce(model: string, query: SearchQuery): Promise<WebSearchRead> {
    const { domain, specification, order, limit, offset, context } = query;
    const args = {
      domain,
      specification,
      ...(order !== undefined && { order }),
      ...(limit !== undefined && { limit }),
      ...(offset !== undefined && { offset }),
      // A page that is full makes Odoo count everything; who does not want the number lets it stop at one.
      ...(limit !== undefined && query.count !== true && { count_limit: 1 }),
    };
    return call<WebSearchRead>({ model, method: 'web_search_read', args, kind: 'read', ...(context !== undefined && { context }) });
  }

  async function count(model: string, domain: Domain, context?: OdooContext): Promise<number> {
    if (isNothing(domain)) return 0;
    return call<number>({ model, method: 'search_count', args: { domain }, kind: 'read', ...(context !== undefined && { context }) });
  }

  async function search(model: string, query: SearchQuery): Promise<SearchResult> {
    const counted = query.count === true;
    if (isNothing(query.domain)) return { records: [], length: counted ? 0 : null };
    if (query.limit === 0) return { records: [], length: counted ? await count(model, query.domain, query.context) : null };
    const found = await searchAroundForbidden(database, searchOnce, model, query);
    // Beyond the last page Odoo answers a length of 0.
    const beyond = counted && found.records.length === 0 && (query.offset ?? 0) > 0;
    const length = beyond ? await count(model, query.domain, query.context) : found.length;
    return { records: found.records, length: counted ? length : null };
  }

  return {
    search,
    count,
    call,
    byIds: createById(database, search),
    async group(model, query) {
      return isNothing(query.domain) ? [] : readGroups(call, database, port.version, model, query);
    },
  };
}
