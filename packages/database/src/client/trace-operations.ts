import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { brand } from "../brand.js";
import { parseUrl } from "../connection/without-password.js";
import { errorType } from "../failure/error-type.js";
import type { PlacedPackage } from "./client-options.js";
import type { Operation } from "./prisma-runtime.js";

/** Runs an operation of a client in a span. */
export type TraceOperation = <T>(operation: Operation, work: () => Promise<T>) => Promise<T>;

/**
 * Spans for the operations of one client, in whatever span is active. They go where the program has
 * OpenTelemetry send them, and nowhere if it has not set that up. Arguments and SQL are not in them.
 */
export function traceOperations({ key, database }: PlacedPackage, url: string): TraceOperation {
  const shared = {
    "db.system.name": "postgresql",
    "db.namespace": decodeURIComponent(parseUrl(url)?.pathname.slice(1) ?? ""),
    "workspace.package": key,
    "workspace.database": database,
  };
  // Asks for the program's tracer each time, so it may be registered after the client is made.
  const tracer = trace.getTracer(`@${brand.name}/database`);
  return ({ model, name }, work) => {
    const about = { "db.operation.name": name, ...(model && { "prisma.model": model }) };
    const options = { kind: SpanKind.CLIENT, attributes: { ...shared, ...about } };
    return tracer.startActiveSpan(model ? `${name} ${model}` : name, options, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setAttribute("error.type", errorType(error));
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
  };
}
