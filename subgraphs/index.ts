import type { SignIn } from '../access/sign-in.ts';
import { checkDatabase, renamedFields } from '../graph/check-database.ts';
import type { Disagreement, Rename } from '../graph/check-database.ts';
import { subgraphFactory } from '../graph/create-subgraph.ts';
import type { Foundations } from '../graph/create-subgraph.ts';
import type { SubgraphCode } from '../graph/engine.ts';
import { loadTables } from '../graph/load-sdl.ts';
import { SUBGRAPH_NAMES } from '../graph/subgraph-names.ts';
import type { Subgraph } from '../graph/subgraph.ts';
import type { GraphTable } from '../graph/table.ts';
import type { Dashboard } from '../sync/dashboard.ts';
import { accounting } from './accounting/index.ts';
import { governance } from './governance/index.ts';
import type { SyncSource } from './governance/setup.ts';
import { helpdesk } from './helpdesk/index.ts';
import { inventory } from './inventory/index.ts';
import { manufacturing } from './manufacturing/index.ts';
import { sales } from './sales/index.ts';

/** What some subgraphs need beside Odoo. */
export interface Services {
  /** The production dashboard; null where this process has none. */
  readonly dashboard: Dashboard | null;
  /** Who knows passwords; null where nobody does. */
  readonly signIn: SignIn | null;
  /** How the synchronisation stands; null where this process has no store that says so. */
  readonly syncStatus: SyncSource;
}

/** The subgraphs of the graph, each with what only code can say. A new one is a file in schema/ and a name here. */
export function codeOf({ dashboard, signIn, syncStatus }: Services): Readonly<Record<string, SubgraphCode>> {
  return { accounting, governance: governance(signIn, syncStatus), helpdesk, inventory, manufacturing: manufacturing(dashboard), sales };
}

export { SUBGRAPH_NAMES };

/** The annotated SDL of all subgraphs, read from schema/. */
export function loadAllTables(): readonly GraphTable[] {
  return loadTables(SUBGRAPH_NAMES);
}

/** Builds the named subgraphs (all by default) on one Odoo. Throws one sentence for each mistake in their SDL or code. */
export function createSubgraphs(tables: readonly GraphTable[], foundations: Foundations, services: Services, names: readonly string[] = SUBGRAPH_NAMES): readonly Subgraph[] {
  const create = subgraphFactory(foundations);
  const code = codeOf(services);
  return tables.filter((table) => names.includes(table.subgraph)).map((table) => create(table, code[table.subgraph] ?? {}));
}

/** Where the connected database and the SDL disagree. */
export function disagreements(tables: readonly GraphTable[], foundations: Pick<Foundations, 'database'>): readonly Disagreement[] {
  return tables.flatMap((table) => checkDatabase(table, foundations.database));
}

/** Where the connected database has another name for what the SDL maps. */
export function renames(tables: readonly GraphTable[], foundations: Pick<Foundations, 'database'>): readonly Rename[] {
  return tables.flatMap((table) => renamedFields(table, foundations.database));
}
