import { quoteIdentifier } from "@deepiri/database";
import {
  type Column,
  type Constraint,
  columnOf,
  primaryKey,
  sqlName,
  type Table,
} from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { stepKey } from "../../ledger/step-key.js";
import type { Step, StepId } from "../../plan/step.js";
import { droppedRules } from "./hazards.js";
import type { TwinTables } from "./pair/twin-tables.js";
import { type AddedColumn, restoreRules } from "./restore-rules.js";

/**
 * The step that lets the survivor take what its twin holds: its NOT NULLs and CHECKs that the twin's rows
 * need not obey are dropped, and the twin's columns that it lacks are added. Rules that the target has
 * are added again after rows have been repaired. Nothing when the twin fits as it is.
 */
export function planDropRules(tables: TwinTables): Step[] {
  const { survivor, twin, goal } = tables;
  const [nullable, checks, added] = [
    lostNotNulls(tables),
    lostChecks(tables),
    addedColumns(tables),
  ];
  const changes = [
    ...nullable.map((name) => `ALTER COLUMN ${quoteIdentifier(name)} DROP NOT NULL`),
    ...checks.map(({ name }) => `DROP CONSTRAINT ${quoteIdentifier(name)}`),
    ...added.map(({ name, type }) => `ADD COLUMN ${quoteIdentifier(name)} ${type}`),
  ];
  if (changes.length === 0) return [];
  const id: StepId = {
    kind: "merge",
    action: "drop rules",
    on: plainName(survivor),
    part: `for ${plainName(twin)}`,
  };
  return [
    {
      id,
      about: {
        twin: plainName(twin),
        nullable,
        checks: checks.map(({ name }) => name),
        columns: added.map(({ twinName }) => twinName),
      },
      table: plainName(goal ?? survivor),
      forward: {
        how: "transaction",
        sql: [`ALTER TABLE ${sqlName(survivor)} ${changes.join(", ")}`],
      },
      inverse: restoreRules(stepKey(id), survivor, { nullable, checks, added }),
      lock: "ACCESS EXCLUSIVE",
      hazards: droppedRules(survivor, checks),
      rows: 0,
      seconds: 0.05,
    },
  ];
}

function lostNotNulls({ survivor, twin, columns }: TwinTables): string[] {
  const theirs = new Map([...columns].map(([from, to]) => [to, columnOf(twin, from)]));
  return survivor.columns
    .filter((column) => mayBeNull(survivor, column, theirs.get(column.name)))
    .map(({ name }) => name);
}

function mayBeNull(survivor: Table, column: Column, theirs: Column | undefined): boolean {
  const { name, notNull, identity, generated } = column;
  if (!notNull || identity || generated || primaryKey(survivor).includes(name)) return false;
  return theirs ? !theirs.notNull : column.default === null;
}

function lostChecks({ survivor, twin }: TwinTables): Constraint[] {
  return survivor.constraints.filter((one) => one.kind === "check" && !hasCheck(twin, one));
}

function hasCheck(twin: Table, { expression }: Constraint): boolean {
  return twin.constraints.some((one) => one.kind === "check" && one.expression === expression);
}

function addedColumns({ survivor, twin, columns }: TwinTables): AddedColumn[] {
  return twin.columns
    .filter(({ name, generated }) => !generated && !columnOf(survivor, columns.get(name) ?? ""))
    .map(({ name, type }) => ({ twinName: name, name: columns.get(name) ?? name, type }));
}
