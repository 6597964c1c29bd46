import { type MigrateEvent, MigrationFailedError } from "@deepiri/schema-engine";
import { type Context, type Span, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { Place } from "../place/place.js";
import type { MigrationTrace } from "./tracing.js";

/** A span for the run, and in it one for each migration with what it waited for. No values of rows are in them. */
export function traceMigrations(tracer: Tracer, parent: Context, { url }: Place): MigrationTrace {
  const attributes = attributesOf(url);
  const run = tracer.startSpan("db migrate", { attributes }, parent);
  const inRun = trace.setSpan(parent, run);
  let migration: Span | undefined;
  return {
    onEvent: (event) => {
      if (event.kind === "started") {
        const { name } = event.migration;
        const about = { "migration.name": name, "migration.package": event.package.key };
        const options = { attributes: { ...attributes, ...about } };
        migration = tracer.startSpan(`migration ${name}`, options, inRun);
      } else if (event.kind === "finished") {
        migration?.end();
        migration = undefined;
      } else addEvent(migration ?? run, event);
    },
    end: (error) => {
      for (const span of migration ? [migration, run] : [run]) {
        if (error !== undefined) fail(span, error);
        span.end();
      }
    },
  };
}

function attributesOf(url: string) {
  const { hostname, port, pathname } = new URL(url);
  return {
    "db.system.name": "postgresql",
    "db.namespace": decodeURIComponent(pathname.slice(1)),
    "server.address": hostname,
    "server.port": Number(port || 5432),
  };
}

function addEvent(span: Span, event: MigrateEvent): void {
  switch (event.kind) {
    case "waiting":
      return void span.addEvent("waiting for another migration run");
    case "blocked":
      return void span.addEvent("waiting for a lock", {
        "lock.holders": event.blockers.map(({ pid }) => pid),
        "lock.waited_ms": Math.round(event.waitedMs),
      });
    case "resumed":
      return void span.addEvent("resumed", { "migration.line": event.line });
  }
}

// What a server says of a failure may quote a row.
function fail(span: Span, error: unknown): void {
  const { name } = error as Error;
  const sqlstate = error instanceof MigrationFailedError ? error.failure.sqlstate : undefined;
  span.setStatus({ code: SpanStatusCode.ERROR, message: name });
  span.setAttribute("error.type", sqlstate ?? name);
}
