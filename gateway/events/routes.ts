import type { Assertions } from '../../access/assertion.ts';
import type { Config } from '../../platform/config.ts';
import type { Log } from '../../platform/log.ts';
import type { Dashboard } from '../../sync/dashboard.ts';
import type { Door } from '../door.ts';
import type { Route } from '../graphql-route.ts';
import { createEventStreams } from './route.ts';
import { webhookRoute } from './webhook.ts';

/** Addresses of the production dashboard beside the graph. `stop` ends the streams: a gateway that drains would wait for them. */
export function dashboardRoutes(
  dashboard: Dashboard,
  { SYNC_WEBHOOK_SECRET: secret }: Config,
  { door, assertions, log }: { readonly door: Door; readonly assertions: Pick<Assertions, 'verify'>; readonly log: Log },
): { readonly routes: Readonly<Record<string, Route>>; stop(): void } {
  const events = createEventStreams({ db: dashboard.db, hub: dashboard.hub, door, verify: (assertion) => assertions.verify(assertion), log });
  const synchronise = (): Promise<unknown> => dashboard.run({ kind: 'ORDERS', trigger: 'WEBHOOK', by: null });
  return {
    routes: { '/events/production-orders': events.route, ...(secret !== undefined && { '/hooks/odoo': webhookRoute({ secret, log, synchronise }) }) },
    stop: () => events.stop(),
  };
}
