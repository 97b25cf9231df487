import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache.ts';
import { locked } from './lock.ts';
import { documentdbTree, launchPostgres, newCluster } from './mongo/documentdb.ts';
import { ask, findMongod, launchMongod } from './mongo/mongod.ts';
import { forgetMongo, mongoRecords, rememberMongo, type MongoAddress, type MongoRecord } from './mongo/registry.ts';
import { end, freePort, isAlive, markOf, until, type ProcessMark } from './processes.ts';

/** A MongoDB of one's own. */
export interface RealMongo extends MongoAddress {
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
  /** Ends the server, or finds it killed, and starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Ends it at once, as a failing machine would: connections break, and what was under way is undone. */
  kill(): Promise<void>;
  /** Freezes it: connections open, answers do not come. */
  pause(): void;
  resume(): void;
}

/**
 * PostgreSQL undoes what is under way and takes its workers along: left alive by SIGKILL they write on beside the next server. Nor does it crash
 * (SIGQUIT): DocumentDB's indexes do not always outlive that, and an insert then runs for ever (seen three times in some 40 crashes).
 */
const UNDO: NodeJS.Signals = 'SIGINT';

interface Running {
  /** The one that clients talk to comes last. */
  readonly processes: readonly ProcessMark[];
  readonly data: string;
}

/**
 * Starts a real MongoDB on empty data: mongod where there is one (`MONGOD`, or on PATH), else DocumentDB behind a bridge.
 * Throws CannotRun with the reason on a machine that can have neither.
 */
export async function startMongod({ stays = false }: { readonly stays?: boolean } = {}): Promise<RealMongo> {
  const name = stays ? 'mongo' : `mongo_${randomBytes(4).toString('hex')}`;
  const log = join(cacheFolder('logs'), `${name}.log`);
  const port = await freePort();
  const program = findMongod();
  const uri = program === null ? `mongodb://127.0.0.1:${port}/?directConnection=true` : `mongodb://127.0.0.1:${port}/?replicaSet=rs0`;
  const begin = program === null ? await documentdb(name, port, log) : mongod(program, name, port, log);
  const address: MongoAddress = { uri, engine: program === null ? 'documentdb' : 'mongod' };
  const started = async (): Promise<MongoRecord> => {
    const running = await begin();
    const record = { ...address, ...running, name, owner: stays ? null : markOf(process.pid), log };
    rememberMongo(record);
    return record;
  };
  let record = await locked('mongo', async () => {
    await endStrays();
    return started();
  });
  const front = (): ProcessMark | undefined => record.processes.at(-1);
  const signal = (signalName: NodeJS.Signals): void => {
    const mark = front();
    if (mark !== undefined && isAlive(mark)) process.kill(mark.pid, signalName);
  };
  const signalOfDeath = (mark: ProcessMark): NodeJS.Signals => (address.engine === 'documentdb' && mark !== front() ? UNDO : 'SIGKILL');
  const kill = async (): Promise<void> => {
    for (const mark of record.processes.toReversed()) if (isAlive(mark)) process.kill(mark.pid, signalOfDeath(mark));
    await until(() => !record.processes.some(isAlive), 10);
  };
  return {
    ...address,
    stop: () => stopMongo(record),
    restart: async () => {
      await endAll(record);
      record = await started();
    },
    kill,
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
  };
}

/** Ends one server and removes its data. */
export async function stopMongo(record: MongoRecord): Promise<void> {
  await endAll(record);
  rmSync(record.data, { recursive: true, force: true });
  forgetMongo(record);
}

async function endAll({ processes, engine }: MongoRecord): Promise<void> {
  const [front, ...behind] = processes.toReversed();
  if (front !== undefined) await end(front);
  for (const mark of behind) {
    // Asked politely it waits for its own background workers, for ever.
    if (engine === 'documentdb' && isAlive(mark)) process.kill(mark.pid, UNDO);
    await end(mark);
  }
}

/** Ends servers whose owner died without stopping them. */
async function endStrays(): Promise<void> {
  for (const record of mongoRecords()) {
    if (!record.processes.every(isAlive) || (record.owner !== null && !isAlive(record.owner))) await stopMongo(record);
  }
}

function mongod(program: string, name: string, port: number, log: string): () => Promise<Running> {
  const data = join(cacheFolder('mongo-data'), name);
  rmSync(data, { recursive: true, force: true });
  return async () => ({ processes: [await launchMongod(program, data, port, log)], data });
}

const BRIDGE = fileURLToPath(new URL('mongo/bridge.ts', import.meta.url));

async function documentdb(name: string, port: number, log: string): Promise<() => Promise<Running>> {
  const home = await locked('documentdb', documentdbTree);
  const folder = newCluster(home, name);
  const postgresPort = await freePort();
  return async () => {
    const postgres = await launchPostgres(home, folder, postgresPort, log);
    const file = openSync(log, 'a');
    const child = spawn(process.execPath, [BRIDGE, String(port), String(postgresPort)], { detached: true, stdio: ['ignore', file, file] });
    child.unref();
    const bridge = child.pid === undefined ? null : markOf(child.pid);
    if (bridge === null) throw new Error('The bridge to DocumentDB could not be started.');
    if (!(await until(async () => (await ask(port, { ping: 1 })) !== null, 30))) {
      await Promise.all([end(bridge), end(postgres)]);
      throw new Error(`MongoDB does not answer on port ${port}; see ${log}`);
    }
    return { processes: [postgres, bridge], data: join(home, folder) };
  };
}
