import { expect, test } from 'vitest';
import { createMetrics } from '../../platform/metrics.ts';

test('metrics are rendered in the format of Prometheus', async () => {
  const metrics = createMetrics();
  let state: 'closed' | 'open' = 'closed';
  metrics.watchBreaker(() => state);
  metrics.request({ type: 'query', outcome: 'ok', milliseconds: 30, odooCalls: 2 });
  metrics.odooCall({ model: 'sale.order', method: 'web_search_read', outcome: 'ok', milliseconds: 12 });
  metrics.subgraph({ subgraph: 'sales', outcome: 'errors', milliseconds: 20 });
  state = 'open';
  const { contentType, body } = await metrics.render();
  expect(contentType).toContain('text/plain; version=0.0.4');
  for (const line of [
    'graph_request_seconds_count{type="query",outcome="ok"} 1',
    'graph_request_odoo_calls_sum 2',
    'graph_odoo_calls_total{model="sale.order",method="web_search_read",outcome="ok"} 1',
    'graph_odoo_call_seconds_bucket{le="0.025",outcome="ok"} 1',
    'graph_subgraph_seconds_count{subgraph="sales",outcome="errors"} 1',
    'graph_odoo_breaker_state 2',
  ]) {
    expect(body.split('\n')).toContain(line);
  }
  expect(body).toContain('nodejs_eventloop_lag_seconds');
});
