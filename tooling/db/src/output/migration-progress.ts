import { forAdministrator, type MigrateEvent } from "@deepiri/schema-engine";
import { formatDuration, green, yellow } from "@deepiri/terminal";
import type { TablePackage } from "@deepiri/workspace";

/** Tells a person how a migration run goes. */
export interface MigrationProgress {
  onEvent(event: MigrateEvent): void;
  /** Removes what moves on the screen; lines already written stay. */
  stop(): void;
}

/** How a package is called. */
type Label = (tablePackage: TablePackage) => string;

/** A spinner on a terminal, plain lines elsewhere; everything goes to stderr. */
export async function migrationProgress(label: Label): Promise<MigrationProgress> {
  return process.stderr.isTTY ? spinning(label) : plain(label);
}

function plain(label: Label): MigrationProgress {
  return {
    onEvent: (event) => {
      const line = describe(event, label);
      if (line) process.stderr.write(`${line}\n`);
    },
    stop: () => {},
  };
}

async function spinning(label: Label): Promise<MigrationProgress> {
  const { default: ora } = await import("ora");
  const spinner = ora();
  let ticking: NodeJS.Timeout | undefined;
  const spin = (text: string): void => {
    const begin = Date.now();
    const show = (): void => {
      const seconds = Math.floor((Date.now() - begin) / 1000);
      spinner.text = seconds > 0 ? `${text} ${seconds} s` : text;
    };
    clearInterval(ticking);
    ticking = setInterval(show, 1000);
    show();
    spinner.start();
  };
  return {
    onEvent: (event) => {
      const line = describe(event, label);
      if (line)
        spinner.stopAndPersist({
          symbol: event.kind === "finished" || event.kind === "granted" ? green("✔") : yellow("!"),
          text: line,
        });
      if (event.kind === "started") spin(`${label(event.package)}: ${event.migration.name}`);
      if (event.kind === "waiting") spin("waiting");
    },
    stop: () => {
      clearInterval(ticking);
      spinner.stop();
    },
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
