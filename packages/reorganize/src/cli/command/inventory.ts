import { withoutPassword } from "@deepiri/database";
import { green } from "@deepiri/terminal";
import { Command, Option } from "commander";
import { targetDatabase } from "../../catalog/target-database.js";
import { compareDefinitions } from "../../findings/definition/compare-definitions.js";
import type { DefinitionReport } from "../../findings/definition/report.js";
import type { Inventory } from "../../findings/inventory.js";
import { takeInventory } from "../../findings/take-inventory.js";
import { readWorkspaceMapping } from "../../plan/workspace-mapping.js";
import { writeResult } from "../../plan/write-result.js";
import { ReorganizeError } from "../../session/errors.js";
import { asJson } from "../as-json.js";
import { type ChosenDatabase, chosenUrl } from "../chosen-url.js";
import { definitionsMarkdown } from "../definitions/definitions-markdown.js";
import { describeDefinitions } from "../describe-definitions.js";
import { describeInventory } from "../describe-inventory.js";
import { type Progress, silent, startProgress } from "../progress.js";
import { traced } from "../traced.js";

interface Options extends ChosenDatabase {
  readonly definitions?: string[];
  readonly out?: string;
  readonly json?: true;
  readonly markdown?: true;
}

/** `reorganize inventory`: what is there, and what differs from the target. Only reads. */
export function inventoryCommand(): Command {
  return new Command("inventory")
    .description("Show what is in a database and where it conflicts with the target. Read-only.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option(
      "--definitions <path...>",
      "SQL files that define tables, by families: [name=]FOLDER, a .sql or .prisma file, or a .txt file that lists some in their order; compared with --url or --database, if given",
    )
    .option("--out <file>", "write all of it as JSON to a file")
    .addOption(new Option("--json", "print all of it as JSON").conflicts("markdown"))
    .option("--markdown", "print all that the definitions say as Markdown")
    .action((options: Options) =>
      traced("inventory", chosenUrl(options), () => runInventory(options)),
    );
}

async function runInventory(options: Options): Promise<void> {
  const { definitions = [], markdown, out, json } = options;
  if (markdown && definitions.length === 0)
    throw new ReorganizeError("--markdown is for what --definitions finds. Name some.");
  const progress = await startProgress();
  const isShown = json === undefined && markdown === undefined;
  const found = await read(options, isShown ? progress : silent).finally(progress.stop);
  const text = asJson(found);
  if (out !== undefined) writeResult(out, `${text}\n`);
  if (json) console.log(text);
  else if (markdown && found.definitions) console.log(definitionsMarkdown(found.definitions));
  else
    console.log(
      "database" in found ? describeInventory(found) : describeDefinitions(found.definitions),
    );
  if (out !== undefined && isShown) console.log(`\n${green("✔")} All of it is in ${out}.`);
}

/** The database with what definitions say, or that alone where no database is named. */
async function read(
  { definitions = [], ...chosen }: Options,
  { begin, update }: Progress,
): Promise<Inventory | { readonly definitions: DefinitionReport }> {
  const url = chosenUrl(chosen);
  if (definitions.length > 0 && chosen.url === undefined && chosen.database === undefined) {
    begin(`Loading definitions into scratch databases at ${withoutPassword(url)}`);
    return { definitions: await compareDefinitions(url, definitions, { onProgress: update }) };
  }
  const database = targetDatabase(chosen.database);
  begin(`Reading ${withoutPassword(url)}`);
  return takeInventory(url, {
    database: database.name,
    definitions,
    mapping: await readWorkspaceMapping(database),
    onProgress: update,
  });
}
