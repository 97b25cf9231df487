import { foldErrors } from '../../../access/fold-errors.ts';
import { GraphError } from '../../../platform/errors.ts';
import { createLog } from '../../../platform/log.ts';
import { createMetrics } from '../../../platform/metrics.ts';
import type { Door } from '../../../gateway/door.ts';
import { preparePlanning } from '../../../gateway/engine.ts';
import { createGateway, type GatewayOptions } from '../../../gateway/gateway.ts';
import { inProcess } from '../../../gateway/in-process.ts';
import { NOTHING_PUBLISHED } from '../../../gateway/operations/persisted.ts';
import { unmetered } from '../../support/limits.ts';
import { consoleRoutes } from '../../../gateway/console/console.ts';
import { GOOD_ASSERTION, shop, supergraphOf, type FakeSubgraph } from './shop.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { data?: Record<string, unknown> | null; errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[]; extensions?: Record<string, unknown> };
}

export interface TestGateway extends AsyncDisposable {
  readonly url: string;
  readonly orders: FakeSubgraph;
  readonly customers: FakeSubgraph;
  readonly logged: Record<string, unknown>[];
  stop(): Promise<void>;
  ask(query: string, options?: { variables?: Record<string, unknown>; headers?: Record<string, string>; operationName?: string }): Promise<Answer>;
}

/** Accepts `Bearer good`, nobody, and `Bearer unlucky` whose principal cannot be looked up; refuses everything else. */
export const testDoor: Door = {
  async admit({ authorization }) {
    if (authorization === 'Bearer unlucky') {
      return {
        subject: 'employee:13',
        client: 'FIRST_PARTY',
        partner: null,
        audience: 'employee',
        assertion: async () => {
          throw new GraphError('FORBIDDEN_SA', 'That Service Account is not yours.');
        },
      };
    }
    if (authorization !== undefined && authorization !== 'Bearer good') {
      throw new GraphError('TOKEN_EXPIRED', 'The token has expired.');
    }
    return { subject: authorization ? 'employee:1004' : 'anonymous', client: 'FIRST_PARTY', partner: null, audience: authorization ? 'employee' : null, assertion: async () => GOOD_ASSERTION };
  },
};

/** A gateway over the fake shop on a free loopback port. */
export async function serveShop(overrides: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const { orders, customers } = shop();
  const logged: Record<string, unknown>[] = [];
  const log = createLog({ level: 'debug', write: (line) => logged.push(JSON.parse(line)) });
  const gateway = await createGateway({
    planning: preparePlanning(supergraphOf([orders, customers])),
    subgraphs: new Map([orders, customers].map((subgraph) => [subgraph.name, inProcess(subgraph)])),
    door: testDoor,
    log,
    metrics: createMetrics(),
    dependencies: [],
    pages: consoleRoutes({
      odoo: 'a shop',
      hasSignIn: false,
      people: [{ name: 'agent', who: 'agent of the shop', sees: 'orders' }],
      issue: async () => ({ token: 'good', serviceAccountId: null }),
    }),
    foldErrors,
    languages: ['en_US', 'fr_FR'],
    limits: unmetered(),
    calls: { fields: new Map([['Query.orders', 1], ['Query.order', 1]]), added: new Map() },
    published: NOTHING_PUBLISHED,
    timeoutMs: 5_000,
    mutationTimeoutMs: 20_000,
    maxBodyBytes: 10_000,
    origins: [],
    ...overrides,
  });
  const url = await gateway.listen(0, '127.0.0.1');
  return {
    url,
    orders,
    customers,
    logged,
    stop: gateway.stop,
    async ask(query, { headers, ...rest } = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
        body: JSON.stringify({ query, ...rest }),
      });
      return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
    },
    [Symbol.asyncDispose]: gateway.stop,
  };
}
