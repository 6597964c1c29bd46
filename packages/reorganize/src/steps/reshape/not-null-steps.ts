import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Step, StepId } from "../../plan/step.js";
import {
  addNotNullCheck,
  dropNotNullCheck,
  requireAgain,
  validateNotNullCheck,
} from "../shared/not-null.js";
import { quarantineId } from "../shared/repair-ids.js";

/**
 * NOT NULL without a scan under the strongest lock: a CHECK of the same meaning is added NOT VALID, and
 * validated while programs go on; SET NOT NULL then reads no row.
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
  const drop = (name: string): string => `ALTER COLUMN ${quoteIdentifier(name)} DROP NOT NULL`;
  const set = (name: string): string => `ALTER COLUMN ${quoteIdentifier(name)} SET NOT NULL`;
  const added = each(stricter, addNotNullCheck);
  const removed = each(stricter, dropNotNullCheck);
  const base = { table: plainName(table), hazards: [], seconds: 0.05 };
  const id = (action: string): StepId => ({ kind: "reshape", action, on: plainName(table) });
  if (stricter.length + laxer.length === 0) return [];
  return [
    {
      ...base,
      id: id("add not-null check"),
      about: { columns: stricter },
      forward: { how: "transaction", sql: [...added, ...each(laxer, drop)] },
      inverse: [
        { how: "transaction", sql: [...removed, ...each(laxer, addNotNullCheck)] },
        ...requireAgain(table, laxer),
      ],
      lock: "ACCESS EXCLUSIVE",
      rows: 0,
    },
    ...(stricter.length === 0
      ? []
      : [
          {
            ...base,
            id: id("validate not-null check"),
            about: { columns: stricter },
            forward: {
              how: "transaction" as const,
              sql: each(stricter, validateNotNullCheck),
              scans: true,
              repairedBy: quarantineId(plainName(table)),
            },
            inverse: [],
            lock: "SHARE UPDATE EXCLUSIVE",
            rows: table.rows,
          },
          {
            ...base,
            id: id("set not null"),
            about: { columns: stricter },
            forward: { how: "transaction" as const, sql: [...each(stricter, set), ...removed] },
            inverse: [{ how: "transaction" as const, sql: [...each(stricter, drop), ...added] }],
            lock: "ACCESS EXCLUSIVE",
            rows: 0,
          },
        ]),
  ];
}
