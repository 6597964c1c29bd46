import { formatDuration, green } from "@deepiri/terminal";
import { Command, InvalidArgumentError } from "commander";
import type { Underway } from "../../ledger/plan.js";
import { type Applied, applyPlan, checkPlan } from "../../lifecycle/apply.js";
import { readStatus } from "../../lifecycle/status.js";
import type { Plan } from "../../plan/plan.js";
import { readPlan } from "../../plan/plan-file.js";
import { Session } from "../../session/session.js";
import { kindNames } from "../../steps/kinds.js";
import type { Verification } from "../../verify/verification.js";
import { chosenUrl } from "../chosen-url.js";
import { commandFor } from "../command-for.js";
import { confirm } from "../confirm.js";
import { describePlan } from "../describe-plan.js";
import { describeVerification } from "../describe-verification.js";
import { planSql } from "../plan-sql.js";
import { type Progress, silent, startProgress } from "../progress.js";
import { stepProgress } from "../step-progress.js";
import { stoppable } from "../stoppable.js";
import { verifyAgainstTarget } from "./verify.js";

interface Options {
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
    .description("Carry out a plan, or go on with it. Programs may use the database meanwhile.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--plan <file>", "the plan", "plan.json")
    .option("--yes", "do not ask")
    .option("--dry-run", "print the steps with their SQL and locks; change nothing")
    .option("--batch-size <rows>", "rows that are changed in one transaction", rowsOf)
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nCtrl-C stops at the next safe place. However it ends, the next apply goes on, and rollback undoes it.",
    )
    .action(runApply);
}

function rowsOf(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows > 0) return rows;
  throw new InvalidArgumentError("it is a whole number from 1 on.");
}

async function runApply(options: Options): Promise<void> {
  const plan = readPlan(options.plan, kindNames);
  const session = new Session(chosenUrl(options.url));
  const progress = options.json ? silent : await startProgress();
  try {
    const underway = await checkPlan(session, plan);
    if (options.dryRun) console.log(options.json ? asJson(plan) : planSql(plan));
    else if (plan.steps.length === 0) tellNothingToDo(session, options);
    else await applyAsked(session, plan, underway, options, progress);
  } finally {
    progress.stop();
    await session.end();
  }
}

function tellNothingToDo({ displayUrl }: Session, { json }: Options): void {
  console.log(
    json ? asJson({ outcome: "nothing to do" }) : `${green("✔")} Nothing to do in ${displayUrl}.`,
  );
}

async function applyAsked(
  session: Session,
  plan: Plan,
  underway: Underway | undefined,
  options: Options,
  progress: Progress,
): Promise<void> {
  if (!underway && !options.json) console.log(`${describePlan(plan)}\n`);
  if (underway?.stage !== "applied") await confirm(await question(session, plan), options.yes);
  const begin = performance.now();
  const outcome = await stoppable(howToGoOn(options), (signal) => {
    progress.begin(`Applying ${plan.steps.length} steps to ${session.displayUrl}`);
    const { batchSize } = options;
    return applyPlan(session, plan, { signal, batchSize, onEvent: stepProgress(progress) });
  });
  const milliseconds = performance.now() - begin;
  const verification = await verifyAgainstTarget(session, progress);
  progress.stop();
  if (!verification.ok) process.exitCode = 1;
  console.log(
    options.json
      ? asJson({ outcome, steps: plan.steps.length, milliseconds, verification })
      : tell(session, plan, outcome, milliseconds, verification),
  );
}

async function question(session: Session, { steps, database }: Plan): Promise<string> {
  const status = await readStatus(session);
  if (status)
    return `Go on in ${session.displayUrl}, where ${status.steps.done} of ${status.steps.of} steps are done?`;
  const planned = session.displayUrl.endsWith(`/${database}`) ? "" : ` (planned for ${database})`;
  return `Apply ${steps.length} steps to ${session.displayUrl}${planned}?`;
}

function howToGoOn({ url, plan }: Options): string {
  return `Go on with: ${commandFor("apply", url, "--plan", plan)}\nOr go back with: ${commandFor("rollback", url)}`;
}

function tell(
  session: Session,
  { steps }: Plan,
  outcome: Applied,
  milliseconds: number,
  verification: Verification,
): string {
  const time = outcome === "applied" ? ` (${formatDuration(milliseconds)})` : " already";
  const applied = `All ${steps.length} steps are applied${time}.`;
  return `${green("✔")} ${applied}\n\n${describeVerification(verification, session.displayUrl)}`;
}

function asJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
