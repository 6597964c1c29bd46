import { counted, formatDuration, green } from "@deepiri/terminal";
import { Command, InvalidArgumentError } from "commander";
import type { Underway } from "../../ledger/plan.js";
import { type Applied, applyPlan, checkPlan } from "../../lifecycle/apply.js";
import { readStatus } from "../../lifecycle/status.js";
import type { Plan } from "../../plan/plan.js";
import { readPlan } from "../../plan/plan-file.js";
import type { Session } from "../../session/session.js";
import { kindNames } from "../../steps/kinds.js";
import type { Verification } from "../../verify/verification.js";
import { asJson } from "../as-json.js";
import { confirm } from "../confirm.js";
import { describePlan } from "../describe-plan.js";
import { describeVerification } from "../describe-verification.js";
import { lossesText } from "../losses-text.js";
import { type Chosen, nextCommand } from "../next-command.js";
import { onDatabase } from "../on-database.js";
import { planSql } from "../plan-sql.js";
import type { Progress } from "../progress.js";
import { each, stepProgress } from "../step-progress.js";
import { stoppable } from "../stoppable.js";
import type { OnStep } from "../traced.js";
import { verifyWithProgress } from "./verify.js";

interface Options extends Chosen {
  readonly url?: string;
  readonly plan: string;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly json?: true;
  readonly batchSize?: number;
}

/** `reorganize apply`: carries out a plan, or goes on with it, while programs use the database. */
export function applyCommand(): Command {
  return new Command("apply")
    .description("Carry out a plan, or resume it, while programs use the database.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--plan <file>", "the plan", "plan.json")
    .option("--yes", "do not ask")
    .option("--dry-run", "print the steps with their SQL and locks; change nothing")
    .option("--batch-size <rows>", "rows changed in one transaction", rowsOf)
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nCtrl-C stops at the next safe point. However it ends, the next apply resumes it and rollback undoes it.",
    )
    .action(runApply);
}

function rowsOf(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows > 0) return rows;
  throw new InvalidArgumentError("It is a whole number, 1 or more.");
}

async function runApply(options: Options): Promise<void> {
  const plan = readPlan(options.plan, kindNames);
  await onDatabase("apply", options, async (session, progress, onStep) => {
    const underway = await checkPlan(session, plan);
    if (options.dryRun) console.log(options.json ? asJson(plan) : planSql(plan));
    else if (plan.steps.length === 0) printNothingToDo(session, options);
    else await applyConfirmed(session, plan, underway, options, progress, onStep);
  });
}

function printNothingToDo({ displayUrl }: Session, { json }: Options): void {
  console.log(
    json ? asJson({ outcome: "nothing to do" }) : `${green("✔")} Nothing to do in ${displayUrl}.`,
  );
}

async function applyConfirmed(
  session: Session,
  plan: Plan,
  underway: Underway | undefined,
  options: Options,
  progress: Progress,
  onStep: OnStep,
): Promise<void> {
  if (!underway && !options.json) console.log(`${describePlan(plan)}\n`);
  if (underway?.stage !== "applied") await confirm(await question(session, plan), options.yes);
  const begin = performance.now();
  const outcome = await stoppable(howToGoOn(options), (signal) => {
    progress.begin(`Applying ${counted(plan.steps.length, "step")} to ${session.displayUrl}`);
    const { batchSize } = options;
    const onEvent = each(stepProgress(progress), onStep);
    return applyPlan(session, plan, { signal, batchSize, onEvent });
  });
  const milliseconds = performance.now() - begin;
  const verification = await verifyWithProgress(session, progress);
  progress.stop();
  if (!verification.ok) process.exitCode = 1;
  console.log(
    options.json
      ? asJson({ outcome, steps: plan.steps.length, milliseconds, verification })
      : describe(session, plan, outcome, milliseconds, verification, options),
  );
}

async function question(session: Session, { steps, database, losses }: Plan): Promise<string> {
  const status = await readStatus(session);
  if (status)
    return `Resume in ${session.displayUrl}, where ${status.steps.done} of ${status.steps.of} steps are done?`;
  const planned = session.displayUrl.endsWith(`/${database}`) ? "" : ` (planned for ${database})`;
  const lost = losses.length === 0 ? "" : `${lossesText(losses)}. `;
  return `${lost}Apply ${counted(steps.length, "step")} to ${session.displayUrl}${planned}?`;
}

function howToGoOn({ plan, ...chosen }: Options): string {
  return `Go on with: ${nextCommand("apply", chosen, "--plan", plan)}\nOr undo it with: ${nextCommand("rollback", chosen)}`;
}

function describe(
  session: Session,
  { steps }: Plan,
  outcome: Applied,
  milliseconds: number,
  verification: Verification,
  chosen: Chosen,
): string {
  const time = {
    applied: ` (${formatDuration(milliseconds)})`,
    "already applied": " already",
    mended: " already; rows that differed from what they are made of were made again",
  }[outcome];
  const applied = `${counted(steps.length, "step is", "steps are")} applied${time}.`;
  return `${green("✔")} ${applied}\n\n${describeVerification(verification, session.displayUrl, chosen)}`;
}
