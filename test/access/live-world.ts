import { actorModel, associationModel, GOVERNED_OBJECTS, type GovernedObject } from '../../access/storage/objects.ts';
import { connectOdoo } from '../../odoo/client/connect.ts';
import { readDatabase } from '../../odoo/database/read-database.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import { INVERSES, REQUEST, type World } from './world.ts';

/** How to reach an Odoo that holds the data set, and how that stores governance. */
export interface LiveOdoo {
  readonly url: string;
  readonly db: string;
  readonly username: string;
  readonly apiKey: string;
  readonly tables: 'two-table' | 'one-table' | null;
  readonly stamps: boolean;
}

export interface LiveWorld extends World {
  /** The same database, as if it had no inverse fields. */
  readonly withoutInverses: World;
  close(): Promise<void>;
}

const MODELS = [
  'res.partner', 'abs.employee', 'ov.membership', 'ov.serviced_account', 'sale.order', 'abs.subscription',
  ...(Object.keys(GOVERNED_OBJECTS) as GovernedObject[]).flatMap((object) => [associationModel(object), actorModel(object), GOVERNED_OBJECTS[object].model]),
];

export async function openLiveWorld({ url, db, username, apiKey, tables, stamps }: LiveOdoo): Promise<LiveWorld> {
  const odoo = await connectOdoo({ url, db, username, apiKey });
  const database = await readDatabase(odoo, MODELS, REQUEST);
  const calls: string[] = [];
  const world: World = {
    tables: tables !== null,
    stamps,
    odoo: {
      version: odoo.version,
      transport: odoo.transport,
      call: (call, request) => {
        calls.push(call.model);
        return odoo.call(call, request);
      },
      close: () => odoo.close(),
    },
    database,
    data: dataset({ generation: tables ?? 'stamps' }),
    calls,
    ids: (model, domain: Domain) => odoo.call<number[]>({ model, method: 'search', args: { domain, order: 'id' }, kind: 'read' }, REQUEST),
  };
  return {
    ...world,
    withoutInverses: {
      ...world,
      database: {
        has: (model) => database.has(model),
        model: (model) => database.model(model),
        field: (model, name) => (INVERSES.includes(name) && model !== 'ov.serviced_account' ? null : database.field(model, name)),
      },
    },
    close: () => odoo.close(),
  };
}
