import { counted, formatDuration, green, yellow } from "@deepiri/terminal";
import { Command } from "commander";
import type { Leftover } from "../../ledger/own-schema.js";
import { type RolledBack, readUndoable, rollBack } from "../../lifecycle/rollback.js";
import type { Session } from "../../session/session.js";
import { asJson } from "../as-json.js";
import { confirm } from "../confirm.js";
import { writtenText } from "../describe-shapes.js";
import { type Chosen, nextCommand } from "../next-command.js";
import { onDatabase } from "../on-database.js";
import type { Progress } from "../progress.js";
import { each, stepProgress } from "../step-progress.js";
import { stoppable } from "../stoppable.js";
import type { OnStep } from "../traced.js";

interface Options extends Chosen {
  readonly url?: string;
  readonly yes?: true;
  readonly json?: true;
}

/** `reorganize rollback`: the database as it was, with the rows written since. */
export function rollbackCommand(): Command {
  return new Command("rollback")
    .description("Undo what apply did; rows written since are kept. Needs no plan file.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--yes", "do not ask")
    .option("--json", "print the outcome as JSON")
    .action(runRollback);
}

async function runRollback(options: Options): Promise<void> {
  await onDatabase("rollback", options, async (session, progress, onStep) => {
    await readUndoable(session);
    await confirm(`Undo the reorganization of ${session.displayUrl}?`, options.yes);
    const begin = performance.now();
    const result = await undo(
      session,
      options,
      each(stepProgress(progress, "undo"), onStep),
      progress,
    );
    const milliseconds = performance.now() - begin;
    progress.stop();
    console.log(
      options.json
        ? asJson({ outcome: "rolled back", milliseconds, ...result })
        : describe(session, result, milliseconds),
    );
  });
}

async function undo(
  session: Session,
  chosen: Chosen,
  onEvent: OnStep,
  progress: Progress,
): Promise<RolledBack> {
  return stoppable(`Go on with: ${nextCommand("rollback", chosen)}`, (signal) => {
    progress.begin(`Undoing the reorganization of ${session.displayUrl}`);
    return rollBack(session, { signal, onEvent });
  });
}

const howText = {
  missing: "is missing",
  changed: "is not as it was",
  new: "is new",
} as const;

function describeDifferent(different: RolledBack["different"]): string {
  const lines = different.map(({ object, how, parts }) => {
    const which = parts.length > 0 ? ` (${parts.join(", ")})` : "";
    return `  ${object} ${howText[how]}${which}`;
  });
  return [
    "Not the same as when the plan was made, because others changed it since or it could not be restored:",
    ...lines,
  ].join("\n");
}

function describe(
  { displayUrl }: Session,
  { left, written = [], different }: RolledBack,
  milliseconds: number,
): string {
  const time = formatDuration(milliseconds);
  return [
    `${green("✔")} ${displayUrl} ${different.length === 0 ? "is as it was" : "was rolled back"}, with what was written since (${time}).`,
    ...written.map((one) => yellow(`${writtenText(one)}. The old tables do not have it.`)),
    ...left.map((one) => yellow(kept(one))),
    ...(different.length === 0 ? [] : [yellow(describeDifferent(different))]),
  ].join("\n");
}

function kept({ table, rows }: Leftover): string {
  const why = /\."?written to /.test(table)
    ? "had no place in the old schema"
    : "could not be restored, because others use their keys";
  return `${counted(rows, "row")} ${why}: see ${table}.`;
}
