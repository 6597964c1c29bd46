import { isEmbeddedMeant, startEmbedded } from "@deepiri/db";
import type { SqliteImport } from "@deepiri/sqlite-import";
import { counted } from "@deepiri/terminal";
import { Command } from "commander";
import { currentWorkspace } from "../../catalog/target-database.js";
import { importFile } from "../../lifecycle/import-file.js";
import type { Session } from "../../session/session.js";
import { asJson } from "../as-json.js";
import { confirm } from "../confirm.js";
import { describeImport } from "../describe-import.js";
import { importProgress } from "../import-progress.js";
import { type Chosen, nextCommand } from "../next-command.js";
import { onDatabase } from "../on-database.js";
import type { Progress } from "../progress.js";
import { quotedArgument } from "../quoted-argument.js";
import { stoppable } from "../stoppable.js";

interface Options extends Chosen {
  readonly url?: string;
  readonly schema: string;
  readonly yes?: true;
  readonly json?: true;
}

/** `reorganize import`: an SQLite file as it is, in a schema of the database, from where it is reorganized. */
export function importCommand(): Command {
  return new Command("import")
    .description("Load an SQLite file as it is: every table, row and value. Never writes to it.")
    .argument("<file>", "the SQLite file; what its write-ahead log holds is loaded too")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--schema <name>", "where its tables are made", "legacy")
    .option("--yes", "replace an earlier import without asking")
    .option("--json", "print what was loaded as JSON")
    .addHelpText(
      "after",
      "\nIt is one transaction: all of the file, with equal checksums on both sides, or nothing. Ctrl-C\n" +
        "leaves nothing behind.",
    )
    .action(runImport);
}

async function runImport(file: string, options: Options): Promise<void> {
  await startServer(options);
  await onDatabase("import", options, async (session, progress) => {
    const result = await loadConfirmed(session, file, options, progress);
    progress.stop();
    console.log(
      options.json ? asJson(result) : describeImport(result, session.displayUrl, options),
    );
  });
}

/** The embedded server has all databases of the workspace once it is up. */
async function startServer({ url, demo }: Options): Promise<void> {
  const workspace = currentWorkspace();
  if (url === undefined && !demo && isEmbeddedMeant(workspace)) await startEmbedded(workspace);
}

function loadConfirmed(
  session: Session,
  file: string,
  options: Options,
  progress: Progress,
): Promise<SqliteImport> {
  return stoppable(howToGoOn(file, options), (signal) =>
    importFile(session, file, {
      schema: options.schema,
      signal,
      onProgress: importProgress(progress, file),
      onReplace: async ({ schema, file: earlier, rows, importedAt }) => {
        progress.stop();
        await confirm(
          `Replace schema "${schema}" of ${session.displayUrl}, ${counted(rows, "row")} of ${earlier} from ${importedAt.toISOString().slice(0, 10)}?`,
          options.yes,
        );
      },
    }),
  );
}

function howToGoOn(file: string, { schema, ...chosen }: Options): string {
  const again = nextCommand("import", chosen, quotedArgument(file), "--schema", schema);
  return `Nothing was loaded. Import again with: ${again}`;
}
