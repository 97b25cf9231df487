import type { Domain } from '../domain/types.ts';
import type { OdooCall, OdooContext } from '../port.ts';
import type { Group, GroupQuery } from './group.ts';
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
