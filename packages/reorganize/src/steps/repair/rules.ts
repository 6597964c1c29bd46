import { quoteIdentifier } from "@deepiri/database";
import { type Column, columnOf } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { canBecome, isSameBase } from "../../findings/target-types.js";
import {
  type ColumnRepair,
  length,
  nothing,
  number,
  orphan,
  type Repairing,
  repairOf,
  words,
} from "./repair-column.js";
import {
  isOrphan,
  mayBeNull,
  newChecks,
  newKeys,
  newLabels,
  type Subject,
  textArray,
} from "./subject.js";

/** Rows for which `where` is true, over the row `r`, cannot be repaired. */
export interface Unlawful {
  readonly where: string;
  readonly reason: string;
  /** What decides so, as a path into the mapping. */
  readonly rule: string;
  /** The column that it is about, if it is one. */
  readonly column?: string;
}

/** What the rows of one table need before the target's rules can hold for them. */
export interface TableRules {
  readonly repairs: readonly ColumnRepair[];
  /** Repairs that need no look at other rows, so that they can be made as a row is written. */
  readonly onWrite: readonly ColumnRepair[];
  readonly unlawful: readonly Unlawful[];
}

/**
 * Compares the rules of a table with those of the target. A rule that the table has already needs
 * nothing; for every other one the mapping says what becomes of rows that break it.
 */
export function rulesOf(subject: Subject): TableRules {
  const { table, wanted, mapping } = subject;
  const pairs = wanted.columns.flatMap((goal) => {
    const column = columnOf(table, goal.name);
    return column ? [{ column, goal }] : [];
  });
  const repairsBy = (by: readonly Repairing[]): ColumnRepair[] =>
    pairs.flatMap(({ column, goal }) => repairOf(subject, column, goal, by));
  return {
    repairs: repairsBy([words, length, number, orphan, nothing]),
    onWrite: repairsBy([words, length, number, nothing]),
    unlawful: [
      ...mapping.setAside
        .filter((one) => one.table === plainName(wanted))
        .map(({ table, where, reason }) => ({ where, reason, rule: `setAside.${table}` })),
      ...pairs.flatMap(({ column, goal }) => unrepairable(subject, column, goal)),
      ...newChecks(subject).map(({ name, expression, columns }) => ({
        where: `${asInTarget(subject, expression, columns)} IS FALSE`,
        reason: `breaks ${name}`,
        rule: "otherwise.check",
        ...sole(columns),
      })),
      ...newKeys(subject)
        .filter((key) => !mayBeNull(subject, key))
        .map((key) => ({
          where: isOrphan(subject, key),
          reason: `breaks ${key.name}: no such row`,
          rule: "otherwise.orphan",
          ...sole(key.columns),
        })),
    ],
  };
}

function unrepairable(subject: Subject, column: Column, goal: Column): Unlawful[] {
  const plain = `r.${quoteIdentifier(column.name)}`;
  const labels = newLabels(subject, column, goal);
  const fits = labels ? "true" : (canBecome(plain, column, goal, subject.types) ?? "true");
  return [
    ...(fits === "true"
      ? []
      : [
          {
            where: `NOT (${fits})`,
            reason: `${column.name} holds a value that ${goal.type} does not take`,
            rule: "otherwise.word",
            column: column.name,
          },
        ]),
    ...(isCutSilently(subject, column, goal)
      ? [
          {
            where: `pg_catalog.char_length(${plain}::pg_catalog.text) > ${goal.maxLength}`,
            reason: `${column.name} is longer than ${goal.type} takes`,
            rule: "otherwise.tooLong",
            column: column.name,
          },
        ]
      : []),
    ...(goal.notNull && !column.notNull
      ? [
          {
            where: `${plain} IS NULL`,
            reason: `${column.name} is null`,
            rule: "otherwise.null",
            column: column.name,
          },
        ]
      : []),
    ...(labels
      ? [
          {
            where: `${plain}::text <> ALL (${textArray(labels)})`,
            reason: `${column.name} holds a word that ${goal.type} does not know`,
            rule: "otherwise.word",
            column: column.name,
          },
        ]
      : []),
  ];
}

/** Whether the cast to the target's type would cut texts, and no repair does: those of numbers, too, and of any other type. */
function isCutSilently({ mapping }: Subject, { maxLength }: Column, goal: Column): boolean {
  if (typeof goal.maxLength !== "number") return false;
  const isLonger = typeof maxLength !== "number" || maxLength > goal.maxLength;
  return isLonger && (maxLength === null || mapping.otherwise.tooLong !== "cut");
}

/** The condition over the row `r`, in which columns that get another type have it already; null where one cannot. */
function asInTarget(subject: Subject, expression: string, columns: readonly string[]): string {
  const values = columns.map((name) => [quoteIdentifier(name), become(subject, name)] as const);
  if (values.every(([, value]) => value === undefined)) return `(${expression})`;
  const row = values.map(([name, value = `r.${name}`]) => `${value} AS ${name}`);
  return `(SELECT (${expression}) FROM (SELECT ${row.join(", ")}) AS one)`;
}

/** SQL: the value that a column of the row `r` has in the target, null if it takes none; undefined where that is the same. */
function become({ table, wanted, types }: Subject, name: string): string | undefined {
  const [column, goal] = [columnOf(table, name), columnOf(wanted, name)];
  if (!column || !goal || goal.enumType !== null || isSameBase(goal.type, column.type)) return;
  const value = `r.${quoteIdentifier(name)}`;
  const fits = canBecome(value, column, goal, types) ?? "true";
  const cast = `(${value}::text)::${goal.type}`;
  return fits === "true" ? cast : `CASE WHEN ${fits} THEN ${cast} END`;
}

function sole([column, ...more]: readonly string[]): { readonly column?: string } {
  return column === undefined || more.length > 0 ? {} : { column };
}
