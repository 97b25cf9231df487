import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { CACHE } from './cache.ts';
import { isAlive } from './processes.ts';
import { realOdoo, records, type RealOdooAddress } from './registry.ts';
import { CannotRun, say } from './run.ts';
import { prepareRealOdoo, startRealOdoo, stopServer } from './server.ts';
import { GOVERNANCE, type Governance } from './template.ts';

const USAGE = `Usage: node test/real/odoo.ts up [--governance ${Object.keys(GOVERNANCE).join('|')}] [--port <port>] | down | status`;

// Signs the tokens of demo personas against throw-away databases; never a secret of a deployment.
const TEST_SECRET = 'not-a-secret-only-for-real-odoo-tests-on-loopback';

/** What a shell needs to run `npm start` against this server. */
function settings(odoo: RealOdooAddress): string {
  const values = {
    ODOO_URL: odoo.url,
    ODOO_DB: odoo.db,
    ODOO_USERNAME: odoo.username,
    ODOO_API_KEY: odoo.apiKey,
    ODOO_COMPANY_ID: '1',
    JWT_SECRET: TEST_SECRET,
    DATA_DIR: join(CACHE, 'data'),
  };
  return Object.entries(values).map(([name, value]) => `export ${name}='${value}'`).join('\n');
}

async function up(governance: Governance, port: number | undefined): Promise<void> {
  // First what takes long and may fail: the server that runs meanwhile is of use.
  await prepareRealOdoo(governance);
  await down();
  const odoo = await startRealOdoo({ governance, stays: true, ...(port === undefined ? {} : { port }) });
  say(`A real Odoo 19 (${governance}) answers at ${odoo.url}, database ${odoo.db}, login and password admin. Settings for npm start:`);
  process.stdout.write(`${settings(odoo)}\n`);
}

async function down(): Promise<void> {
  for (const record of records()) if (record.owner === null) await stopServer(record);
}

function status(): void {
  const running = records().filter((record) => isAlive(record.server));
  for (const { url, db, governance, server, owner, log } of running) {
    const whose = owner === null ? 'stays' : `belongs to process ${owner.pid}`;
    process.stdout.write(`${url}  ${db}  ${governance}  process ${server.pid}, ${whose}  ${log}\n`);
  }
  const stays = realOdoo();
  if (stays !== null) process.stdout.write(`${settings(stays)}\n`);
  else say('No real Odoo stays running: npm run real');
}

function isGovernance(name: string): name is Governance {
  return Object.hasOwn(GOVERNANCE, name);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { governance: { type: 'string', default: 'two-table' }, port: { type: 'string' } },
  });
  const [command] = positionals;
  if (command === 'up' && isGovernance(values.governance)) await up(values.governance, values.port === undefined ? undefined : Number(values.port));
  else if (command === 'down') await down();
  else if (command === 'status') status();
  else {
    say(USAGE);
    return 2;
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof CannotRun ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error));
  process.exitCode = 1;
}
