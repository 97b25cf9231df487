import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { caller } from './calls.ts';
import { copyDatabase, dropDatabase } from './databases.ts';
import { locked } from './lock.ts';
import { serverCommand } from './odoo-program.ts';
import { installDebianPackages, PYTHON } from './packages.ts';
import { postgres, stopPostgres } from './postgres.ts';
import { end, freePort, isAlive, isFree, markOf, until, type ProcessMark } from './processes.ts';
import { forget, records, remember, type RealOdooAddress, type ServerRecord } from './registry.ts';
import { template, type Governance, type Template } from './template.ts';
import { USERS } from './users.ts';

/** A real Odoo on a database of its own. */
export interface RealOdoo extends RealOdooAddress {
  /** Ends the server and drops its database. */
  stop(): Promise<void>;
  /** Ends the server and starts it again, on the same port and database. */
  restart(): Promise<void>;
  /** Freezes the server: connections open, answers do not come. */
  pause(): void;
  resume(): void;
}

export interface RealOdooOptions {
  readonly governance?: Governance;
  /** Port of the server; a free one by default. */
  readonly port?: number;
  /** Without wkhtmltopdf on its path Odoo cannot print PDFs. */
  readonly printer?: boolean;
  /** The server outlives this process and is found by `realOdoo()`. */
  readonly stays?: boolean;
}

/**
 * Starts a real Odoo on a fresh copy of the template: 4 s when the template is there, minutes the first time.
 * Throws `CannotRun` with the reason on a machine that cannot.
 */
export async function startRealOdoo(options: RealOdooOptions = {}): Promise<RealOdoo> {
  const { governance = 'two-table', stays = false, printer = true } = options;
  await installDebianPackages();
  const port = options.port ?? (await freePort());
  if (!(await isFree(port))) throw new Error(`Port ${port} is taken.`);
  const db = stays ? 'odoo_graph' : `odoo_graph_${randomBytes(4).toString('hex')}`;

  const source = await locked('cluster', async () => {
    await endStrays();
    const cluster = await postgres();
    const found = await template(cluster, governance);
    await dropDatabase(cluster, db);
    await copyDatabase(cluster, found.database, db);
    return found;
  });

  const log = join(cacheFolder('logs'), `${db}.log`);
  const address = { url: `http://127.0.0.1:${port}`, db, username: USERS.admin.login, apiKey: USERS.admin.apiKey, users: USERS, governance };
  const begin = async (): Promise<ServerRecord> => {
    const server = await launch(source, db, port, log, printer);
    const record = { ...address, server, owner: stays ? null : markOf(process.pid), template: source.database, log };
    remember(record);
    try {
      await untilAnswering(record);
      // Where wkhtmltopdf fetches the style sheets of what it prints.
      await caller(record, 'json2')('ir.config_parameter', 'set_param', { key: 'report.url', value: record.url });
    } catch (error) {
      await stopServer(record);
      throw error;
    }
    return record;
  };
  let record = await begin();
  return {
    ...address,
    stop: () => stopServer(record),
    restart: async () => {
      await end(record.server);
      record = await begin();
    },
    pause: () => signal(record, 'SIGSTOP'),
    resume: () => signal(record, 'SIGCONT'),
  };
}

/** Makes everything that starting a server needs, so that the start itself takes seconds. */
export async function prepareRealOdoo(governance: Governance): Promise<void> {
  await installDebianPackages();
  await locked('cluster', async () => template(await postgres(), governance));
}

/** Ends one server, and the cluster with the last of them. */
export async function stopServer(record: ServerRecord): Promise<void> {
  await locked('cluster', async () => {
    await discard(record);
    if (records().length === 0) await stopPostgres();
  });
}

/** Ends servers whose owner died without stopping them. */
async function endStrays(): Promise<void> {
  for (const record of records()) {
    if (!isAlive(record.server) || (record.owner !== null && !isAlive(record.owner))) await discard(record);
  }
}

async function discard(record: ServerRecord): Promise<void> {
  await end(record.server);
  await dropDatabase(await postgres(), record.db);
  forget(record);
}

function signal(record: ServerRecord, name: NodeJS.Signals): void {
  if (isAlive(record.server)) process.kill(record.server.pid, name);
}

async function launch(source: Template, db: string, port: number, log: string, printer: boolean): Promise<ProcessMark> {
  const { args, env } = serverCommand(source.home, db, port, await freePort());
  const file = openSync(log, 'a');
  const child = spawn(PYTHON, args, { env: printer ? env : { ...env, PATH: '/nonexistent' }, detached: true, stdio: ['ignore', file, file] });
  const failed = new Promise<never>((_, fail) => child.once('error', fail));
  child.unref();
  const mark = child.pid === undefined ? null : markOf(child.pid);
  return mark ?? failed;
}

/** Waits for an answer of the database itself: the first one has to load all models. */
async function untilAnswering({ server, url, db, apiKey, log }: ServerRecord): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `bearer ${apiKey}`, 'x-odoo-database': db };
  const answers = async (): Promise<boolean> => {
    if (!isAlive(server)) throw new Error(`Odoo ended while it was starting:\n${lastLines(log)}`);
    const request = { method: 'POST', headers, body: '{"domain": []}', signal: AbortSignal.timeout(30_000) };
    const response = await fetch(`${url}/json/2/res.company/search_count`, request).catch(() => null);
    if (response !== null && !response.ok) throw new Error(`Odoo answers ${response.status} to the first call:\n${lastLines(log)}`);
    return response !== null;
  };
  if (!(await until(answers, 90))) throw new Error(`Odoo does not answer after 90 s:\n${lastLines(log)}`);
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
}
