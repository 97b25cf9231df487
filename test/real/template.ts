import { cpSync, existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, keyOf } from './cache.ts';
import { copyDatabase, databaseExists, dropDatabase, renameDatabase } from './databases.ts';
import { installModules, shell, type OdooHome } from './odoo-program.ts';
import { odooPackage, type OdooPackage } from './packages.ts';
import type { Postgres } from './postgres.ts';
import { pruneTemplates, touch } from './prune.ts';
import { run, say } from './run.ts';
import { USERS } from './users.ts';

/** How the governed records tell their serviced account: which of our storage modules are installed. */
export const GOVERNANCE = {
  'two-table': ['abs_graph_two_table'],
  'one-table': ['abs_graph_one_table'],
  stamps: ['abs_graph_stamps'],
  'two-table-and-stamps': ['abs_graph_two_table', 'abs_graph_stamps'],
} as const satisfies Record<string, readonly string[]>;

export type Governance = keyof typeof GOVERNANCE;

/** A finished database that is copied and never written to. */
export interface Template {
  readonly database: string;
  readonly home: OdooHome;
}

const MODULES = 'base web rpc sale_management sale_margin stock sale_stock account mrp sale_mrp'.split(' ');
const REPOSITORY = join(import.meta.dirname, '../..');
const ADDONS = join(REPOSITORY, 'odoo/addon');
const DUMP = join(REPOSITORY, 'odoo/sandbox/data/dump.ts');
const LOADER = join(import.meta.dirname, 'load.py');
const PREPARE = join(import.meta.dirname, 'prepare.py');
const FINISH = join(import.meta.dirname, 'finish.py');
const FLOWS = globSync('flows/*.py', { cwd: import.meta.dirname }).sort().map((file) => join(import.meta.dirname, file));

/**
 * Returns the template for a storage generation. It is built once for each state of addons, data set, loader and Odoo
 * package: first Odoo's own modules (minutes), on a copy of these our addons and the data (seconds).
 */
export async function template(cluster: Postgres, governance: Governance): Promise<Template> {
  const odoo = await odooPackage();
  const data = await dataSet(governance);
  const key = keyOf(odoo.name, MODULES.join(), governance, data, JSON.stringify(USERS), ...addonFiles(), ...[PREPARE, LOADER, FINISH, ...FLOWS].map(textOf));
  const database = `template_${governance.replaceAll('-', '_')}_${key}`;
  const folder = cacheFolder('templates', key);
  const home: OdooHome = { odoo, databasePort: cluster.port, addons: join(folder, 'addons') };
  touch(folder);
  if (existsSync(join(folder, 'addons')) && (await databaseExists(cluster, database))) return { database, home };

  const base = await baseDatabase(cluster, odoo);
  const draft = `${database}_draft`;
  const log = join(folder, 'build.log');
  writeFileSync(log, '');
  say(`Building the template ${governance} …`);
  copyAddons(join(folder, 'addons'));
  await dropDatabase(cluster, draft);
  await copyDatabase(cluster, base, draft);
  await installModules(home, draft, GOVERNANCE[governance], log);
  refuseWarnings(log);
  await shell(home, draft, textOf(PREPARE), { USERS: JSON.stringify(USERS) }, log);
  if (data !== '' && existsSync(LOADER)) {
    const file = join(folder, 'data-set.json');
    writeFileSync(file, data);
    await shell(home, draft, textOf(LOADER), { DATASET: file, GOVERNANCE: governance, FLOWS: import.meta.dirname, PYTHONHASHSEED: '0' }, log);
  }
  await shell(home, draft, textOf(FINISH), {}, log);
  await renameDatabase(cluster, draft, database);
  await pruneTemplates(cluster);
  return { database, home };
}

/** The database with Odoo's own modules only. */
async function baseDatabase(cluster: Postgres, odoo: OdooPackage): Promise<string> {
  const database = `base_${keyOf(odoo.name, MODULES.join())}`;
  if (await databaseExists(cluster, database)) return database;
  say('Installing Odoo’s modules, once for all templates (one to three minutes) …');
  const draft = `${database}_draft`;
  await dropDatabase(cluster, draft);
  await installModules({ odoo, databasePort: cluster.port }, draft, MODULES, join(cacheFolder('odoo'), 'install.log'));
  await renameDatabase(cluster, draft, database);
  return database;
}

/** Text of the data set, or nothing while the repository has none. */
async function dataSet(governance: Governance): Promise<string> {
  const generation = governance === 'two-table-and-stamps' ? 'two-table' : governance;
  return existsSync(DUMP) ? run([process.execPath, DUMP, generation], { timeoutSeconds: 60, cwd: REPOSITORY }) : '';
}

function addonFiles(): string[] {
  const files = globSync('**/*.{py,csv,xml}', { cwd: ADDONS }).sort();
  return files.flatMap((file) => [file, textOf(join(ADDONS, file))]);
}

/** A template has its own copy of the addons: a server must not run code that its database was not made with. */
function copyAddons(target: string): void {
  const partial = `${target}.partial`;
  rmSync(target, { recursive: true, force: true });
  rmSync(partial, { recursive: true, force: true });
  cpSync(ADDONS, partial, { recursive: true, filter: (file) => !file.endsWith('__pycache__') });
  renameSync(partial, target);
}

/** Our addons install without a warning, or not at all. */
function refuseWarnings(log: string): void {
  const warnings = textOf(log).split('\n').filter((line) => / (WARNING|ERROR|CRITICAL) /.test(line));
  if (warnings.length > 0) throw new Error(`The addons install with warnings:\n${warnings.join('\n')}`);
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
