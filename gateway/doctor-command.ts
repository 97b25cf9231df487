import { ANONYMOUS, type Principal } from '../access/principal.ts';
import { createRowScopes } from '../access/row-scopes.ts';
import { detectGovernance } from '../access/storage/detect.ts';
import { ACCESS_MODELS } from '../access/storage/objects.ts';
import { isBroken } from '../graph/check-database.ts';
import { modelsOf } from '../graph/load-sdl.ts';
import { toGraphError } from '../odoo/client/graph-errors.ts';
import { OdooFault } from '../odoo/client/faults.ts';
import { readDatabase } from '../odoo/database/read-database.ts';
import type { OdooPort } from '../odoo/port.ts';
import { createReader } from '../odoo/read/reader.ts';
import { secretValues, type Config } from '../platform/config.ts';
import { createLifecycle } from '../platform/lifecycle.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { checkSetup } from '../setup/checklist.ts';
import { checklistReport, databaseReport, requiredMissing, summary } from '../setup/report.ts';
import { disagreements, loadAllTables, renames } from '../subgraphs/index.ts';
import { openOdoo } from './open-odoo.ts';
import { configOrExit } from './run.ts';
import { lookAtSync } from './sync-status.ts';

const DEADLINE_MS = 120_000;

/** Who runs the command holds the key of Odoo's user: they see what the graph's own system key sees. */
const DOCTOR: Principal = { ...ANONYMOUS, kind: 'apiKey', role: 'SYSTEM', subject: 'key:doctor', companyIds: null };

/** What the command prints, and whether somebody may go live. */
async function examine(odoo: OdooPort, config: Config): Promise<{ readonly report: string; readonly healthy: boolean }> {
  const tables = loadAllTables();
  const request = { signal: AbortSignal.timeout(DEADLINE_MS), deadline: Date.now() + DEADLINE_MS, tenant: 'doctor' };
  const database = await readDatabase(odoo, [...modelsOf(tables), ...ACCESS_MODELS], request);
  const reader = createReader(odoo, database, request, { allowed_company_ids: database.companies.map(({ id }) => id) });
  const scopes = createRowScopes(DOCTOR, detectGovernance(database), odoo, request);
  const lines = await checkSetup({ reader, database, companies: null, governedCustomers: () => scopes.governedAnywhere('CUSTOMER', 'res.partner'), sync: () => lookAtSync(config), now: new Date() });
  const differences = disagreements(tables, { database });
  const broken = differences.filter(isBroken);
  const findings = differences.map(({ type, field, kind, message, remedy }) => ({ field: field === null ? type : `${type}.${field}`, kind, message, remedy }));
  const renamed = renames(tables, { database }).map(({ type, field, canonical, live }) => `${type}.${field}: ${canonical} is read from ${live.join(' and ')}`);
  const report = [checklistReport(lines), 'The contract and the database', databaseReport(findings, renamed), summary(lines, broken.length)].join('\n');
  return { report, healthy: requiredMissing(lines).length + broken.length === 0 };
}

/** `npm run doctor`: the checklist before going live and the contract, held against the configured Odoo. Exits with 1 when something required is missing, or when a field that the graph cannot do without is. */
async function main(): Promise<number> {
  const config = configOrExit();
  const log = createLog({ level: 'silent', secrets: secretValues(config) });
  const lifecycle = createLifecycle({ log, deadlineMs: config.SHUTDOWN_TIMEOUT_MS });
  try {
    const { odoo, description } = await openOdoo(config, lifecycle, createMetrics(), null);
    console.log(`Looking at ${description}.\n`);
    const { report, healthy } = await examine(odoo, config);
    console.log(report);
    return healthy ? 0 : 1;
  } catch (error) {
    console.error(`Cannot look at Odoo: ${(error instanceof OdooFault ? toGraphError(error) : (error as Error)).message}`);
    return 1;
  } finally {
    await lifecycle.stop('the doctor is done');
  }
}

process.exitCode = await main();
