import { type Blocker, blockerText } from "@deepiri/database/session";
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

type BlockedEvent = Extract<MigrateEvent, { kind: "blocked" }>;

/** How a package is called. */
type Label = (tablePackage: TablePackage) => string;

/** What is being applied or waited for moves on the screen; what was done stays. */
export function migrationProgress(progress: Progress, label: Label): MigrationProgress {
  const activity = progress.begin("looking for pending migrations");
  const isWorthALine = changesOnly();
  return {
    onEvent: (event) => {
      if (event.kind === "blocked") {
        activity.update(waitingFor(event, label));
        if (!isWorthALine(event)) return;
      }
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
  return ["finished", "recorded", "granted"].includes(kind) ? green("✔") : yellow("!");
}

function waitingFor({ by, blockers, waitedMs }: BlockedEvent, label: Label): string {
  const who = by
    ? `${label(by.package)}: ${by.migration.name}, line ${by.line}`
    : "owners and rights";
  return blockedText(who, blockers, waitedMs);
}

/** Who waits, how long by now, and for whom. */
export function blockedText(who: string, blockers: readonly Blocker[], waitedMs: number): string {
  const held = blockers.map(blockerText).join(", ");
  return `${who}: has waited ${formatDuration(waitedMs)} for a lock, held by ${held}`;
}

const sameAgainAfterMs = 15_000;

/** Whether a line that stays is worth it: others are in the way than before, or it takes long. */
function changesOnly(): (event: BlockedEvent) => boolean {
  let [told, toldAt] = ["", 0];
  return ({ blockers, waitedMs }) => {
    const who = blockers.map(({ pid }) => pid).join();
    const isNews = who !== told || waitedMs < toldAt || waitedMs - toldAt >= sameAgainAfterMs;
    if (isNews) [told, toldAt] = [who, waitedMs];
    return isNews;
  };
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
    case "resumed":
      return `${label(event.package)}: ${event.migration.name} had run up to line ${event.line}; going on there`;
    case "blocked":
      return waitingFor(event, label);
    case "started":
      return undefined;
    case "finished":
      return `${label(event.package)}: applied ${event.migration.name} (${formatDuration(event.milliseconds)})`;
    case "recorded":
      return `${label(event.package)}: has what ${event.migrations.map(({ name }) => name).join(", ")} replaces; recorded, not run`;
    case "granted":
      return `roles and rights: ${event.statements.length} statements applied`;
    case "refused":
      return forAdministrator(event.database, event.statements);
  }
}
