import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dispatch } from './dispatch.ts';
import { Engine } from './engine.ts';
import { Messages, reply, type Request } from './wire.ts';

/** A running embedded store. */
export interface EmbeddedServer {
  /** Address for the official driver. */
  readonly uri: string;
  readonly engine: Engine;
  close(): Promise<void>;
}

// The kernel's limit for the path of a Unix socket, with its end.
const MAX_PATH = 104;

/**
 * Starts the embedded store over `<folder>/store/`: a server in this process that speaks MongoDB's wire protocol on a Unix socket which only
 * the user of this process can reach. Throws FileRefused when another process has the folder's store open.
 */
export async function startEmbedded(folder: string): Promise<EmbeddedServer> {
  const home = resolve(folder, 'store');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chmodSync(home, 0o700);
  const engine = new Engine(home);
  const socket = socketPath(home);
  const connections = new Set<Socket>();
  try {
    // One that was left by a process that died: the file's lock says that nobody uses it.
    rmSync(socket.path, { force: true });
    const server = await listen(socket.path, (connection) => {
      connections.add(connection);
      connection.once('close', () => connections.delete(connection));
      serve(connection, engine, connections.size);
    });
    chmodSync(socket.path, 0o600);
    const close = async (): Promise<void> => {
      for (const connection of connections) connection.destroy();
      await new Promise((done) => server.close(done));
      await engine.file.flushed();
      engine.close();
      rmSync(socket.folder ?? socket.path, { recursive: true, force: true });
    };
    return { uri: `mongodb://${encodeURIComponent(socket.path)}/?directConnection=true`, engine, close };
  } catch (error) {
    engine.close();
    throw error;
  }
}

/** Beside the file, or in a folder of its own when that path is too long. */
function socketPath(home: string): { readonly path: string; readonly folder: string | null } {
  const path = join(home, 'store.sock');
  if (Buffer.byteLength(path) < MAX_PATH) return { path, folder: null };
  const folder = mkdtempSync(join(tmpdir(), 'odoo-graph-'));
  return { path: join(folder, 'store.sock'), folder };
}

async function listen(path: string, onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection);
  await new Promise<void>((done, fail) => server.once('error', fail).listen(path, done));
  // The process may end although the store is open: its file needs no goodbye.
  server.unref();
  return server;
}

/** Answers the requests of one connection, one after the other. */
function serve(socket: Socket, engine: Engine, connection: number): void {
  const messages = new Messages();
  let last = Promise.resolve();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const request of messages.take(chunk)) last = last.then(() => answer(socket, engine, request, connection));
    } catch {
      socket.destroy();
    }
  });
}

async function answer(socket: Socket, engine: Engine, request: Request, connection: number): Promise<void> {
  const { command, db } = request;
  try {
    const result = await dispatch({ engine, db, command, connection });
    if (!request.isUnanswered && !socket.destroyed) socket.write(reply(request, result));
  } catch (error) {
    const errmsg = error instanceof Error ? error.message : String(error);
    if (!request.isUnanswered && !socket.destroyed) socket.write(reply(request, { ok: 0, errmsg, code: 1, codeName: 'InternalError' }));
  }
}
