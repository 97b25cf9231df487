import type { Config } from '../platform/config.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import type { Tracing } from '../platform/tracing.ts';

/** Traces where they are asked for. Otherwise nothing of OpenTelemetry is loaded, and no request passes through it. */
export async function openTracing(config: Config, lifecycle: Lifecycle): Promise<Tracing | null> {
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return null;
  const { openTelemetry } = await import('../platform/open-telemetry.ts');
  const tracing = openTelemetry({ endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT, headers: config.OTEL_EXPORTER_OTLP_HEADERS, serviceName: config.OTEL_SERVICE_NAME });
  lifecycle.started('the traces', () => tracing.stop());
  return tracing;
}
