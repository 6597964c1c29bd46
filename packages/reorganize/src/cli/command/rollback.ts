import { formatDuration, green, yellow } from "@deepiri/terminal";
import { Command } from "commander";
import { type RolledBack, readUndoable, rollBack } from "../../lifecycle/rollback.js";
import { Session } from "../../session/session.js";
import { chosenUrl } from "../chosen-url.js";
import { commandFor } from "../command-for.js";
import { confirm } from "../confirm.js";
import { type Progress, silent, startProgress } from "../progress.js";
import { stepProgress } from "../step-progress.js";
import { stoppable } from "../stoppable.js";

interface Options {
  readonly url?: string;
  readonly yes?: true;
  readonly json?: true;
}

/** `reorganize rollback`: back to where the database was, with the rows written since. */
export function rollbackCommand(): Command {
  return new Command("rollback")
    .description("Undo what apply did; rows written since stay. The plan's file is not needed.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--yes", "do not ask")
    .option("--json", "print the outcome as JSON")
    .action(runRollback);
}

async function runRollback(options: Options): Promise<void> {
  const session = new Session(chosenUrl(options.url));
  const progress = options.json ? silent : await startProgress();
  try {
    await readUndoable(session);
    await confirm(`Undo the reorganization of ${session.displayUrl}?`, options.yes);
    const begin = performance.now();
    const result = await undo(session, options, progress);
    const milliseconds = performance.now() - begin;
    progress.stop();
    console.log(
      options.json
        ? JSON.stringify({ outcome: "rolled back", milliseconds, ...result }, undefined, 2)
        : tell(session, result, milliseconds),
    );
  } finally {
    progress.stop();
    await session.end();
  }
}

async function undo(session: Session, { url }: Options, progress: Progress): Promise<RolledBack> {
  return stoppable(`Go on with: ${commandFor("rollback", url)}`, (signal) => {
    progress.begin(`Undoing the reorganization of ${session.displayUrl}`);
    return rollBack(session, { signal, onEvent: stepProgress(progress, "undo") });
  });
}

function tell({ displayUrl }: Session, { left }: RolledBack, milliseconds: number): string {
  const done = `${green("✔")} ${displayUrl} is as it was, with what was written since (${formatDuration(milliseconds)}).`;
  const lines = left.map(({ table, rows }) =>
    yellow(`${rows} rows found no place any more, since others took it. They lie in ${table}.`),
  );
  return [done, ...lines].join("\n");
}
