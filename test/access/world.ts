import type { DatabaseShape } from '../../access/odoo-records.ts';
import { ACCESS_MODELS } from '../../access/storage/objects.ts';
import { connectOdoo } from '../../odoo/client/connect.ts';
import { readDatabase } from '../../odoo/database/read-database.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { OdooPort, OdooRequest } from '../../odoo/port.ts';
import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import type { Dataset, Generation, Value } from '../../odoo/sandbox/data/types.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';

/** An Odoo that holds the data set, as access/ sees it. */
export interface World {
  /** Association tables, stamps on the records, or both. */
  readonly tables: boolean;
  readonly stamps: boolean;
  readonly odoo: OdooPort;
  readonly database: DatabaseShape;
  readonly data: Dataset;
  /** The models that were asked for since the array was emptied, call by call. */
  readonly calls: string[];
  /** What a search finds, ascending. */
  ids(model: string, domain: Domain): Promise<readonly number[]>;
  close(): Promise<void>;
}

export const STORAGES = ['two-table', 'two-table without inverses', 'one-table', 'one-table without inverses', 'stamps', 'two-table beside stamps'] as const;
export type Storage = (typeof STORAGES)[number];

export const REQUEST: OdooRequest = { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER, tenant: 'test' };

interface Address {
  readonly url: string;
  readonly db: string;
  readonly username: string;
  readonly apiKey: string;
}

interface Held {
  readonly tables: boolean;
  readonly stamps: boolean;
  readonly data: Dataset;
}

const MODELS = [...ACCESS_MODELS, 'sale.order', 'abs.subscription', 'mail.message'];

/** A world on a server that runs already. */
export async function connectWorld({ url, db, username, apiKey }: Address, held: Held): Promise<World> {
  const client = await connectOdoo({ url, db, username, apiKey });
  const calls: string[] = [];
  return {
    ...held,
    calls,
    database: await readDatabase(client, MODELS, REQUEST),
    odoo: {
      version: client.version,
      transport: client.transport,
      call: (call, request) => {
        calls.push(call.model);
        return client.call(call, request);
      },
      close: () => client.close(),
    },
    ids: (model, domain) => client.call<number[]>({ model, method: 'search', args: { domain, order: 'id' }, kind: 'read' }, REQUEST),
    close: () => client.close(),
  };
}

const opened: World[] = [];

/** A sandbox Odoo of this storage; `change` tells the story differently. Ends with `closeWorlds`. */
export async function openWorld(storage: Storage, change: (data: Dataset) => Dataset = (data) => data): Promise<World> {
  const generation: Generation = storage === 'stamps' ? 'stamps' : storage.startsWith('one') ? 'one-table' : 'two-table';
  const stamps = storage.endsWith('stamps');
  const data = change(dataset({ generation }));
  const sandbox = await startSandbox({ generation, stamps, inverseFields: !storage.includes('without'), dataset: data });
  const world = await connectWorld(sandbox, { tables: generation !== 'stamps', stamps, data });
  const whole: World = {
    ...world,
    close: async () => {
      await world.close();
      await sandbox.stop();
    },
  };
  opened.push(whole);
  return whole;
}

/** Sandboxes of several storages, to be asked for by name. */
export async function openWorlds(...storages: readonly Storage[]): Promise<(storage: Storage) => World> {
  const worlds = new Map(await Promise.all(storages.map(async (storage): Promise<[Storage, World]> => [storage, await openWorld(storage)])));
  return (storage) => {
    const world = worlds.get(storage);
    if (world === undefined) throw new Error(`This file has opened no ${storage} world.`);
    return world;
  };
}

/** Ends every sandbox of the file. */
export async function closeWorlds(): Promise<void> {
  await Promise.all(opened.splice(0).map((world) => world.close()));
}

/** The same company with one row changed. */
export function changed(model: string, id: number, patch: Readonly<Record<string, Value>>): (data: Dataset) => Dataset {
  return (data) => ({ ...data, [model]: (data[model] ?? []).map((row) => (row.id === id ? { ...row, ...patch } : row)) });
}

/** The same world, as if its database lacked some fields. */
export function lacking(world: World, isGone: (model: string, field: string) => boolean): World {
  const { database } = world;
  return {
    ...world,
    database: {
      has: (model) => database.has(model),
      model: (model) => database.model(model),
      field: (model, name) => (isGone(model, name) ? null : database.field(model, name)),
    },
  };
}

/** As if nothing led from records and people to their rows. */
export function withoutInverses(world: World): World {
  return lacking(world, (model, field) => ['ov_sa_assignment_ids', 'ov_membership_ids', 'ov_fleet_item_ids', 'ov_asset_ids', 'ov_move_line_ids'].includes(field) || (model === 'abs.employee' && field === 'membership_ids'));
}
