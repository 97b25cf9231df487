import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { cacheFolder } from '../cache.ts';
import { debianMirror, installDebianPackages, isRoot } from '../packages.ts';
import { freePort, isAlive, markOf, until, type ProcessMark } from '../processes.ts';
import { CannotRun, environment, run, say } from '../run.ts';

/**
 * DocumentDB: MongoDB's semantics as an extension of PostgreSQL, from Debian's sid. It needs a newer system than bookworm, so it lives in a tree
 * of its own that only `chroot` enters. Its cluster is worth nothing: it is not flushed to disk.
 */
const BIN = '/usr/lib/postgresql/18/bin';
const TEMPLATE = '/var/lib/odoo-graph/template';
const INSIDE = ['--userspec=postgres:postgres'] as const;
const SETTINGS = `
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb'
cron.database_name = 'postgres'
cron.use_background_workers = on
listen_addresses = '127.0.0.1'
dynamic_shared_memory_type = mmap
max_connections = 60
fsync = off
full_page_writes = off
jit = off
`;

/** Returns the tree, made when it is not there: 90 s and 550 MB the first time. */
export async function documentdbTree(): Promise<string> {
  const home = join(cacheFolder('documentdb'), 'sid');
  if (existsSync(join(home, TEMPLATE, 'PG_VERSION'))) return home;
  if (!isRoot()) throw new CannotRun('Only root can make and enter the tree in which DocumentDB runs.');
  if (!existsSync('/usr/bin/apt-get')) throw new CannotRun('DocumentDB can be brought up on Debian only: there is no apt-get here.');
  if (!existsSync(join(home, BIN))) await bootstrap(home);
  await makeTemplate(home);
  return home;
}

async function bootstrap(home: string): Promise<void> {
  await installDebianPackages(['mmdebstrap']);
  say('Making a tree of Debian sid with postgresql-18-documentdb …');
  const draft = `${home}.partial`;
  rmSync(draft, { recursive: true, force: true });
  const without = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/lib/postgresql/18/lib/bitcode/*'].map((path) => `--dpkgopt=path-exclude=${path}`);
  // A mirror that stands still has a Release file past its date.
  const options = ['--variant=essential', '--aptopt=Acquire::Check-Valid-Until "false"', '--include=postgresql-18-documentdb', ...without];
  await run(['mmdebstrap', ...options, 'sid', draft, debianMirror()], { timeoutSeconds: 900 });
  renameSync(draft, home);
}

async function makeTemplate(home: string): Promise<void> {
  say('Making a cluster with DocumentDB …');
  await run(['chroot', home, 'install', '-d', '-o', 'postgres', '-g', 'postgres', '/var/lib/odoo-graph', '/run/postgresql'], { timeoutSeconds: 30 });
  const draft = `${TEMPLATE}.partial`;
  rmSync(join(home, draft), { recursive: true, force: true });
  await inside(home, `${BIN}/initdb`, '--no-sync', '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-D', draft);
  writeFileSync(join(home, draft, 'postgresql.auto.conf'), SETTINGS);
  const log = join(cacheFolder('logs'), 'documentdb-template.log');
  const port = await freePort();
  const server = await launchPostgres(home, draft, port, log);
  const client = await connected(port);
  await client.query('create extension documentdb cascade');
  await client.end();
  process.kill(server.pid, 'SIGINT');
  if (!(await until(() => !isAlive(server), 30))) throw new Error('The template of DocumentDB does not shut down.');
  renameSync(join(home, draft), join(home, TEMPLATE));
}

async function inside(home: string, ...command: readonly string[]): Promise<void> {
  await run(['chroot', ...INSIDE, home, ...command], { timeoutSeconds: 120, cwd: '/' });
}

/** Copies the template for one server; returns the folder as the tree names it. */
export function newCluster(home: string, name: string): string {
  const folder = `/var/lib/odoo-graph/${name}`;
  rmSync(join(home, folder), { recursive: true, force: true });
  mkdirSync(join(home, '/var/lib/odoo-graph'), { recursive: true });
  cpSync(join(home, TEMPLATE), join(home, folder), { recursive: true, preserveTimestamps: true });
  return folder;
}

/** Starts PostgreSQL on the folder and waits until it takes connections. */
export async function launchPostgres(home: string, folder: string, port: number, log: string): Promise<ProcessMark> {
  // Copies belong to root, and PostgreSQL wants its folder for itself.
  await run(['chroot', home, 'chown', '-R', 'postgres:postgres', folder, '/run/postgresql'], { timeoutSeconds: 60 });
  await run(['chroot', home, 'chmod', '700', folder], { timeoutSeconds: 10 });
  rmSync(join(home, folder, 'postmaster.pid'), { force: true });
  const file = openSync(log, 'a');
  const args = [...INSIDE, home, `${BIN}/postgres`, '-D', folder, '-p', String(port)];
  const child = spawn('chroot', args, { cwd: '/', detached: true, stdio: ['ignore', file, file], env: environment({ unset: ['PGOPTIONS'] }) });
  child.unref();
  const mark = child.pid === undefined ? null : markOf(child.pid);
  if (mark === null) throw new CannotRun('chroot could not be started.');
  await (await connected(port)).end();
  return mark;
}

/** A connection, as soon as the server takes one. */
async function connected(port: number): Promise<pg.Client> {
  let client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  const answers = async (): Promise<boolean> => {
    try {
      await client.connect();
      return true;
    } catch {
      client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
      return false;
    }
  };
  if (!(await until(answers, 60))) throw new Error(`PostgreSQL with DocumentDB takes no connections on port ${port}.`);
  return client;
}
