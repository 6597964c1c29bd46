import { databaseUrl, withoutPassword } from "@deepiri/database";
import { bold, dim, formatDuration, formatTable, green } from "@deepiri/terminal";
import { findDatabase, readWorkspace, type Workspace } from "@deepiri/workspace";
import { Command } from "commander";
import { placesOf } from "../place/place.js";
import { countTables } from "../start/count-tables.js";
import { buildClients, seed } from "../start/seed.js";
import { runMigrations } from "./migrate.js";
import { bringUp } from "./up.js";

/** `db start`: from a fresh checkout to a database that is full and ready to query. */
export function startCommand(): Command {
  return new Command("start")
    .description("Build the clients, start the server, migrate, seed, and show what is there.")
    .option("--scale <number>", "amount of demo data", "1")
    .action(async ({ scale }: { scale: string }) => {
      const workspace = readWorkspace();
      const clock = new Clock();
      // The clients need the processor, the server mostly waits for the disk: both at once.
      const [, servers] = await Promise.all([
        clock.time("clients", () => buildClients(workspace.root)),
        clock
          .time("server", () => bringUp(workspace))
          .then(async (lines) => {
            await clock.time("migrations", () => runMigrations(placesOf(workspace)));
            return lines;
          }),
      ]);
      await clock.time("demo data", () => seed(workspace.root, ["--scale", scale]));
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

  describe(): string {
    return `${formatDuration(performance.now() - this.#begin)} in all: ${this.#parts.join(", ")}`;
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
    `  ${clock.describe()}`,
    dim(`  Query it: psql ${url}   Look again: pnpm db:status   Stop it: pnpm db:down`),
  ].join("\n");
}
