import { databaseUrl, withoutPassword } from "@deepiri/database/without-client";
import { bold, dim, formatDuration, formatTable, green } from "@deepiri/terminal";
import { findDatabase, readWorkspace, type Workspace } from "@deepiri/workspace";
import { Command } from "commander";
import { type Activity, openVerboseProgress } from "../output/progress.js";
import { placesOf } from "../place/place.js";
import { countTables } from "../start/count-tables.js";
import { generateInThread } from "../start/generate-in-thread.js";
import { compile, readSeeds, runSeeds } from "../start/seed.js";
import { runMigrations } from "./migrate.js";
import { bringUp } from "./up.js";

/** `db start`: from a fresh checkout to a database that is full and ready to query. */
export function startCommand(): Command {
  return new Command("start")
    .description("Build the clients, start the server, migrate, seed, and show what is there.")
    .option("--scale <number>", "amount of demo data", "1")
    .action(async ({ scale }: { scale: string }) => {
      const workspace = readWorkspace();
      const seeds = readSeeds(workspace.root);
      const progress = await openVerboseProgress();
      const clock = new Clock();
      const during = <Result>(
        name: string,
        text: string,
        work: (now: Activity) => Promise<Result>,
      ) => {
        const activity = progress.begin(text);
        return clock.time(name, () => work(activity)).finally(activity.end);
      };
      // The clients need the processor, the server mostly waits for the disk: both at once.
      const [, servers] = await Promise.all([
        during("clients", "looking at the typed clients", ({ update }) =>
          generateInThread(workspace.root, (key) => update(`${key}: writing the typed client`)),
        ).then(() =>
          during("compiling", "compiling what has changed", () => compile(workspace.root, seeds)),
        ),
        during("server", "starting PostgreSQL", () => bringUp(workspace)).then(async (lines) => {
          await clock.time("migrations", () => runMigrations(placesOf(workspace), progress));
          return lines;
        }),
      ]);
      await clock.time("demo data", () => runSeeds(workspace.root, seeds, ["--scale", scale]));
      console.log(await summary(workspace, servers, clock));
    });
}

class Clock {
  readonly #begin = performance.now();
  readonly #parts: string[] = [];

  async time<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const begin = performance.now();
    const result = await work();
    this.#parts.push(`${name} ${formatDuration(performance.now() - begin)}`);
    return result;
  }

  /** The whole and its parts, some of which went on at the same time. */
  describe(): string[] {
    const whole = formatDuration(performance.now() - this.#begin);
    const half = Math.ceil(this.#parts.length / 2);
    const lines = [this.#parts.slice(0, half), this.#parts.slice(half)];
    return [`${whole} in all:`, ...lines.map((parts) => `  ${parts.join(", ")}`)];
  }
}

async function summary(
  workspace: Workspace,
  servers: readonly string[],
  clock: Clock,
): Promise<string> {
  const rows = await countTables(placesOf(workspace));
  const total = (of: "tables" | "rows"): number => rows.reduce((sum, row) => sum + row[of], 0);
  const table = formatTable(
    ["schema", "owner", "tables", "rows"],
    [
      ...rows.map(({ schema, owner, tables, rows }) => [schema, owner, tables, rows]),
      [bold("total"), "", total("tables"), total("rows")],
    ],
  );
  const { name: database } = findDatabase(workspace);
  const url = withoutPassword(databaseUrl({ database }, { cwd: workspace.root }));
  return [
    "",
    table,
    "",
    ...servers.map((line) => `${green("✔")} ${line}`),
    ...clock.describe().map((line) => `  ${line}`),
    dim(`  Query it: psql ${url}`),
    dim("  Look again: pnpm db:status   Stop it: pnpm db:down"),
  ].join("\n");
}
