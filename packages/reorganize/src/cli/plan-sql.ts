import { stepKey } from "../ledger/step-key.js";
import type { Plan } from "../plan/plan.js";
import type { Run, Step } from "../plan/step.js";
import { hazardText, titleOf } from "./step-text.js";

/**
 * The plan as SQL to read: what each step sends and what undoes it, with its lock and hazards. It is
 * not for running: batches have parameters, and only `apply` keeps the journal.
 */
export function planSql({ database, source, steps }: Plan): string {
  const head = [
    `-- ${steps.length} steps for the database ${oneLine(database)}, schema ${source.slice(0, 12)}.`,
    "-- For reading, not for running: only pnpm reorganize apply keeps the journal and limits how long it waits for locks.",
  ];
  return [...head, ...steps.map(stepSql)].join("\n").concat("\n");
}

function stepSql(step: Step, index: number): string {
  return [
    "",
    `-- ${index + 1}. ${oneLine(titleOf(step))}`,
    `-- step ${oneLine(stepKey(step.id))}; lock ${step.lock}; about ${Math.round(step.rows)} rows`,
    ...step.hazards.map((hazard) => `-- hazard: ${oneLine(hazardText(step.id.kind, hazard))}`),
    ...runSql(step.forward),
    ...(step.inverse.length === 0 ? ["-- nothing to undo"] : ["-- undone by:"]),
    ...step.inverse.flatMap(runSql).map(commented),
    ...(step.finish?.length ? ["-- finalize runs:"] : []),
    ...(step.finish ?? []).map(ended).map(commented),
  ].join("\n");
}

function runSql(run: Run): string[] {
  switch (run.how) {
    case "transaction":
      return ["BEGIN;", ...(run.silent ? [silently] : []), ...run.sql.map(ended), "COMMIT;"];
    case "batches":
      return [
        `-- in batches ($1 is the cursor, $2 the rows of a batch)${run.silent ? ", triggers silent" : ""}: first`,
        ended(run.first),
        ...(run.next === run.first ? [] : ["-- and from then on", ended(run.next)]),
      ];
    case "alone":
      return ["-- outside a transaction", ended(run.sql)];
  }
}

const silently = "SET LOCAL session_replication_role = replica;";

function ended(sql: string): string {
  return /;\s*$/.test(sql) ? sql.trim() : `${sql.trim()};`;
}

function commented(sql: string): string {
  return sql
    .split("\n")
    .map((line) => (line.startsWith("--") ? line : `--   ${line}`))
    .join("\n");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
