import type { LiveDatabase } from '../database/live-database.ts';
import { isNothing } from '../domain/build.ts';
import type { Domain } from '../domain/types.ts';
import type { OdooCall, OdooContext, OdooPort, OdooRequest } from '../port.ts';
import { createById } from './by-id.ts';
import { searchAroundForbidden } from './forbidden.ts';
import { readGroups } from './group.ts';
import type { SearchQuery, SearchResult, Reader, WebSearchRead } from './records.ts';

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
