import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, cacheFolder, keyOf } from './cache.ts';
import { isRoot, POSTGRES_BIN } from './packages.ts';
import { freePort, isAlive, markOf } from './processes.ts';
import { CannotRun, run, say } from './run.ts';

/** A running cluster that is not worth anything: nothing in it survives a crash of the machine. */
export interface Postgres {
  readonly port: number;
  /** Several statements are one transaction. */
  sql(statement: string, database?: string): Promise<string>;
}

// Root may not run PostgreSQL, and its home is closed to the user who may.
const HOME = isRoot() ? join('/var/tmp', `odoo-graph-${keyOf(CACHE)}`) : join(CACHE, 'postgres');
const DATA = join(HOME, 'data');
const ROLE = 'odoo';

const FAST = '-c jit=off -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200';

/** Returns the cluster of the cache, made and started when it is not. */
export async function postgres(): Promise<Postgres> {
  if (!existsSync(join(DATA, 'PG_VERSION'))) await create();
  const port = runningPort() ?? (await start());
  const cluster: Postgres = { port, sql: (statement, database) => psql(port, ROLE, statement, database) };
  const roles = await psql(port, 'postgres', `select rolname from pg_roles where rolname = '${ROLE}'`);
  // Odoo refuses to work as the role postgres.
  if (roles === '') await psql(port, 'postgres', `create role ${ROLE} login createdb`);
  return cluster;
}

/** Stops the cluster, if it runs. */
export async function stopPostgres(): Promise<void> {
  if (runningPort() !== null) await asPostgres('pg_ctl', '-D', DATA, '-m', 'fast', '-w', 'stop');
}

async function create(): Promise<void> {
  say('Making a throw-away PostgreSQL cluster …');
  mkdirSync(HOME, { recursive: true, mode: 0o700 });
  if (isRoot()) {
    const ids = (await run(['id', '-u', 'postgres'], { timeoutSeconds: 10 })).trim();
    const group = (await run(['id', '-g', 'postgres'], { timeoutSeconds: 10 })).trim();
    chownSync(HOME, Number(ids), Number(group));
  }
  await asPostgres('initdb', '--no-sync', '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-D', DATA);
}

async function start(): Promise<number> {
  const port = await freePort();
  const options = `-h 127.0.0.1 -p ${port} -k ${HOME} ${FAST}`;
  await asPostgres('pg_ctl', '-D', DATA, '-w', '-t', '60', '-l', join(HOME, 'log'), '-o', options, 'start');
  return port;
}

/** Port of the running cluster, from the file that it keeps while it runs. */
function runningPort(): number | null {
  const file = join(DATA, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const mark = markOf(Number(lines[0]));
  return mark !== null && isAlive(mark) && isPostgres(mark.pid) ? Number(lines[3]) : null;
}

function isPostgres(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(DATA);
}

async function asPostgres(program: string, ...args: readonly string[]): Promise<void> {
  if (!existsSync(join(POSTGRES_BIN, program))) throw new CannotRun(`${POSTGRES_BIN}/${program} is missing: apt-get install postgresql-15`);
  const user = isRoot() ? (['runuser', '-u', 'postgres', '--'] as const) : ([] as const);
  const [first, ...rest] = [...user, join(POSTGRES_BIN, program), ...args] as [string, ...string[]];
  await run([first, ...rest], { timeoutSeconds: 90, cwd: '/' });
}

async function psql(port: number, user: string, statement: string, database = 'postgres'): Promise<string> {
  const target = ['-h', '127.0.0.1', '-p', String(port), '-U', user, '-d', database];
  const printed = await run(
    [join(POSTGRES_BIN, 'psql'), ...target, '-XqtA', '-v', 'ON_ERROR_STOP=1', '-c', statement],
    { timeoutSeconds: 120, cwd: cacheFolder() },
  );
  return printed.trim();
}
