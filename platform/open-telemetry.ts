import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import { W3CTraceContextPropagator, parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { failureCode, type Step, type StepOptions, type Tracing } from './tracing.ts';
import { NAME, VERSION } from './version.ts';

export interface OpenTelemetryOptions {
  /** Base address of an OTLP/HTTP receiver, without `/v1/traces`. */
  readonly endpoint: string;
  /** `name=value,…` as OpenTelemetry writes them; for credentials of the receiver. */
  readonly headers?: string | undefined;
  readonly serviceName: string;
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;
/** Longest time for one delivery; spans that cannot be delivered are dropped, and no request waits for it. */
const EXPORT_TIMEOUT_MS = 5_000;

const PROPAGATOR = new W3CTraceContextPropagator();
const GETTER = { get: (carrier: Readonly<Record<string, string>>, key: string): string | undefined => carrier[key], keys: (carrier: Readonly<Record<string, string>>): string[] => Object.keys(carrier) };
const SETTER = { set: (carrier: Record<string, string>, key: string, value: string): void => void (carrier[key] = value) };

function stepOf(span: Span): Step {
  return {
    set: (attributes) => void span.setAttributes(attributes),
    fail: (code) => void span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR }),
  };
}

/** Traces by OpenTelemetry, delivered by OTLP over HTTP. Keeps to itself: nothing global is set, nothing is patched. */
export function openTelemetry({ endpoint, headers, serviceName }: OpenTelemetryOptions): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: parseKeyPairsIntoRecord(headers),
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': VERSION }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: EXPORT_TIMEOUT_MS })],
  });
  const tracer = provider.getTracer(NAME, VERSION);
  const underWay = new AsyncLocalStorage<Context>();

  const parentOf = ({ traceparent }: StepOptions): Context =>
    traceparent === undefined ? (underWay.getStore() ?? ROOT_CONTEXT) : PROPAGATOR.extract(ROOT_CONTEXT, { traceparent }, GETTER);

  return {
    async run(name, options, work) {
      const parent = parentOf(options);
      const span = tracer.startSpan(name, { kind: KINDS[options.kind], attributes: { ...options.attributes } }, parent);
      const step = stepOf(span);
      try {
        return await underWay.run(trace.setSpan(parent, span), () => work(step));
      } catch (error) {
        step.fail(failureCode(error));
        throw error;
      } finally {
        span.end();
      }
    },
    traceparent() {
      const context = underWay.getStore();
      if (context === undefined) return undefined;
      const carrier: Record<string, string> = {};
      PROPAGATOR.inject(context, carrier, SETTER);
      return carrier['traceparent'];
    },
    stop: () => provider.shutdown(),
  };
}
