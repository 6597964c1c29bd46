import type { MigrateEvent } from "@deepiri/schema-engine";
import type { Span } from "@deepiri/tracing";

/** Spans of the migrations of one run. */
export interface MigrationTrace {
  onEvent(event: MigrateEvent): void;
  /** Ends what is still open; with what it failed with, if it failed. */
  end(error?: unknown): void;
}

/** Begins a span in that of the run for each migration, with what it waited for. */
export function traceMigrations(run: Span): MigrationTrace {
  let migration: Span | undefined;
  return {
    onEvent: (event) => {
      if (event.kind === "started") {
        const { name } = event.migration;
        const about = { "migration.name": name, "migration.package": event.package.key };
        migration = run.begin(`migration ${name}`, about);
      } else if (event.kind === "finished") {
        migration?.end();
        migration = undefined;
      } else addEvent(migration ?? run, event);
    },
    end: (error) => {
      migration?.end(error);
      run.end(error);
    },
  };
}

function addEvent(span: Span, event: MigrateEvent): void {
  if (event.kind === "waiting") span.event("waiting for another migration run");
  if (event.kind === "resumed") span.event("resumed", { "migration.line": event.line });
  if (event.kind === "blocked")
    span.event("waiting for a lock", {
      "lock.holders": event.blockers.map(({ pid }) => pid),
      "lock.waited_ms": Math.round(event.waitedMs),
    });
}
