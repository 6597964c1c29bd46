import type { Tracing } from "./tracing.js";

/** Begins to trace where OpenTelemetry's own variables name an exporter; else nothing of it is loaded. */
export async function startTracing(env = process.env): Promise<Tracing | undefined> {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const isOff = env.OTEL_SDK_DISABLED === "true" || env.OTEL_TRACES_EXPORTER === "none";
  if (!endpoint || isOff) return undefined;
  const { openTracing } = await import("./open-tracing.js");
  return openTracing(env);
}
