import { withoutPassword } from "@deepiri/database";
import { green } from "@deepiri/terminal";
import { Command } from "commander";
import { OpenDecisionsError } from "../../plan/open-decision.js";
import type { Plan } from "../../plan/plan.js";
import { writePlan } from "../../plan/plan-file.js";
import { readMapping } from "../../plan/read-mapping.js";
import { refuseFolderless, writeResult } from "../../plan/write-result.js";
import { makePlan } from "../../planner/make-plan.js";
import { chosenUrl } from "../chosen-url.js";
import { describeOpen, describePlan } from "../describe-plan.js";
import { planSql } from "../plan-sql.js";
import { startProgress } from "../progress.js";

interface Options {
  readonly url?: string;
  readonly out: string;
  readonly mapping?: string;
  readonly sql?: string;
  readonly json?: true;
}

/** `reorganize plan`: what would be done, tried out on a scratch copy. Changes nothing in the database. */
export function planCommand(): Command {
  return new Command("plan")
    .description("Make a plan and try it, there and back, on a scratch copy. Changes nothing.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--out <file>", "where the plan is written", "plan.json")
    .option("--mapping <file>", "decisions as JSON; those for Deepiri if left out")
    .option("--sql <file>", "write the plan as SQL to read, too")
    .option("--json", "print the plan as JSON")
    .action(runPlan);
}

async function runPlan({ url: given, out, mapping: file, sql, json }: Options): Promise<void> {
  const url = chosenUrl(given);
  const mapping = file === undefined ? undefined : readMapping(file);
  for (const path of sql === undefined ? [out] : [out, sql]) refuseFolderless(path);
  const progress = await startProgress();
  if (!json) progress.begin(`Planning for ${withoutPassword(url)}`);
  const options = { onProgress: progress.update, ...(mapping ? { mapping } : {}) };
  try {
    const { plan } = await makePlan(url, options).finally(progress.stop);
    writePlan(out, plan);
    if (sql !== undefined) writeResult(sql, planSql(plan));
    console.log(json ? JSON.stringify(plan, undefined, 2) : tell(plan, url, out, sql));
  } catch (error) {
    if (!(error instanceof OpenDecisionsError)) throw error;
    console.log(json ? JSON.stringify({ open: error.open }, undefined, 2) : askFor(error, file));
    process.exitCode = 2;
  }
}

function tell(plan: Plan, url: string, out: string, sql: string | undefined): string {
  if (plan.steps.length === 0)
    return `${green("✔")} Nothing to do: ${withoutPassword(url)} is at the target already.`;
  const read = sql === undefined ? "" : ` ${sql} has its SQL to read.`;
  return [
    describePlan(plan),
    "",
    `${green("✔")} The plan was tried on a scratch copy and undone there. It is in ${out}.${read}`,
    `Next: pnpm reorganize apply --url '${withoutPassword(url)}' --plan ${out}`,
  ].join("\n");
}

function askFor({ open }: OpenDecisionsError, file: string | undefined): string {
  const where =
    file === undefined
      ? 'Put the answers into a file that begins with {"extends": "deepiri", …'
      : `Put the answers into ${file}`;
  return `${describeOpen(open)}\n\nNothing was written. ${where}, then:\npnpm reorganize plan --mapping ${file ?? "mapping.json"}`;
}
