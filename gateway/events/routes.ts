import type { Db } from 'mongodb';
import type { Assertions } from '../../access/assertion.ts';
import type { Config } from '../../platform/config.ts';
import type { Log } from '../../platform/log.ts';
import type { OrderHub } from '../../sync/hub.ts';
import type { Door } from '../door.ts';
import type { Route } from '../http.ts';
import { createEventStreams } from './route.ts';
import { webhookRoute } from './webhook.ts';

/** A dashboard as far as its watchers and its webhook need it, whichever process synchronises it. */
export interface Watched {
  readonly db: Db;
  readonly hub: OrderHub;
  /** Synchronises the orders, or asks for it. @throws SyncBusy */
  synchronise(): Promise<unknown>;
}

/** Addresses of the production dashboard beside the graph. `stop` ends the streams: a gateway that drains would wait for them. */
export function dashboardRoutes(
  { db, hub, synchronise }: Watched,
  { SYNC_WEBHOOK_SECRET: secret }: Config,
  { door, assertions, log }: { readonly door: Door; readonly assertions: Pick<Assertions, 'verify'>; readonly log: Log },
): { readonly routes: Readonly<Record<string, Route>>; stop(): void } {
  const events = createEventStreams({ db, hub, door, verify: (assertion) => assertions.verify(assertion), log });
  return {
    routes: { '/events/production-orders': events.route, ...(secret !== undefined && { '/hooks/odoo': webhookRoute({ secret, log, synchronise }) }) },
    stop: () => events.stop(),
  };
}
