import { quoteIdentifier } from "@deepiri/database";
import type { Column } from "../../catalog/catalog.js";
import { plainColumn, plainName } from "../../catalog/table-name.js";
import { literal } from "../../session/literal.js";
import {
  isOrphan,
  mayBeNull,
  newChecks,
  newKeys,
  newLabels,
  type Subject,
  textArray,
} from "./subject.js";

/** A value that the target cannot hold becomes what `sql` says, over the row `r`. */
export interface ColumnRepair {
  readonly column: string;
  readonly sql: string;
}

/** Makes of SQL for a column's value the SQL for its repaired value. */
export type Repairing = (subject: Subject, column: Column, goal: Column, value: string) => string;

/** What these repairs make of the column, one after the other; nothing when none has to. */
export function repairOf(
  subject: Subject,
  column: Column,
  goal: Column,
  by: readonly Repairing[],
): ColumnRepair[] {
  const plain = `r.${quoteIdentifier(column.name)}`;
  const sql = by.reduce((value, step) => step(subject, column, goal, value), plain);
  return sql === plain ? [] : [{ column: column.name, sql }];
}

/** Words become those that the mapping declares. */
export const words: Repairing = (subject, column, goal, value) => {
  const repair = subject.mapping.repairs[plainColumn(plainName(subject.wanted), column.name)];
  if (!takesWords(column)) return value;
  const labels = newLabels(subject, column, goal);
  const isRuled = labels || newChecks(subject).some(({ columns }) => columns.includes(column.name));
  if (!repair || !isRuled) return value;
  const cases = Object.entries(repair.words ?? {}).map(
    ([from, to]) => `WHEN ${literal(from)} THEN ${literal(to)}`,
  );
  const mapped =
    cases.length === 0 ? value : `CASE ${value}::text ${cases.join(" ")} ELSE ${value} END`;
  if (repair.otherwise === undefined) return mapped;
  const isKnown = labels
    ? `${mapped}::text = ANY (${textArray(labels)}) OR ${value} IS NULL`
    : isAllowed(subject, column, mapped);
  return isKnown === undefined
    ? mapped
    : `CASE WHEN ${isKnown} THEN ${mapped} ELSE ${literal(repair.otherwise)} END`;
};

/** Whether it holds texts, or something of users that may be one. */
function takesWords({ type, maxLength }: Column): boolean {
  return maxLength !== null || type.startsWith("character") || type.includes(".");
}

/** Texts are cut to the length that the target takes. */
export const length: Repairing = ({ mapping }, column, goal, value) => {
  if (typeof goal.maxLength !== "number" || column.maxLength === null) return value;
  const isLonger = column.maxLength === "unlimited" || goal.maxLength < column.maxLength;
  return isLonger && mapping.otherwise.tooLong === "cut"
    ? `pg_catalog.left(${value}, ${goal.maxLength})`
    : value;
};

/** The CHECKs of the target about the column alone, as one condition; undefined without any. */
function conditionOf(subject: Subject, column: Column): string | undefined {
  const checks = newChecks(subject).filter(
    ({ columns }) => columns.length === 1 && columns[0] === column.name,
  );
  if (checks.length === 0) return undefined;
  return checks.map(({ expression }) => `(${expression}) IS NOT FALSE`).join(" AND ");
}

/** SQL: whether these CHECKs allow a value. Inside, the condition's column is the value. */
function isAllowed(subject: Subject, column: Column, value: string): string | undefined {
  const allowed = conditionOf(subject, column);
  return (
    allowed &&
    `(SELECT ${allowed} FROM (SELECT ${value} AS ${quoteIdentifier(column.name)}) AS one)`
  );
}

/** Numbers outside the range of a CHECK become the nearest of those to choose from. */
export const number: Repairing = (subject, column, _goal, value) => {
  const { mapping } = subject;
  if (!column.isNumber || mapping.otherwise.number !== "nearest") return value;
  const allowed = conditionOf(subject, column);
  if (allowed === undefined) return value;
  const name = quoteIdentifier(column.name);
  const choices = mapping.numbers.map((one) => `(${one}::${column.type})`).join(", ");
  return `CASE WHEN ${isAllowed(subject, column, value)} THEN ${value}
    ELSE (SELECT ${name} FROM (VALUES ${choices}) AS choice (${name}) WHERE ${allowed} ORDER BY pg_catalog.abs(${name} - ${value}) LIMIT 1) END`;
};

/** References to rows that are not there become null. */
export const orphan: Repairing = (subject, column, _goal, value) =>
  newKeys(subject)
    .filter((key) => key.columns[0] === column.name && mayBeNull(subject, key))
    .reduce((sql, key) => `CASE WHEN NOT (${isOrphan(subject, key)}) THEN ${sql} END`, value);

/** Nulls become what the mapping declares, or the default. */
export const nothing: Repairing = ({ wanted, mapping }, column, goal, value) => {
  if (!goal.notNull || column.notNull) return value;
  const declared = mapping.repairs[plainColumn(plainName(wanted), column.name)]?.null;
  if (declared && declared !== "default") return `COALESCE(${value}, ${declared.sql})`;
  if (goal.default === null || mapping.otherwise.null !== "default") return value;
  return `COALESCE(${value}, (${defaultFor(column, goal)}))`;
};

/**
 * The target's default in the type that the column still has. A bare word takes whatever type that is,
 * also once the column was converted: an enum type may not be there yet.
 */
function defaultFor(column: Column, goal: Column): string {
  if (column.type === goal.type) return `${goal.default}`;
  const word = /^('(?:[^']|'')*')::/.exec(goal.default ?? "")?.[1];
  return word ?? `(${goal.default})::${column.type}`;
}
