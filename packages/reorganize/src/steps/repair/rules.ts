import { quoteIdentifier } from "@deepiri/database";
import {
  type Catalog,
  type Column,
  type Constraint,
  columnOf,
  plainName,
  sqlName,
  type Table,
} from "../../catalog/catalog.js";
import type { Mapping } from "../../plan/mapping.js";
import { literal } from "../../session/literal.js";

/** A value that the target cannot hold becomes what `sql` says, over the row `r`. */
export interface ColumnRepair {
  readonly column: string;
  readonly sql: string;
}

/** Rows for which `where` is true, over the row `r`, cannot be repaired. */
export interface SetAside {
  readonly where: string;
  readonly reason: string;
}

/** What the rows of one table need before the target's rules can hold for them. */
export interface TableRules {
  readonly repairs: readonly ColumnRepair[];
  /** Repairs that need no look at other rows, so that they can be made as a row arrives. */
  readonly translations: readonly ColumnRepair[];
  readonly setAside: readonly SetAside[];
}

/** A table, and what it is compared with. */
export interface Subject {
  readonly table: Table;
  readonly wanted: Table;
  readonly here: Catalog;
  readonly target: Catalog;
  readonly mapping: Mapping;
  /** Tables that rows are taken from: a key that leads there holds no longer. */
  readonly losing: ReadonlySet<string>;
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
    translations: repairsBy([words, length, number, nothing]),
    setAside: [
      ...mapping.setAside
        .filter((one) => one.table === plainName(wanted))
        .map(({ where, reason }) => ({ where, reason })),
      ...pairs.flatMap(({ column, goal }) => unrepairable(subject, column, goal)),
      ...newChecks(subject).map(({ name, expression }) => ({
        where: `(${expression}) IS FALSE`,
        reason: `breaks ${name}`,
      })),
      ...newKeys(subject)
        .filter((key) => !mayBeNull(subject, key))
        .map((key) => ({
          where: isOrphan(subject, key),
          reason: `breaks ${key.name}: no such row`,
        })),
    ],
  };
}

function repairOf(
  subject: Subject,
  column: Column,
  goal: Column,
  by: readonly Repairing[],
): ColumnRepair[] {
  const plain = `r.${quoteIdentifier(column.name)}`;
  const sql = by.reduce((value, step) => step(subject, column, goal, value), plain);
  return sql === plain ? [] : [{ column: column.name, sql }];
}

type Repairing = (subject: Subject, column: Column, goal: Column, value: string) => string;

const words: Repairing = (subject, column, goal, value) => {
  const repair = subject.mapping.repairs[`${plainName(subject.wanted)}.${column.name}`];
  const labels = newLabels(subject, column, goal);
  const isRuled = labels || newChecks(subject).some(({ columns }) => columns.includes(column.name));
  if (!repair || !isRuled) return value;
  const cases = Object.entries(repair.words ?? {}).map(
    ([from, to]) => `WHEN ${literal(from)} THEN ${literal(to)}`,
  );
  const mapped =
    cases.length === 0 ? value : `CASE ${value}::text ${cases.join(" ")} ELSE ${value} END`;
  if (!labels || repair.otherwise === undefined) return mapped;
  return `CASE WHEN ${mapped}::text = ANY (${textArray(labels)}) OR ${value} IS NULL THEN ${mapped} ELSE ${literal(repair.otherwise)} END`;
};

const length: Repairing = ({ mapping }, column, goal, value) => {
  const limit = limitOf(goal.type);
  const isLonger = limit < limitOf(column.type) && limitOf(column.type) > 0;
  return isLonger && mapping.otherwise.tooLong === "cut"
    ? `pg_catalog.left(${value}, ${limit})`
    : value;
};

const number: Repairing = (subject, column, _goal, value) => {
  const { mapping } = subject;
  if (!isNumber(column.type) || mapping.otherwise.number !== "nearest") return value;
  const checks = newChecks(subject).filter(
    ({ columns }) => columns.length === 1 && columns[0] === column.name,
  );
  if (checks.length === 0) return value;
  const allowed = checks.map(({ expression }) => `(${expression}) IS NOT FALSE`).join(" AND ");
  const name = quoteIdentifier(column.name);
  const choices = mapping.numbers.map((one) => `(${one}::${column.type})`).join(", ");
  // Inside, the condition's column is the candidate.
  return `CASE WHEN (SELECT ${allowed} FROM (SELECT ${value} AS ${name}) AS one) THEN ${value}
    ELSE (SELECT ${name} FROM (VALUES ${choices}) AS choice (${name}) WHERE ${allowed} ORDER BY pg_catalog.abs(${name} - ${value}) LIMIT 1) END`;
};

