import type { TablePackage } from "@deepiri/workspace";
import {
  type HistoryRow,
  historyTable,
  readHistory,
  readRecorded,
} from "../../catalog/migration-history.js";
import { plainName } from "../../catalog/table-name.js";
import type { Step } from "../../plan/step.js";
import type { Queryable } from "../../session/queryable.js";
import { withSession } from "../../session/with-session.js";
import type { Rehearsal } from "../rehearsal.js";
import { inverseOf } from "./inverse.js";
import { recordSql } from "./sql.js";

/** Records each package's migrations as applied. */
export async function plan({ copy, target, perform }: Rehearsal): Promise<void> {
  const { packages } = target.database;
  await perform(await withSession(target.url, (there) => planRecords(copy, there, packages)));
}

/**
 * One step per package that records the migrations whose effect is there now, with the checksums that
 * belong to them, so that `db:migrate` goes on from here. What is recorded already stays.
 */
async function planRecords(
  here: Queryable,
  target: Queryable,
  packages: readonly TablePackage[],
): Promise<Step[]> {
  const known = await readRecorded(here, packages);
  const steps: Step[] = [];
  for (const { key, historySchema } of packages) {
    const rows = await readHistory(target, historySchema);
    const missing = rows.filter(({ name }) => !known.has(`${key}/${name}`));
    if (missing.length > 0) steps.push(recordStep(historySchema, missing));
  }
  return steps;
}

function recordStep(schema: string, rows: readonly HistoryRow[]): Step {
  return {
    id: { kind: "record", action: "record", on: schema },
    about: { migrations: rows.length },
    table: plainName({ schema, name: historyTable }),
    forward: { how: "transaction", sql: [recordSql(schema, rows)] },
    inverse: inverseOf(schema, rows),
    lock: "ROW EXCLUSIVE",
    hazards: [],
    rows: rows.length,
    seconds: 0.01,
  };
}
