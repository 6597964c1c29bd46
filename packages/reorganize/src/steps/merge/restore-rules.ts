import { quoteIdentifier } from "@deepiri/database";
import { canonical } from "../../catalog/canonical.js";
import { type Constraint, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { documentOf } from "../../ledger/document.js";
import { quarantine } from "../../ledger/quarantine.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Run } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { addNotNullCheck, requireAgain } from "../shared/not-null.js";
import { keyDocument } from "../shared/walk.js";

/** A column of the twin that the survivor lacks. */
export interface AddedColumn {
  readonly twinName: string;
  readonly name: string;
  readonly type: string;
}

/** What was dropped from a table, and added to it. */
export interface DroppedRules {
  readonly nullable: readonly string[];
  readonly checks: readonly Constraint[];
  readonly added: readonly AddedColumn[];
}

/**
 * Restores rules first for new rows and then for all; a row written since that violates one stays where it is.
 *
 * @param step what values without a column are filed under
 */
export function restoreRules(
  step: string,
  table: Table,
  { nullable, checks, added }: DroppedRules,
): Run[] {
  const clauses = [
    ...added.map(({ name }) => `DROP COLUMN ${quoteIdentifier(name)}`),
    ...nullable.map(addNotNullCheck),
    ...checks.map(addNotValid),
  ];
  return [
    {
      how: "transaction",
      sql: [
        ...added.map(({ name }) => quarantineColumn(step, table, name)),
        `ALTER TABLE ${sqlName(table)} ${clauses.join(", ")}`,
      ],
    },
    ...checks.filter(({ validated }) => validated).map((one) => validateRun(table, one)),
    ...requireAgain(table, nullable),
  ];
}

function addNotValid({ name, rule }: Constraint): string {
  return `ADD CONSTRAINT ${quoteIdentifier(name)} ${canonical(rule)} NOT VALID`;
}

function validateRun(table: Table, { name }: Constraint): Run {
  const validate = `ALTER TABLE ${sqlName(table)} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`;
  return {
    how: "transaction",
    scans: true,
    sql: [unlessViolated(validate, plainName(table), name)],
  };
}

// Rows that were inserted by the survivor's name stay here, without the twin's column.
function quarantineColumn(step: string, table: Table, column: string): string {
  const [relation, value] = [plainName(table), `r.${quoteIdentifier(column)}`];
  return `INSERT INTO ${quarantine} (step, relation, key, row, reason)
    SELECT ${literal(step)}, ${literal(relation)}, ${keyDocument(table)},
           ${documentOf([{ name: column, sql: value }])}, ${literal(`${relation} has no column ${column}`)}
      FROM ${sqlName(table)} AS r WHERE ${value} IS NOT NULL`;
}
