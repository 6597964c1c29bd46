import { withoutPassword } from "@deepiri/database";
import { green } from "@deepiri/terminal";
import { Command } from "commander";
import { targetDatabase } from "../../catalog/target-database.js";
import { takeInventory } from "../../findings/take-inventory.js";
import { readWorkspaceMapping } from "../../plan/workspace-mapping.js";
import { writeResult } from "../../plan/write-result.js";
import { asJson } from "../as-json.js";
import { type ChosenDatabase, chosenUrl } from "../chosen-url.js";
import { describeInventory } from "../describe-inventory.js";
import { startProgress } from "../progress.js";
import { traced } from "../traced.js";

interface Options extends ChosenDatabase {
  readonly definitions?: string[];
  readonly out?: string;
  readonly json?: true;
}

/** `reorganize inventory`: what is there, and what differs from the target. Only reads. */
export function inventoryCommand(): Command {
  return new Command("inventory")
    .description("Show what is in a database and where it conflicts with the target. Read-only.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option(
      "--definitions <path...>",
      ".sql files, Prisma schemas, or folders of them to compare with",
    )
    .option("--out <file>", "write all of it as JSON to a file")
    .option("--json", "print all of it as JSON")
    .action((options: Options) =>
      traced("inventory", chosenUrl(options), () => runInventory(options)),
    );
}

async function runInventory(options: Options): Promise<void> {
  const { definitions = [], out, json } = options;
  const url = chosenUrl(options);
  const database = targetDatabase(options.database);
  const progress = await startProgress();
  if (!json) progress.begin(`Reading ${withoutPassword(url)}`);
  const inventory = await takeInventory(url, {
    database: database.name,
    definitions,
    mapping: await readWorkspaceMapping(database),
    onProgress: progress.update,
  }).finally(progress.stop);
  const text = asJson(inventory);
  if (out !== undefined) writeResult(out, `${text}\n`);
  console.log(json ? text : describeInventory(inventory));
  if (out !== undefined && !json) console.log(`\n${green("✔")} All of it is in ${out}.`);
}