const orphan: Repairing = (subject, column, _goal, value) =>
  newKeys(subject)
    .filter((key) => key.columns[0] === column.name && mayBeNull(subject, key))
    .reduce((sql, key) => `CASE WHEN NOT (${isOrphan(subject, key)}) THEN ${sql} END`, value);

const nothing: Repairing = ({ wanted, mapping }, column, goal, value) => {
  if (!goal.notNull || column.notNull) return value;
  const declared = mapping.repairs[`${plainName(wanted)}.${column.name}`]?.null;
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

function unrepairable(subject: Subject, column: Column, goal: Column): SetAside[] {
  const plain = `r.${quoteIdentifier(column.name)}`;
  const labels = newLabels(subject, column, goal);
  return [
    ...(goal.notNull && !column.notNull
      ? [{ where: `${plain} IS NULL`, reason: `${column.name} is null` }]
      : []),
    ...(labels
      ? [
          {
            where: `${plain}::text <> ALL (${textArray(labels)})`,
            reason: `${column.name} holds a word that ${goal.type} does not know`,
          },
        ]
      : []),
  ];
}

/** The labels of the target's enum type, where the column is something else yet. */
function newLabels(
  { target }: Subject,
  column: Column,
  goal: Column,
): readonly string[] | undefined {
  return column.type === goal.type
    ? undefined
    : target.enums.get(goal.type.replaceAll('"', ""))?.labels;
}

function newChecks({
  table,
  wanted,
}: Subject): { name: string; expression: string; columns: readonly string[] }[] {
  const present = new Set(table.constraints.map(({ definition }) => definition));
  const names = new Set(table.columns.map(({ name }) => name));
  return wanted.constraints
    .filter(
      ({ kind, definition, columns }) =>
        kind === "check" && !present.has(definition) && columns.every((name) => names.has(name)),
    )
    .map(({ name, expression, columns }) => ({ name, expression: expression ?? "true", columns }));
}

function newKeys({ table, wanted, losing }: Subject): Constraint[] {
  const same = (one: Constraint, other: Constraint): boolean =>
    one.validated &&
    one.columns.join() === other.columns.join() &&
    one.references?.table === other.references?.table;
  return wanted.constraints.filter(
    (key) =>
      key.kind === "foreign key" &&
      key.columns.every((name) => columnOf(table, name)) &&
      (losing.has(key.references?.table ?? "") ||
        !table.constraints.some((one) => one.kind === "foreign key" && same(one, key))),
  );
}

function mayBeNull({ wanted, mapping }: Subject, { columns }: Constraint): boolean {
  const [name = ""] = columns;
  return (
    columns.length === 1 &&
    mapping.otherwise.orphan === "null" &&
    columnOf(wanted, name)?.notNull === false
  );
}

/** True for a row whose key leads nowhere; all do when the table it leads to is not there yet. */
function isOrphan({ here }: Subject, { columns, references }: Constraint): string {
  const present = columns.map((name) => `r.${quoteIdentifier(name)} IS NOT NULL`).join(" AND ");
  const parent = references && here.tables.get(references.table);
  if (!parent) return present;
  const same = columns.map(
    (name, index) =>
      `parent.${quoteIdentifier(references.columns[index] ?? "")} = r.${quoteIdentifier(name)}`,
  );
  return `${present} AND NOT EXISTS (SELECT FROM ${sqlName(parent)} AS parent WHERE ${same.join(" AND ")})`;
}

/** How many characters a type takes; more than any for text, none for what is no text. */
function limitOf(type: string): number {
  if (type === "text") return Number.MAX_SAFE_INTEGER;
  return (
    Number(/^character varying\((\d+)\)$/.exec(type)?.[1] ?? 0) ||
    (type === "character varying" ? Number.MAX_SAFE_INTEGER : Number.NaN)
  );
}

function isNumber(type: string): boolean {
  return /^(smallint|integer|bigint|numeric|real|double precision)/.test(type);
}

function textArray(values: readonly string[]): string {
  return `ARRAY[${values.map(literal).join(", ")}]::text[]`;
}
