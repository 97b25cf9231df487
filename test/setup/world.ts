import { ANONYMOUS } from '../../access/principal.ts';
import { createRowScopes } from '../../access/row-scopes.ts';
import { detectGovernance } from '../../access/storage/detect.ts';
import { ACCESS_MODELS } from '../../access/storage/objects.ts';
import { modelsOf } from '../../graph/load-sdl.ts';
import { connectOdoo } from '../../odoo/client/connect.ts';
import { readDatabase } from '../../odoo/database/read-database.ts';
import type { CompletedCall, OdooRequest } from '../../odoo/port.ts';
import { createReader } from '../../odoo/read/reader.ts';
import type { Row } from '../../odoo/sandbox/store.ts';
import { startSandbox, type SandboxOptions } from '../../odoo/sandbox/start.ts';
import { judgeSetup } from '../../setup/checklist.ts';
import { gatherFacts, type Facts } from '../../setup/facts.ts';
import type { SetupLine, Synchronisation } from '../../setup/types.ts';
import { loadAllTables } from '../../subgraphs/index.ts';

/** A dashboard of which nothing is to be said. */
export const IN_STEP: Synchronisation = {
  schedule: { enabled: true, interval: '*/5 * * * *' },
  isOverdue: false,
  lastRun: { state: 'SUCCEEDED', startedAt: new Date('2026-03-01T11:55:00Z'), totalErrors: 0, errors: [] },
  entities: [
    { entity: 'ORDER', total: 12, synced: 12, pending: 0, failed: 0 },
    { entity: 'PRODUCT', total: 7, synced: 7, pending: 0, failed: 0 },
    { entity: 'USER', total: 3, synced: 3, pending: 0, failed: 0 },
  ],
  openConflicts: 0,
};

/** A sandbox whose checklist can be asked, as it is or with its rows changed for once. */
export interface SetupWorld extends AsyncDisposable {
  facts(companies?: readonly number[] | null): Promise<Facts>;
  check(companies?: readonly number[] | null): Promise<ReadonlyMap<string, SetupLine>>;
  /** Calls of the last check. */
  readonly calls: readonly CompletedCall[];
  /** Runs something while every row of a model is as `change` makes it; a row that becomes null is gone. */
  changed<T>(model: string, change: (row: Row) => Readonly<Record<string, unknown>> | null, run: () => Promise<T>): Promise<T>;
}

export async function openSetup(options: SandboxOptions = {}, user?: { readonly login: string; readonly apiKey: string }): Promise<SetupWorld> {
  const sandbox = await startSandbox(options);
  const odoo = await connectOdoo({ url: sandbox.url, db: sandbox.db, username: user?.login ?? sandbox.username, apiKey: user?.apiKey ?? sandbox.apiKey });
  const calls: CompletedCall[] = [];
  const request = (): OdooRequest => ({ signal: new AbortController().signal, deadline: Date.now() + 60_000, tenant: 'test', onCall: (call) => void calls.push(call) });
  const database = await readDatabase(odoo, [...modelsOf(loadAllTables()), ...ACCESS_MODELS], request());
  async function facts(companies: readonly number[] | null = null): Promise<Facts> {
    calls.splice(0);
    const now = request();
    const reader = createReader(odoo, database, now, user ? {} : { allowed_company_ids: database.companies.map(({ id }) => id) });
    const scopes = createRowScopes({ ...ANONYMOUS, kind: 'apiKey', role: 'SYSTEM', subject: 'key:test', companyIds: null }, detectGovernance(database), odoo, now);
    return gatherFacts({ reader, database, companies, governedCustomers: () => scopes.governedAnywhere('CUSTOMER', 'res.partner'), sync: async () => ({ kind: 'known', synchronisation: IN_STEP }), now: new Date('2026-03-01T12:00:00Z') });
  }
  return {
    calls,
    facts,
    check: async (companies = null) => linesOf(await facts(companies)),
    async changed(model, change, run) {
      const table = sandbox.table(model);
      const before = [...table.rows.values()];
      for (const row of before) {
        const next = change(row);
        if (next === null) table.delete(row.id);
        else table.update(row.id, next);
      }
      try {
        return await run();
      } finally {
        for (const row of before) {
          if (table.get(row.id) !== undefined) table.delete(row.id);
          table.insert(row, row.id);
        }
      }
    },
    async [Symbol.asyncDispose]() {
      await odoo.close();
      await sandbox.stop();
    },
  };
}

/** The lines that follow from the facts, by id. */
export function linesOf(facts: Facts): ReadonlyMap<string, SetupLine> {
  return new Map(judgeSetup(facts).map((line) => [line.id, line]));
}
