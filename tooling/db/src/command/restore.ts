import type { Restored } from "@deepiri/backup";
import { quoteIdentifier, withoutPassword } from "@deepiri/database/without-client";
import { counted } from "@deepiri/terminal";
import { readWorkspace } from "@deepiri/workspace";
import { Command } from "commander";
import { openProgress } from "../output/progress.js";
import { databaseOption } from "../place/chosen-databases.js";
import { placeOfParts } from "../place/place-of-parts.js";

interface Options {
  readonly schema?: string[];
  readonly package?: string[];
  readonly database?: string;
  readonly json?: true;
}

/** `db restore`: what `db backup` wrote, proven to be the same. */
export function restoreCommand(): Command {
  return new Command("restore")
    .description(
      "Restore a backup, or some schemas or packages of it, and prove it. All or nothing.",
    )
    .argument("<folder>", "what `db backup --out` wrote")
    .option("--schema <name...>", "only these schemas, beside what is there")
    .option("--package <key...>", "only these packages, beside what is there")
    .option(databaseOption, "which database of the workspace; the default one if left out")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nNothing is overwritten: a table that is there already is refused.\nExit codes: 0 restored and found to be the same, 1 failed; then the database is\nas it was.",
    )
    .action(async (folder: string, options: Options) => {
      const { restore } = await import("@deepiri/backup/restore");
      const { url } = placeOfParts(readWorkspace(), options);
      const progress = await openProgress();
      const activity = progress.begin("Restoring");
      try {
        const restored = await restore({
          url,
          from: folder,
          schemas: options.schema ?? [],
          packages: options.package ?? [],
          onTable: ({ schema, name, rows }) =>
            progress.say(`${schema}.${name}: ${counted(rows, "row")}`, "✔"),
        });
        print(restored, url, options);
      } finally {
        activity.end();
      }
    });
}

function print(restored: Restored, url: string, { json }: Options): void {
  const whole = summary(restored, url);
  console.log(json ? JSON.stringify(whole, undefined, 2) : describe(whole, restored));
}

function describe(
  { tables, rows, keys, sequences }: ReturnType<typeof summary>,
  { madeRoles }: Restored,
): string {
  const logins = madeRoles
    .filter(({ canLogIn }) => canLogIn)
    .map(({ name }) => quoteIdentifier(name));
  return [
    `Restored ${counted(tables, "table")} with ${counted(rows, "row")}, ${counted(keys, "foreign key")} and ${counted(sequences, "sequence")}.`,
    "The server's counts and checksums are those of the backup.",
    ...logins.map(
      (role) =>
        `Role ${role} was made without a login; if it needs one: ALTER ROLE ${role} LOGIN PASSWORD '...';`,
    ),
  ].join("\n");
}

function summary({ tables, keys, sequences, madeRoles }: Restored, url: string) {
  return {
    url: withoutPassword(url),
    tables: tables.length,
    rows: tables.reduce((sum, one) => sum + one.rows, 0),
    keys,
    sequences,
    madeRoles: madeRoles.map(({ name }) => name),
  };
}
