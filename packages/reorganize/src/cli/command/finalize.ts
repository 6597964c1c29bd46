import { counted, green, yellow } from "@deepiri/terminal";
import { Command, InvalidArgumentError } from "commander";
import { withTarget } from "../../catalog/with-target.js";
import type { Leftover } from "../../ledger/own-schema.js";
import { refuseWithoutBackup } from "../../lifecycle/check-backed-up.js";
import { StillUsedError } from "../../lifecycle/errors.js";
import { checkFinalizable, type Finalized, finalize } from "../../lifecycle/finalize.js";
import { readNaming } from "../../lifecycle/read-naming.js";
import type { Plan } from "../../plan/plan.js";
import type { Session } from "../../session/session.js";
import { asJson } from "../as-json.js";
import { confirm } from "../confirm.js";
import { describeNaming, describeUses } from "../describe-status.js";
import { type Chosen, nextCommand } from "../next-command.js";
import { onDatabase } from "../on-database.js";
import { problemText } from "../problem-text.js";
import type { Progress } from "../progress.js";
import { each, stepProgress } from "../step-progress.js";
import { stoppable } from "../stoppable.js";
import type { OnStep } from "../traced.js";

interface Options extends Chosen {
  readonly url?: string;
  readonly unusedFor: number;
  readonly backup?: string;
  readonly yes?: true;
  readonly json?: true;
}

/** `reorganize finalize`: drops the old names once no program uses them. It cannot be undone. */
export function finalizeCommand(): Command {
  return new Command("finalize")
    .description(
      "Drop old names, and old tables, once no program uses them. This cannot be rolled back.",
    )
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option(
      "--unused-for <time>",
      "for how long no program may have used an old name",
      timeOf,
      hours * 24,
    )
    .option(
      "--backup <folder>",
      "a backup (db backup) that holds the old tables, where rows change shape",
    )
    .option("--yes", "do not ask")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nWrite a time as 30s, 90m, 24h (the default) or 7d. Uses in read-only transactions and on standbys\n" +
        "are not seen.",
    )
    .action(runFinalize);
}

const seconds = 1_000;
const hours = 3_600 * seconds;
const units: Record<string, number> = { s: seconds, m: 60 * seconds, h: hours, d: 24 * hours };

function timeOf(text: string): number {
  const [, number, unit = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (number === undefined)
    throw new InvalidArgumentError("A time is a number and s, m, h or d, such as 24h.");
  return Number(number) * (units[unit] ?? 0);
}

async function runFinalize(options: Options): Promise<void> {
  await onDatabase("finalize", options, async (session, progress, onStep) => {
    try {
      const result = await finalizeConfirmed(session, options, progress, onStep);
      progress.stop();
      const { json } = options;
      console.log(json ? asJson({ outcome: "finalized", ...result }) : describe(session, result));
    } catch (error) {
      progress.stop();
      if (error instanceof StillUsedError) console.log(usesOf(error, options));
      throw error;
    }
  });
}

async function finalizeConfirmed(
  session: Session,
  options: Options,
  progress: Progress,
  onStep: OnStep,
): Promise<Finalized> {
  const { stage, plan } = await checkFinalizable(session, options.unusedFor);
  // What it needs is said before anything is asked.
  if (stage !== "finalizing") refuseWithoutBackup(session, plan as Plan, options.backup);
  if (!options.json) {
    const naming = describeNaming(await readNaming(session, plan as Plan));
    process.stderr.write(
      [naming, noWayBack]
        .filter(Boolean)
        .map((text) => `${yellow(text)}\n`)
        .join(""),
    );
  }
  const verb = stage === "finalizing" ? "Go on finalizing" : "Finalize";
  await confirm(`${verb} ${session.displayUrl}?`, options.yes);
  return await drop(session, plan as Plan, options, progress, onStep);
}

const noWayBack =
  "There is no way back from this: the old names are dropped, and all that a rollback needs.";

async function drop(
  session: Session,
  { targetDatabase }: Plan,
  options: Options,
  progress: Progress,
  onStep: OnStep,
): Promise<Finalized> {
  progress.begin("Building the target in a scratch database");
  return withTarget(session.url, targetDatabase, (target) =>
    stoppable(`Go on with: ${nextCommand("finalize", options)}`, (signal) => {
      progress.begin(`Verifying ${session.displayUrl}, then dropping old names`);
      const onEvent = each(stepProgress(progress, "finish"), onStep);
      const { unusedFor: unusedForMs, backup } = options;
      return finalize(session, { unusedForMs, backup, target, signal, onEvent });
    }),
  );
}

function usesOf({ uses }: StillUsedError, { json }: Options): string {
  return json ? asJson({ uses }) : `${describeUses(uses)}\n`;
}

function describe({ displayUrl }: Session, { left, different, naming }: Finalized): string {
  return [
    `${green("✔")} ${displayUrl} is finalized: only the new names are left. It can no longer be rolled back.`,
    ...different.map((one) => yellow(`Not as the plan foresaw, and left so: ${problemText(one)}`)),
    ...naming.map(({ routine, names }) =>
      yellow(`Fails from now on: function ${routine}, which names ${names.join(", ")}`),
    ),
    ...left.map(kept),
    ...(left.length > 0 ? ["Once they are no longer needed: DROP SCHEMA _reorganize CASCADE"] : []),
  ].join("\n");
}

function kept({ table, rows }: Leftover): string {
  return `${counted(rows, "row stays", "rows stay")} in ${table}${meaning(table)}.`;
}

function meaning(table: string): string {
  if (table.endsWith(".quarantine")) return ", each with the reason why the target cannot hold it";
  if (table.endsWith(".originals")) return ": values as they were before they were repaired";
  return ", a parked table";
}
