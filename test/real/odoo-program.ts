import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, cacheFolder } from './cache.ts';
import { PYTHON, type OdooPackage } from './packages.ts';
import { environment, run } from './run.ts';

/** What every start of the Odoo program needs to know. */
export interface OdooHome {
  readonly odoo: OdooPackage;
  readonly databasePort: number;
  /** Folder with our addons; absent while a database has only Odoo's own. */
  readonly addons?: string;
}

/** Folder in which Odoo keeps the files of its databases. */
export const FILES = join(CACHE, 'files');

/** Names the file store of a database. */
export function fileStore(database: string): string {
  return join(FILES, 'filestore', database);
}

/** Runs Odoo's server command until it ends: installs modules. */
export async function installModules(home: OdooHome, database: string, modules: readonly string[], log: string): Promise<void> {
  const options = ['-i', modules.join(','), '--without-demo=True', '--skip-auto-install', '--stop-after-init', '--no-http'];
  await run([PYTHON, home.odoo.script, 'server', ...common(home, database), ...options], { ...world(home), timeoutSeconds: 900, log });
}

/** Runs a Python script in `odoo shell`; the script commits by itself. Throws when it does. */
export async function shell(
  home: OdooHome,
  database: string,
  script: string,
  env: Readonly<Record<string, string>>,
  log: string,
): Promise<string> {
  const command = [PYTHON, home.odoo.script, 'shell', ...common(home, database), '--no-http'] as [string, ...string[]];
  const { unset, env: own } = world(home);
  return run(command, { unset, env: { ...own, ...env }, stdin: script, timeoutSeconds: 600, log });
}

/** Command line and environment of a server that goes on running. */
export function serverCommand(home: OdooHome, database: string, port: number, idlePort: number): { args: string[]; env: NodeJS.ProcessEnv } {
  // Every call over /jsonrpc would leave a warning that it goes away in Odoo 20.
  const quiet = ['--log-handler', 'odoo.addons.rpc.controllers.jsonrpc:ERROR'];
  const ports = ['--http-port', String(port), '--gevent-port', String(idlePort)];
  return { args: [home.odoo.script, 'server', ...common(home, database), ...ports, ...quiet], env: environment(world(home)) };
}

function common(home: OdooHome, database: string): string[] {
  return ['-c', configuration(home), '-d', database];
}

function world(home: OdooHome): { unset: string[]; env: Record<string, string> } {
  // With PYTHONDONTWRITEBYTECODE, set on some machines, every start compiles Odoo again.
  return { unset: ['PYTHONDONTWRITEBYTECODE', 'ODOO_RC'], env: { PYTHONPATH: home.odoo.python, PYTHONUNBUFFERED: '1' } };
}

function configuration(home: OdooHome): string {
  const addons = [join(home.odoo.python, 'odoo/addons'), ...(home.addons === undefined ? [] : [home.addons])];
  const settings = {
    db_host: '127.0.0.1',
    db_port: home.databasePort,
    db_user: 'odoo',
    db_password: 'odoo',
    addons_path: addons.join(','),
    data_dir: FILES,
    http_interface: '127.0.0.1',
    list_db: 'False',
    max_cron_threads: 0,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const file = join(home.addons === undefined ? cacheFolder('odoo') : join(home.addons, '..'), 'odoo.conf');
  const text = `[options]\n${lines.join('\n')}\n`;
  // Another server may be reading it at this moment.
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  return file;
}
