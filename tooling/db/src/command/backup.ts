import type { Manifest } from "@deepiri/backup";
import { brand } from "@deepiri/database/brand";
import { counted, formatBytes } from "@deepiri/terminal";
import { readWorkspace } from "@deepiri/workspace";
import { Command, InvalidArgumentError } from "commander";
import { openProgress } from "../output/progress.js";
import { databaseOption } from "../place/chosen-databases.js";
import { placeOfParts } from "../place/place-of-parts.js";

interface Options {
  readonly out: string;
  readonly schema?: string[];
  readonly package?: string[];
  readonly database?: string;
  readonly url?: string;
  readonly sample?: number;
  readonly seed: number;
  readonly mask?: true;
  readonly json?: true;
}

/** A secret of one's own for --mask. */
const maskVariable = `${brand.environmentPrefix}MASK_KEY`;

/** `db backup`: a folder from which `db restore` makes the database, or a part of it, again. */
export function backupCommand(): Command {
  return new Command("backup")
    .description("Write all of a database, or some schemas or packages, into a new folder.")
    .requiredOption("--out <folder>", "the folder to make; it must not be there, or be empty")
    .option("--schema <name...>", "only these schemas")
    .option("--package <key...>", "only these packages, with their histories")
    .option(databaseOption, "which database of the workspace; the default one if left out")
    .option("--url <url>", "back up this database, in place of where the workspace's is")
    .option(
      "--sample <rows>",
      "only so many rows of each table, with all rows that they lead to",
      wholeNumber,
    )
    .option("--seed <number>", "which rows --sample takes", wholeNumber, 0)
    .option("--mask", "replace what Prisma files mark as personal and what is secret by its name")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      `\nWith the same ${maskVariable} the same value is masked the same way\nin every backup; without it, in this one.\nExit codes: 0 done, 1 failed; then nothing of the backup is left.`,
    )
    .action(async (options: Options) => {
      const { backUp, maskSecret } = await import("@deepiri/backup");
      const place = placeOfParts(readWorkspace(), options);
      const progress = await openProgress();
      const activity = progress.begin("Backing up");
      try {
        const manifest = await backUp({
          ...place,
          out: options.out,
          schemas: options.schema ?? [],
          packages: options.package ?? [],
          ...(options.sample !== undefined && {
            sample: { rows: options.sample, seed: options.seed },
          }),
          ...(options.mask && { mask: maskSecret(process.env[maskVariable]) }),
          onTable: ({ schema, name, rows }) =>
            progress.say(`${schema}.${name}: ${counted(rows, "row")}`, "✔"),
        });
        print(manifest, options);
      } finally {
        activity.end();
      }
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It has to be a whole number.");
  return Number(text);
}

function print(manifest: Manifest, { out, json }: Options): void {
  const whole = summary(manifest, out);
  console.log(json ? JSON.stringify(whole, undefined, 2) : describe(whole));
}

function describe(whole: ReturnType<typeof summary>): string {
  const { folder, tables, rows, largeObjects, bytes, unsaved, masked } = whole;
  return [
    `Backed up ${counted(tables, "table")} with ${counted(rows, "row")}${largeObjects > 0 ? ` and ${counted(largeObjects, "large object")}` : ""}, ${formatBytes(bytes)}.`,
    ...(masked.length > 0
      ? [`Masked: ${counted(masked.length, "column")}, named in manifest.json.`]
      : []),
    ...unsaved.map((one) => `Not in it: ${one}.`),
    `Restore it with: db restore ${folder}`,
  ].join("\n");
}

function summary(manifest: Manifest, folder: string) {
  const {
    database,
    takenAt,
    server,
    tables,
    definitions,
    largeObjects,
    unsaved,
    packages,
    masked,
  } = manifest;
  const files = [...tables, definitions, ...(largeObjects ? [largeObjects] : [])];
  return {
    folder,
    database,
    takenAt,
    server: server.version,
    packages: packages.map(({ key }) => key),
    tables: tables.length,
    rows: tables.reduce((sum, one) => sum + one.rows, 0),
    largeObjects: largeObjects?.objects ?? 0,
    bytes: files.reduce((sum, one) => sum + one.bytes, 0),
    unsaved,
    masked: masked ?? [],
  };
}
