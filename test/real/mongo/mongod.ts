import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MongoClient, type Document } from 'mongodb';
import { isAlive, markOf, until, type ProcessMark } from '../processes.ts';

/** Returns the mongod of this machine: `MONGOD`, or the first on PATH; null when there is none. */
export function findMongod(): string | null {
  const named = process.env['MONGOD'];
  if (named !== undefined && named !== '') return named;
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'mongod')).find((file) => existsSync(file)) ?? null;
}

/** Starts mongod as a replica set of one, and waits until it is the primary. */
export async function launchMongod(program: string, data: string, port: number, log: string): Promise<ProcessMark> {
  mkdirSync(data, { recursive: true });
  const file = openSync(log, 'a');
  const args = ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'rs0', '--nounixsocket', '--quiet'];
  const child = spawn(program, args, { detached: true, stdio: ['ignore', file, file] });
  const failed = new Promise<never>((_, fail) => child.once('error', fail));
  child.unref();
  const mark = child.pid === undefined ? null : markOf(child.pid);
  if (mark === null) return failed;
  const isPrimary = async (): Promise<boolean> => {
    if (!isAlive(mark)) throw new Error(`mongod ended while it was starting; see ${log}`);
    const said = await ask(port, { hello: 1 });
    if (said !== null && said['setName'] === undefined) await ask(port, { replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });
    return said?.['isWritablePrimary'] === true;
  };
  if (!(await until(isPrimary, 60))) throw new Error(`mongod is not primary after 60 s; see ${log}`);
  return mark;
}

/** Asks a server that may not be there yet; null without an answer. A client that once failed to connect stays closed: each try has its own. */
export async function ask(port: number, command: Document): Promise<Document | null> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { serverSelectionTimeoutMS: 1_000, socketTimeoutMS: 10_000 });
  try {
    return await client.db('admin').command(command);
  } catch {
    return null;
  } finally {
    await client.close();
  }
}
