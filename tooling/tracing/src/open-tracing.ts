import { brand, databaseAttributes } from "@deepiri/database/without-client";
import { type Context, ROOT_CONTEXT } from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { beginSpan } from "./begin-span.js";
import type { Tracing } from "./tracing.js";

const flushMs = 3_000;

/** Collects spans, and sends them over HTTP to where OpenTelemetry's variables say. An exporter that is not there fails nothing. */
export function openTracing(command: string, env: NodeJS.ProcessEnv): Tracing {
  const serviceName = env.OTEL_SERVICE_NAME ?? `${brand.name}-${command}`;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ timeoutMillis: flushMs }))],
  });
  const tracer = provider.getTracer(`@${brand.name}/${command}`);
  return {
    begin: (name, url) =>
      beginSpan({ tracer, shared: databaseAttributes(url) }, parentIn(env), name),
    end: async () => {
      const late = new Promise((resolve) => setTimeout(resolve, flushMs).unref());
      await Promise.race([provider.shutdown().catch(() => {}), late]);
    },
  };
}

/** What the command is a part of, such as a deployment: the span that TRACEPARENT names. */
function parentIn({ TRACEPARENT, TRACESTATE }: NodeJS.ProcessEnv): Context {
  const carrier: Record<string, string | undefined> = {
    traceparent: TRACEPARENT,
    tracestate: TRACESTATE,
  };
  return new W3CTraceContextPropagator().extract(ROOT_CONTEXT, carrier, {
    get: (from: typeof carrier, key) => from[key],
    keys: Object.keys,
  });
}
