import { quoteIdentifier } from "@deepiri/database";
import type { CapturedColumn, CapturedTable } from "../ledger/baseline.js";
import { keyOf } from "../ledger/document.js";
import { mergeStep } from "../ledger/merge-step.js";
import { isMergedSql, merged } from "../ledger/merged.js";
import { ownFunction } from "../ledger/own-function.js";
import { stepKey } from "../ledger/step-key.js";
import { insertWrittenSql, type Operation } from "../ledger/written.js";
import { indent } from "../session/indent.js";
import { literal } from "../session/literal.js";
import { functionSettings } from "../session/open.js";
import { lastTrigger, mergingInto } from "./capture-names.js";
import { shapeOf } from "./captured-table.js";
import { fingerprintSql } from "./fingerprint.js";
import { rowText, rowTexts } from "./row-texts.js";

/** SQL name of the function that captures writes to a table. */
export function captureFunction({ oid }: CapturedTable): string {
  return ownFunction(`capture_${oid}`);
}

/**
 * SQL that makes it: for triggers of each row on a twin, else for those of each statement; and for the
 * one before a TRUNCATE, which gives no rows, so all that is there is subtracted before it happens.
 */
export function captureFunctionSql(table: CapturedTable): string {
  const all = literal(changesSql(table, rowTexts(table, "%TABLE%", -1), "delete"));
  return `CREATE OR REPLACE FUNCTION ${captureFunction(table)}() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  ${functionSettings}
AS $capture$
#variable_conflict use_column
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    EXECUTE pg_catalog.replace(${all}, '%TABLE%', TG_RELID::pg_catalog.regclass::text);
    RETURN NULL;
  END IF;
  ${indent(table.merged ? ofRow(table) : ofStatement(table), 2)}
  RETURN NULL;
END $capture$`;
}

// What the dual-write trigger of a twin writes here is captured there.
function ofStatement(table: CapturedTable): string {
  return `IF pg_catalog.current_setting('${mergingInto}', true) = ${literal(table.to ?? "")} THEN
  RETURN NULL;
END IF;
${byOperation(changesOf(table, { before: "old_rows", after: "new_rows" }))}`;
}

// A write to a row that is merged already is captured where it goes. Any other changes what the two
// tables and the quarantine hold together by just what it changes here, wherever the row ends up.
function ofRow(table: CapturedTable): string {
  return `PERFORM pg_catalog.set_config('${mergingInto}', '', true);
IF TG_NAME = '${lastTrigger}' THEN
  RETURN NULL;
END IF;
IF pg_catalog.to_regclass('${merged}') IS NOT NULL THEN
  IF ${isMergedSql(stepKey(mergeStep("copy", table.relation)), mergedKey(table))} THEN
    RETURN NULL;
  END IF;
END IF;
PERFORM pg_catalog.set_config('${mergingInto}', ${literal(table.to ?? "")}, true);
${byOperation(changesOf(table, { before: "(SELECT OLD.*)", after: "(SELECT NEW.*)" }))}`;
}

function byOperation(sql: Readonly<Record<Operation, string>>): string {
  return `IF TG_OP = 'UPDATE' THEN
  ${indent(sql.update, 2)};
ELSIF TG_OP = 'INSERT' THEN
  ${indent(sql.insert, 2)};
ELSE
  ${indent(sql.delete, 2)};
END IF;`;
}

/** What each operation changes, given the rows before and after it, as what can stand behind FROM. */
function changesOf(
  table: CapturedTable,
  { before, after }: { readonly before: string; readonly after: string },
): Record<Operation, string> {
  const [removed, added] = [rowTexts(table, before, -1), rowTexts(table, after, 1)];
  return {
    insert: changesSql(table, added, "insert"),
    update: changesSql(table, `${removed}\nUNION ALL\n${added}`, "update"),
    delete: changesSql(table, removed, "delete"),
  };
}

function mergedKey({ key, columns }: CapturedTable): string {
  return keyOf(
    key.map((name) => {
      const { renamed, type } = columns.find((one) => one.name === name) as CapturedColumn;
      const column = quoteIdentifier(name);
      const sql = `CASE TG_OP WHEN 'INSERT' THEN NEW.${column} ELSE OLD.${column} END`;
      return { name: renamed, type, sql };
    }),
  );
}

function changesSql(table: CapturedTable, rows: string, operation: Operation): string {
  const shape = shapeOf(table, (_, position) => rowText(position));
  const sums = fingerprintSql(shape, `(${rows}) AS one`, { sign: "sign" });
  return insertWrittenSql(table.relation, operation, sums);
}
