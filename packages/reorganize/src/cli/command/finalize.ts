import { green, yellow } from "@deepiri/terminal";
import { Command, InvalidArgumentError } from "commander";
import { withTarget } from "../../catalog/with-target.js";
import type { Leftover } from "../../ledger/own-schema.js";
import { StillUsedError } from "../../lifecycle/errors.js";
import { checkFinalizable, type Finalized, finalize } from "../../lifecycle/finalize.js";
import { Session } from "../../session/session.js";
import { chosenUrl } from "../chosen-url.js";
import { commandFor } from "../command-for.js";
import { confirm } from "../confirm.js";
import { describeUses } from "../describe-status.js";
import { type Progress, silent, startProgress } from "../progress.js";
import { stepProgress } from "../step-progress.js";
import { stoppable } from "../stoppable.js";

interface Options {
  readonly url?: string;
  readonly unusedFor: number;
  readonly yes?: true;
  readonly json?: true;
}

/** `reorganize finalize`: drops the old names once nobody uses them. There is no way back from it. */
export function finalizeCommand(): Command {
  return new Command("finalize")
    .description("Drop the old names, once nobody uses them. There is no rollback from it.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--unused-for <time>", "nobody has used an old name for so long", timeOf, hours * 24)
    .option("--yes", "do not ask")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nA time is written 30s, 90m, 24h (the default) or 7d. Who reads in transactions that may only read,\n" +
        "or on a standby, is not seen.",
    )
    .action(runFinalize);
}

const seconds = 1_000;
const hours = 3_600 * seconds;
const units: Record<string, number> = { s: seconds, m: 60 * seconds, h: hours, d: 24 * hours };

function timeOf(text: string): number {
  const [, number, unit = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (number === undefined)
    throw new InvalidArgumentError("a time is a number and s, m, h or d, such as 24h.");
  return Number(number) * (units[unit] ?? 0);
}

async function runFinalize(options: Options): Promise<void> {
  const session = new Session(chosenUrl(options.url));
  const progress = options.json ? silent : await startProgress();
  try {
    const { stage } = await checkFinalizable(session, options.unusedFor);
    if (!options.json) process.stderr.write(`${yellow(noWayBack)}\n`);
    const goOn = stage === "finalizing" ? "Go on finalizing" : "Finalize";
    await confirm(`${goOn} ${session.displayUrl}?`, options.yes);
    const result = await drop(session, options, progress);
    progress.stop();
    console.log(
      options.json
        ? JSON.stringify({ outcome: "finalized", ...result }, undefined, 2)
        : tell(session, result),
    );
  } catch (error) {
    progress.stop();
    if (error instanceof StillUsedError) console.log(tellUses(error, options));
    throw error;
  } finally {
    await session.end();
  }
}

const noWayBack =
  "There is no way back from this: the old names are dropped, with all that a rollback needs.";

async function drop(session: Session, options: Options, progress: Progress): Promise<Finalized> {
  progress.begin("Building the target in a scratch database");
  return withTarget(session.url, (target) =>
    stoppable(`Go on with: ${commandFor("finalize", options.url)}`, (signal) => {
      progress.begin(`Verifying ${session.displayUrl}, then dropping what is old`);
      const onEvent = stepProgress(progress, "end");
      return finalize(session, { unusedForMs: options.unusedFor, target, signal, onEvent });
    }),
  );
}

function tellUses({ uses }: StillUsedError, { json }: Options): string {
  return json ? JSON.stringify({ uses }, undefined, 2) : `${describeUses(uses)}\n`;
}

function tell({ displayUrl }: Session, { left }: Finalized): string {
  return [
    `${green("✔")} ${displayUrl} is finalized: only the new names are left. It cannot be rolled back any more.`,
    ...left.map(kept),
    ...(left.length > 0
      ? ["When nobody needs them any more: DROP SCHEMA _reorganize CASCADE"]
      : []),
  ].join("\n");
}

function kept({ table, rows }: Leftover): string {
  return `${rows.toLocaleString("en-US")} rows stay in ${table}${meaning(table)}.`;
}

function meaning(table: string): string {
  if (table.endsWith(".quarantine")) return ", each with the reason why the target cannot hold it";
  if (table.endsWith(".originals")) return ": what values were before they were repaired";
  return ", which was set aside whole";
}
