import type { DocumentLinks } from '../access/document-links.ts';
import type { Principal } from '../access/principal.ts';
import type { RowScopes } from '../access/rows.ts';
import type { LiveDatabase } from '../odoo/database/live-database.ts';
import type { Domain } from '../odoo/domain/types.ts';
import type { OdooPort } from '../odoo/port.ts';
import type { Reader } from '../odoo/read/records.ts';
import type { Writes } from './mutations/run.ts';
import type { GraphTable } from './table.ts';

/**
 * What every resolver gets. Born with one hop of one request; reader and scopes are shared by the hops of the
 * same request, never beyond it.
 */
export interface GraphContext {
  /** What the SDL of this subgraph says, for resolvers in code that read mapped types. */
  readonly table: GraphTable;
  readonly principal: Principal;
  readonly database: LiveDatabase;
  readonly reader: Reader;
  /** The RPC interface in use. */
  readonly transport: OdooPort['transport'];
  readonly scopes: RowScopes;
  /** Visibility of each mapped type for this caller, kept once it is known so that rows can be decided without waiting. */
  readonly visible: Map<string, Domain>;
  /** Per-hop memory for compiled selections and edge batches. */
  readonly memory: Map<unknown, unknown>;
  /** Epoch milliseconds after which no answer is of use. */
  readonly deadline: number;
  /** The request's header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
  readonly writes: Writes;
  /** Makes links to documents. */
  readonly links: Pick<DocumentLinks, 'sign'>;
  /** A reader and scopes of its own for a mutation, which the client's leaving does not end halfway. */
  forWriting(): Pick<GraphContext, 'reader' | 'scopes' | 'visible'>;
  /** Forgets who sees what and what was found: a mutation has changed it. */
  forget(): void;
}

/** The value that `make` gives for `key`, made once per hop. */
export function once<T>(context: GraphContext, key: unknown, make: () => T): T {
  if (context.memory.has(key)) return context.memory.get(key) as T;
  const value = make();
  context.memory.set(key, value);
  return value;
}
