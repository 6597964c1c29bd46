import type { Tracer } from "@opentelemetry/api";
import { brand } from "../brand.js";
import { databaseAttributes } from "../connection/database-attributes.js";
import { errorType } from "../failure/error-type.js";
import type { PlacedPackage } from "./client-options.js";
import type { Operation } from "./prisma-runtime.js";

/** Runs an operation of a client in a span. */
export type TraceOperation = <T>(operation: Operation, work: () => Promise<T>) => Promise<T>;

type Api = typeof import("@opentelemetry/api");
let loading: Promise<Api & { readonly tracer: Tracer }> | undefined;

/**
 * Spans for the operations of one client, in whatever span is active. They go where the program has
 * OpenTelemetry send them, and nowhere if it has not set that up. Arguments and SQL are not in them.
 */
export function traceOperations({ key, database }: PlacedPackage, url: string): TraceOperation {
  const shared = {
    ...databaseAttributes(url),
    "workspace.package": key,
    "workspace.database": database,
  };
  return async ({ model, name }, work) => {
    loading ??= loadApi();
    const { tracer, SpanKind, SpanStatusCode } = await loading;
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

/** Loaded by the first operation, since commands that only import this package would wait 20 ms for it. */
async function loadApi(): Promise<Api & { readonly tracer: Tracer }> {
  const api = await import("@opentelemetry/api");
  // Stands for the tracer that the program registers, also later.
  return { ...api, tracer: api.trace.getTracer(`@${brand.name}/database`) };
}
