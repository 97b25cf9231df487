import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What is counted, by the names that dashboards use. Labels have few values: nothing that a caller can choose is one. */
export interface Metrics {
  request(done: { type: string; outcome: 'ok' | 'partial' | 'failed'; milliseconds: number; odooCalls: number }): void;
  subgraph(done: { subgraph: string; outcome: 'ok' | 'errors'; milliseconds: number }): void;
  odooCall(done: { model: string; method: string; outcome: 'ok' | 'fault'; milliseconds: number }): void;
  /** Reads the state of the circuit breaker towards Odoo whenever metrics are asked for. */
  watchBreaker(state: () => 'closed' | 'half-open' | 'open'): void;
  /** Prometheus text format. */
  render(): Promise<{ contentType: string; body: string }>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const BREAKER = { closed: 0, 'half-open': 1, open: 2 } as const;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Histogram({
    name: 'graph_request_seconds',
    help: 'Time of GraphQL operations by type and outcome.',
    labelNames: ['type', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const callsPerRequest = new Histogram({
    name: 'graph_request_odoo_calls',
    help: 'Calls to Odoo that one GraphQL operation caused.',
    buckets: [0, 1, 2, 3, 5, 8, 13, 21],
    registers,
  });
  const subgraphs = new Histogram({
    name: 'graph_subgraph_seconds',
    help: 'Time of subgraph fetches.',
    labelNames: ['subgraph', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const odooSeconds = new Histogram({
    name: 'graph_odoo_call_seconds',
    help: 'Time of calls to Odoo by outcome.',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers,
  });
  const odooCalls = new Counter({
    name: 'graph_odoo_calls_total',
    help: 'Calls to Odoo by model, method and outcome.',
    labelNames: ['model', 'method', 'outcome'],
    registers,
  });

  return {
    request({ type, outcome, milliseconds, odooCalls: calls }) {
      requests.observe({ type, outcome }, milliseconds / 1000);
      callsPerRequest.observe(calls);
    },
    subgraph({ subgraph, outcome, milliseconds }) {
      subgraphs.observe({ subgraph, outcome }, milliseconds / 1000);
    },
    odooCall({ model, method, outcome, milliseconds }) {
      odooSeconds.observe({ outcome }, milliseconds / 1000);
      odooCalls.inc({ model, method, outcome });
    },
    watchBreaker(state) {
      new Gauge({
        name: 'graph_odoo_breaker_state',
        help: 'Circuit breaker towards Odoo: 0 closed, 1 half-open, 2 open.',
        registers,
        collect() {
          this.set(BREAKER[state()]);
        },
      });
    },
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
