import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { Database, type CallRecord } from './database.ts';
import { dataset as believableCompany } from './data/dataset.ts';
import { Faults } from './faults.ts';
import type { Dataset } from './load.ts';
import { modelsOf, type DatabaseShape } from './models/index.ts';
import { installedModules } from './modules.ts';
import { Registry } from './registry.ts';
import { sandboxServer } from './server.ts';
import type { Table } from './store.ts';
import { USERS, withSandboxUsers } from './users.ts';
import { modelsInVersion, rowsInVersion } from './versions.ts';

export interface SandboxOptions {
  /** Which Odoo it is; 17 and 18 have no JSON-2 and older field names. Default 19. */
  readonly version?: 17 | 18 | 19;
  /** How governance is stored. Default `two-table`. */
  readonly generation?: DatabaseShape['generation'];
  /** Whether associations can be reached from the records (one2many). Default true. */
  readonly inverseFields?: boolean;
  /** Whether sales orders have an approval. Default true. */
  readonly approval?: boolean;
  /** Whether records carry stamps, also beside the associations. Default: only in the generation of that name. */
  readonly stamps?: boolean;
  readonly port?: number;
  readonly host?: string;
  /** Rows instead of the believable company. */
  readonly dataset?: Dataset;
  /** Added to every answer. */
  readonly latencyMs?: number;
  /** False: every answer closes its connection, as a real Odoo does. Default true. */
  readonly keepAlive?: boolean;
  /** What `now` is, for defaults and computed values. */
  readonly clock?: () => Date;
}

export interface Sandbox extends AsyncDisposable {
  readonly url: string;
  readonly db: string;
  readonly version: 17 | 18 | 19;
  /** The service user. */
  readonly uid: number;
  readonly username: string;
  readonly apiKey: string;
  /** All users by what they are, for tests of what others may not. */
  readonly users: typeof USERS;
  /** The calls that reached the engine, oldest first. */
  readonly calls: readonly CallRecord[];
  clearCalls(): void;
  readonly faults: Faults;
  /** Stops accepting connections, and cuts those that are open; `resume` listens on the same port again. */
  suspend(): Promise<void>;
  resume(): Promise<void>;
  /** The rows of a model, to look at or to change behind the engine's back. */
  table(model: string): Table;
  /** Everything from now on can be taken back: answers what does that. One at a time. */
  checkpoint(): () => void;
  /** Every row of every model as it is now, to compare. */
  rows(): ReturnType<Database['rows']>;
  stop(): Promise<void>;
}

/** Starts an Odoo in memory that answers like a real one on a loopback port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { version = 19, generation = 'two-table', inverseFields = true, approval = true, host = '127.0.0.1', keepAlive = true } = options;
  const { stamps = generation === 'stamps' } = options;
  const faults = new Faults();
  const rows = withSandboxUsers(options.dataset ?? believableCompany({ generation }));
  const registry = new Registry(modelsInVersion(modelsOf({ generation, inverseFields, approval, stamps }), version));
  const database = new Database({
    name: 'sandbox',
    version,
    registry,
    users: Object.values(USERS),
    dataset: { ...rowsInVersion(rows, version, (model, field) => registry.find(model)?.fields[field] !== undefined), ...installedModules(version) },
    clock: options.clock ?? (() => new Date()),
  });
  const server = sandboxServer({ database, faults, keepAlive, latency: () => options.latencyMs ?? 0 });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, host);
    await once(server, 'listening');
  };
  await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const suspend = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: `http://${host}:${port}`,
    db: database.name,
    version,
    uid: USERS.admin.uid,
    username: USERS.admin.login,
    apiKey: USERS.admin.apiKey,
    users: USERS,
    calls: database.calls,
    clearCalls: () => void database.calls.splice(0),
    faults,
    suspend,
    resume: () => listen(port),
    table: (model) => database.table(model),
    checkpoint: () => database.checkpoint(),
    rows: () => database.rows(),
    stop: suspend,
    [Symbol.asyncDispose]: suspend,
  };
}
