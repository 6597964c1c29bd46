import type { Tracing } from "./tracing.js";

/**
 * Begins to trace a command where OpenTelemetry's own variables name an exporter; else nothing of it is loaded.
 *
 * @param command its name, such as `db`
 */
export async function startTracing(
  command: string,
  env = process.env,
): Promise<Tracing | undefined> {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const isOff = env.OTEL_SDK_DISABLED === "true" || env.OTEL_TRACES_EXPORTER === "none";
  if (!endpoint || isOff) return undefined;
  const { openTracing } = await import("./open-tracing.js");
  return openTracing(command, env);
}
