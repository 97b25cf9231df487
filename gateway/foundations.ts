import { createAssertions, type Assertions } from '../access/assertion.ts';
import { createDocumentLinks, type DocumentLinks } from '../access/document-links.ts';
import type { PrincipalSources } from '../access/principal-sources.ts';
import { createRowScopes } from '../access/row-scopes.ts';
import { detectGovernance } from '../access/storage/detect.ts';
import { ACCESS_MODELS } from '../access/storage/objects.ts';
import type { Foundations } from '../graph/create-subgraph.ts';
import { modelsOf } from '../graph/load-sdl.ts';
import type { GraphTable } from '../graph/table.ts';
import { readDatabase } from '../odoo/database/read-database.ts';
import type { LiveDatabase } from '../odoo/database/live-database.ts';
import type { OdooPort } from '../odoo/port.ts';
import { openAudit } from '../platform/audit.ts';
import type { Config } from '../platform/config.ts';
import type { IdempotencyKeys } from '../platform/idempotency.ts';
import type { Log } from '../platform/log.ts';
import { disagreements } from '../subgraphs/index.ts';
import type { Store } from '../store/open.ts';
import { dashboardPeople } from './dashboard-people.ts';
import { hopSecret } from './secrets.ts';

/** What gateway and subgraphs of one process share. */
export interface Ground {
  readonly foundations: Foundations;
  readonly sources: PrincipalSources;
  readonly assertions: Assertions;
  readonly links: DocumentLinks;
  readonly database: LiveDatabase;
}

const START_UP_MS = 60_000;

/** Reads the live database and builds what stands on it; says in the log where contract and database disagree. */
export async function layFoundations(config: Config, odoo: OdooPort, tables: readonly GraphTable[], keys: IdempotencyKeys, log: Log, store: Store | null = null): Promise<Ground> {
  const database = await readDatabase(odoo, [...modelsOf(tables), ...ACCESS_MODELS], {
    signal: AbortSignal.timeout(START_UP_MS),
    deadline: Date.now() + START_UP_MS,
    tenant: 'start',
  });
  const differences = disagreements(tables, { database });
  const named = (wanted: (kind: string) => boolean): readonly string[] =>
    differences.filter(({ kind }) => wanted(kind)).map(({ type, field }) => (field === null ? type : `${type}.${field}`));
  const absent = named((kind) => kind === 'absent');
  const choices = named((kind) => kind === 'enum');
  // What the sandbox lacks is no news to anybody.
  const tell = config.ODOO_URL === undefined ? log.debug : log.info;
  if (absent.length > 0) tell('this Odoo lacks what is behind some of the contract; it answers null', { absent });
  if (choices.length > 0) tell('this Odoo has other choices than the contract in some fields; npm run doctor names them', { fields: choices });
  for (const { type, field, kind, message } of differences) {
    if (kind !== 'absent' && kind !== 'enum') log.warn('the database differs from the contract', { type, field, kind, reason: message });
  }

  const storage = detectGovernance(database);
  const assertions = createAssertions({ secret: hopSecret(config) });
  const links = createDocumentLinks({ secret: hopSecret(config) });
  return {
    database,
    assertions,
    links,
    sources: { odoo, database, now: () => new Date(), dashboardPeople: store && database.has('mrp.production') ? dashboardPeople(store, config) : null },
    foundations: {
      odoo,
      database,
      assertions,
      rowScopes: (principal, request) => createRowScopes(principal, storage, odoo, request),
      links,
      companyId: config.ODOO_COMPANY_ID,
      writes: {
        keys,
        underWay: new Set(),
        renewMs: config.IDEMPOTENCY_LEASE_MS / 4,
        fourEyes: config.APPROVAL_FOUR_EYES === 'on',
        audit: openAudit(log.child({ about: 'audit' }), config.AUDIT_FILE),
      },
    },
  };
}
