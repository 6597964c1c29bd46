import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, sqlName } from "../../catalog/catalog.js";
import { plainColumn } from "../../catalog/table-name.js";
import type { Mapping } from "../../plan/mapping.js";
import type { Step } from "../../plan/step.js";
import type { Queryable } from "../../session/queryable.js";
import { readTriggers } from "../shared/read-dependents.js";

/** The steps that drop unmanaged triggers which the mapping says may go; undoing makes them again as they were. */
export async function dropTriggerSteps(
  copy: Queryable,
  { tables }: Catalog,
  { dropTriggers }: Mapping,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (const [name, table] of tables)
    for (const { name: trigger, createSql } of await readTriggers(copy, table.oid)) {
      const why = dropTriggers[plainColumn(name, trigger)];
      if (why === undefined) continue;
      steps.push({
        id: { kind: "reshape", action: "drop trigger", on: name, part: trigger },
        table: name,
        forward: {
          how: "transaction",
          sql: [`DROP TRIGGER ${quoteIdentifier(trigger)} ON ${sqlName(table)}`],
        },
        inverse: [{ how: "transaction", sql: createSql }],
        lock: "ACCESS EXCLUSIVE",
        hazards: [{ code: "trigger dropped", table: name, trigger, why }],
        rows: 0,
        seconds: 0.02,
      });
    }
  return steps;
}
