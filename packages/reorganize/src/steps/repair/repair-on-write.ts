import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { ownFunction } from "../../ledger/own-function.js";
import type { Step } from "../../plan/step.js";
import { body } from "../../session/body.js";
import { functionSettings } from "../../session/open.js";
import type { RepairHazard } from "./hazards.js";
import type { ColumnRepair } from "./repair-column.js";

/**
 * The step after which a row that a program writes in the old way, such as with an old status word or
 * without a value that the target wants, is repaired as it is written. It comes before the rows that are
 * there are repaired; finalize drops its trigger.
 */
export function repairOnWriteStep(table: Table, repairs: readonly ColumnRepair[]): Step {
  const name = ownFunction(`repair on write ${plainName(table)}`);
  const trigger = quoteIdentifier("_reorganize_repair");
  const drop = [
    `DROP TRIGGER IF EXISTS ${trigger} ON ${sqlName(table)}`,
    `DROP FUNCTION IF EXISTS ${name}()`,
  ];
  const columns = repairs.map(({ column }) => column);
  const hazard: RepairHazard = { code: "repaired on write", table: plainName(table), columns };
  return {
    id: { kind: "repair", action: "repair on write", on: plainName(table) },
    about: { columns },
    table: plainName(table),
    forward: {
      how: "transaction",
      sql: [
        functionSql(name, repairs),
        `REVOKE ALL ON FUNCTION ${name}() FROM PUBLIC`,
        `CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${sqlName(table)} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
      ],
    },
    inverse: [{ how: "transaction", sql: drop }],
    finish: drop,
    lock: "SHARE ROW EXCLUSIVE",
    hazards: [hazard],
    rows: 0,
    seconds: 0.02,
  };
}

// The row is called r, as the repairs of rows that are there call it. It is read anew for each column,
// since all repairs are over the row as it was.
function functionSql(name: string, repairs: readonly ColumnRepair[]): string {
  const assignments = repairs.map(({ column, sql }) => `NEW.${quoteIdentifier(column)} := ${sql};`);
  return `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger
    LANGUAGE plpgsql ${functionSettings} AS ${body(`
    DECLARE
      r record;
    BEGIN
      r := NEW;
      ${assignments.join("\n      ")}
      RETURN NEW;
    END`)}`;
}
