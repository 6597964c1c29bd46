import { withoutPassword } from "@deepiri/database";
import { green } from "@deepiri/terminal";
import { Command } from "commander";
import { targetDatabase } from "../../catalog/target-database.js";
import { OpenDecisionsError } from "../../findings/open-decisions-error.js";
import type { Plan } from "../../plan/plan.js";
import { writePlan } from "../../plan/plan-file.js";
import { readMapping } from "../../plan/read-mapping.js";
import { refuseFolderless, writeResult } from "../../plan/write-result.js";
import { makePlan } from "../../planner/make-plan.js";
import { asJson } from "../as-json.js";
import { chosenUrl } from "../chosen-url.js";
import { describeOpen, describePlan } from "../describe-plan.js";
import { type Chosen, nextCommand } from "../next-command.js";
import { pgDumpText } from "../pg-dump-text.js";
import { planSql } from "../plan-sql.js";
import { startProgress } from "../progress.js";
import { traced } from "../traced.js";
import { wrap } from "../wrap.js";

interface Options extends Chosen {
  readonly out: string;
  readonly mapping?: string;
  readonly sql?: string;
  readonly json?: true;
}

/** `reorganize plan`: what would be done, tried on a scratch copy. Changes nothing in the database. */
export function planCommand(): Command {
  return new Command("plan")
    .description("Make a plan and test it on a scratch copy, forward and back. Read-only.")
    .option("--url <url>", "the database; DATABASE_URL if left out")
    .option("--out <file>", "where the plan is written", "plan.json")
    .option("--mapping <file>", "decisions as .ts, .js or .json; the packages' own if left out")
    .option("--sql <file>", "also write the plan as SQL, for reading")
    .option("--json", "print the plan as JSON")
    .action((options: Options) => traced("plan", chosenUrl(options), () => runPlan(options)));
}

async function runPlan(options: Options): Promise<void> {
  const { out, mapping: file, sql, json } = options;
  const url = chosenUrl(options);
  const database = targetDatabase(options.database);
  const mapping = file === undefined ? undefined : await readMapping(file, database);
  for (const path of sql === undefined ? [out] : [out, sql]) refuseFolderless(path);
  const progress = await startProgress();
  if (!json) progress.begin(`Planning for ${withoutPassword(url)}`);
  try {
    const plan = await makePlan(url, {
      database: database.name,
      onProgress: progress.update,
      ...(mapping ? { mapping } : {}),
    }).finally(progress.stop);
    writePlan(out, plan);
    if (sql !== undefined) writeResult(sql, planSql(plan));
    console.log(json ? asJson(plan) : describe(plan, options));
  } catch (error) {
    if (!(error instanceof OpenDecisionsError)) throw error;
    console.log(json ? asJson({ open: error.open }) : describeMissing(error, options));
    process.exitCode = 2;
  }
}

function describe(plan: Plan, { out, sql, ...chosen }: Options): string {
  if (plan.steps.length === 0)
    return `${green("✔")} Nothing to do: ${withoutPassword(chosenUrl(chosen))} is at the target.`;
  const readable = sql === undefined ? "" : ` ${sql} shows its SQL.`;
  return [
    describePlan(plan),
    "",
    `${green("✔")} The plan was tested on a scratch copy and undone there. It is in ${out}.${readable}`,
    ...(plan.pgDump ? [wrap(`${pgDumpText(plan.pgDump)}.`, 2)] : []),
    `Next: ${nextCommand("apply", chosen, "--plan", out)}`,
  ].join("\n");
}

function describeMissing({ open }: OpenDecisionsError, { mapping, ...chosen }: Options): string {
  const isMapped = open.some(({ choices }) =>
    choices.some((choice) => Object.keys(choice.mapping).length > 0),
  );
  if (!isMapped) {
    const given = mapping === undefined ? [] : ["--mapping", mapping];
    const again = nextCommand("plan", chosen, ...given);
    return `${describeOpen(open)}\n\nNothing was written or changed. Once that is done:\n${again}`;
  }
  const where =
    mapping === undefined
      ? 'Put the answers into a file that begins with {"extends": "workspace", …'
      : `Put the answers into ${mapping}`;
  const next = nextCommand("plan", chosen, "--mapping", mapping ?? "mapping.json");
  return `${describeOpen(open)}\n\nNothing was written. ${where}, then:\n${next}`;
}
