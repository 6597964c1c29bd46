import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, columnOf, plainName, sqlName, type Table } from "../../catalog/catalog.js";
import { temporaryName } from "../../catalog/temporary-name.js";
import { unlessViolated } from "../../ledger/unless-violated.js";
import type { Run, Step, StepId } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { quarantineId } from "../repair/quarantine-rows.js";

/**
 * NOT NULL without a scan under the strongest lock: a CHECK of the same meaning is added NOT VALID,
 * validated while programs go on, and lets SET NOT NULL believe it.
 */
export function notNullSteps(from: Catalog, to: Catalog, ours: ReadonlySet<string>): Step[] {
  return [...ours].sort().flatMap((name) => {
    const [table, wanted] = [from.tables.get(name), to.tables.get(name)];
    return table && wanted ? stepsOf(table, wanted) : [];
  });
}

function stepsOf(table: Table, wanted: Table): Step[] {
  const stricter = wanted.columns
    .filter(({ name, notNull }) => notNull && columnOf(table, name)?.notNull === false)
    .map(({ name }) => name);
  const laxer = wanted.columns
    .filter(({ name, notNull }) => !notNull && columnOf(table, name)?.notNull === true)
    .map(({ name }) => name);
  const relation = sqlName(table);
  const each = (names: readonly string[], clause: (name: string) => string): string[] =>
    names.length === 0 ? [] : [`ALTER TABLE ${relation} ${names.map(clause).join(", ")}`];
  const check = (name: string): string => quoteIdentifier(checkOf(name));
  const drop = (name: string): string => `ALTER COLUMN ${quoteIdentifier(name)} DROP NOT NULL`;
  const set = (name: string): string => `ALTER COLUMN ${quoteIdentifier(name)} SET NOT NULL`;
  const added = each(stricter, promise);
  const removed = each(stricter, (name) => `DROP CONSTRAINT IF EXISTS ${check(name)}`);
  const base = { table: plainName(table), hazards: [], seconds: 0.05 };
  const id = (action: string): StepId => ({ kind: "reshape", action, on: plainName(table) });
  if (stricter.length + laxer.length === 0) return [];
  return [
    {
      ...base,
      id: id("promise"),
      about: { columns: stricter },
      forward: { how: "transaction", sql: [...added, ...each(laxer, drop)] },
      inverse: [
        { how: "transaction", sql: [...removed, ...each(laxer, promise)] },
        ...requiredAgain(table, laxer),
      ],
      lock: "ACCESS EXCLUSIVE",
      rows: 0,
    },
    ...(stricter.length === 0
      ? []
      : [
          {
            ...base,
            id: id("validate"),
            about: { columns: stricter },
            forward: {
              how: "transaction" as const,
              sql: each(stricter, (name) => `VALIDATE CONSTRAINT ${check(name)}`),
              scans: true,
              repairedBy: quarantineId(plainName(table)),
            },
            inverse: [],
            lock: "SHARE UPDATE EXCLUSIVE",
            rows: table.rows,
          },
          {
            ...base,
            id: id("require"),
            about: { columns: stricter },
            forward: { how: "transaction" as const, sql: [...each(stricter, set), ...removed] },
            inverse: [{ how: "transaction" as const, sql: [...each(stricter, drop), ...added] }],
            lock: "ACCESS EXCLUSIVE",
            rows: 0,
          },
        ]),
  ];
}

function checkOf(column: string): string {
  return temporaryName(`${column}_not_null`);
}

/** The clause of ALTER TABLE that promises that the column is never null; nobody looks at its rows yet. */
export function promise(column: string): string {
  return `ADD CONSTRAINT ${quoteIdentifier(checkOf(column))} CHECK (${quoteIdentifier(column)} IS NOT NULL) NOT VALID`;
}

/**
 * What has been promised is required: NOT NULL of the source comes back where no row written since
 * breaks it; elsewhere the promise stays.
 */
export function requiredAgain(table: Table, columns: readonly string[]): Run[] {
  if (columns.length === 0) return [];
  const relation = sqlName(table);
  const validate = (column: string): string =>
    unlessViolated(
      `ALTER TABLE ${relation} VALIDATE CONSTRAINT ${quoteIdentifier(checkOf(column))}`,
      plainName(table),
      `${column} NOT NULL`,
    );
  const require = (column: string): string =>
    `DO ${literal(`
    BEGIN
      IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = ${literal(relation)}::pg_catalog.regclass
                  AND conname = ${literal(checkOf(column))} AND convalidated) THEN
        ALTER TABLE ${relation} ALTER COLUMN ${quoteIdentifier(column)} SET NOT NULL;
        ALTER TABLE ${relation} DROP CONSTRAINT ${quoteIdentifier(checkOf(column))};
      END IF;
    END`)}`;
  return [
    { how: "transaction", scans: true, sql: columns.map(validate) },
    { how: "transaction", sql: columns.map(require) },
  ];
}
