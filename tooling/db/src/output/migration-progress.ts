import { forAdministrator, type MigrateEvent } from "@deepiri/schema-engine";
import { formatDuration, green, yellow } from "@deepiri/terminal";
import type { TablePackage } from "@deepiri/workspace";
import type { Progress } from "./progress.js";

/** Tells a person how a migration run goes. */
export interface MigrationProgress {
  onEvent(event: MigrateEvent): void;
  /** Removes what moves on the screen; lines already written stay. */
  stop(): void;
}

/** How a package is called. */
type Label = (tablePackage: TablePackage) => string;

/** What is being applied or waited for moves on the screen; what was done stays. */
export function migrationProgress(progress: Progress, label: Label): MigrationProgress {
  const activity = progress.begin("looking for pending migrations");
  return {
    onEvent: (event) => {
      const line = describe(event, label);
      if (line) progress.say(line, symbolOf(event));
      if (event.kind === "started")
        activity.update(`${label(event.package)}: ${event.migration.name}`);
      if (event.kind === "waiting") activity.update("waiting");
    },
    stop: () => activity.end(),
  };
}

function symbolOf({ kind }: MigrateEvent): string {
  return kind === "finished" || kind === "granted" ? green("✔") : yellow("!");
}

function describe(event: MigrateEvent, label: Label): string | undefined {
  switch (event.kind) {
    case "waiting": {
      const { holder } = event;
      const who = holder
        ? `process ${holder.pid} of ${holder.address ?? "this host"}, busy since ${holder.since.toISOString()}`
        : "another process";
      return `another migration is running (${who}); waiting for it to end`;
    }
    case "retrying":
      return `${label(event.package)}: ${event.names.join(", ")} had not finished; trying again`;
    case "started":
      return undefined;
    case "finished":
      return `${label(event.package)}: applied ${event.migration.name} (${formatDuration(event.milliseconds)})`;
    case "granted":
      return `roles and rights: ${event.statements.length} statements applied`;
    case "refused":
      return forAdministrator(event.database, event.statements);
  }
}
