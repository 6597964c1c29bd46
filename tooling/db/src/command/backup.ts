import { backUp, type Manifest } from "@deepiri/backup";
import { readWorkspace } from "@deepiri/workspace";
import { Command } from "commander";
import { formatBytes } from "../output/format-bytes.js";
import { openProgress } from "../output/progress.js";
import { databaseOption } from "../place/chosen-databases.js";
import { placeOfParts } from "../place/place-of-parts.js";

interface Options {
  readonly out: string;
  readonly schema?: string[];
  readonly package?: string[];
  readonly database?: string;
  readonly json?: true;
}

/** `db backup`: a folder from which `db restore` makes the database, or a part of it, again. */
export function backupCommand(): Command {
  return new Command("backup")
    .description("Write all of a database, or some schemas or packages, into a new folder.")
    .requiredOption("--out <folder>", "the folder to make; it must not be there, or be empty")
    .option("--schema <name...>", "only these schemas")
    .option("--package <key...>", "only these packages, with their histories")
    .option(databaseOption, "which database of the workspace; the default one if left out")
    .option("--json", "print the outcome as JSON")
    .addHelpText("after", "\nExit codes: 0 done, 1 failed; then nothing of the backup is left.")
    .action(async (options: Options) => {
      const place = placeOfParts(readWorkspace(), options);
      const progress = await openProgress();
      const activity = progress.begin("Backing up");
      try {
        const manifest = await backUp({
          ...place,
          out: options.out,
          schemas: options.schema ?? [],
          packages: options.package ?? [],
          onTable: ({ schema, name, rows }) =>
            progress.say(`${schema}.${name}: ${rows.toLocaleString("en-US")} rows`, "✔"),
        });
        print(manifest, options);
      } finally {
        activity.end();
      }
    });
}

function print(manifest: Manifest, { out, json }: Options): void {
  const whole = summary(manifest, out);
  console.log(json ? JSON.stringify(whole, undefined, 2) : describe(whole));
}

function describe({ folder, tables, rows, bytes, unsaved }: ReturnType<typeof summary>): string {
  return [
    `Backed up ${tables} tables with ${rows.toLocaleString("en-US")} rows, ${formatBytes(bytes)}.`,
    ...unsaved.map((one) => `Not in it: ${one}.`),
    `Restore it with: db restore ${folder}`,
  ].join("\n");
}

function summary(manifest: Manifest, folder: string) {
  const { database, takenAt, server, tables, definitions, unsaved, packages } = manifest;
  return {
    folder,
    database,
    takenAt,
    server: server.version,
    packages: packages.map(({ key }) => key),
    tables: tables.length,
    rows: tables.reduce((sum, one) => sum + one.rows, 0),
    bytes: [...tables, definitions].reduce((sum, one) => sum + one.bytes, 0),
    unsaved,
  };
}
