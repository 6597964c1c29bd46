import { quoteIdentifier } from "@deepiri/database";
import fc from "fast-check";
import { type FuzzedTenant, insertOf, literal, rowOf, rowsEach } from "./seed.js";
import type { FuzzedTable, Subject } from "./subject.js";

/** As whom a statement is sent: a tenant by number, or a setting that is no tenant's. */
export type Acting = 0 | 1 | "unset" | "malformed" | "injected";

/** What one generated step says; the SQL follows from it and the subject. */
export interface Step {
  readonly kind: keyof typeof writers;
  readonly acting: Acting;
  readonly table: number;
  readonly other: number;
  readonly column: number;
  readonly n: number;
  readonly keeps: boolean;
}

interface Given {
  readonly subject: Subject;
  readonly byName: ReadonlyMap<string, FuzzedTable>;
  readonly table: FuzzedTable;
  readonly other: FuzzedTable;
  /** A column of the table, quoted. */
  readonly column: string;
  readonly own: FuzzedTenant;
  readonly foreign: FuzzedTenant;
  readonly step: Step;
}

const tenantOf = ({ table }: Given) => quoteIdentifier(table.tenantColumn);
const pick = (list: readonly string[], index: number) => list[index % list.length];

const writers = {
  find: ({ table, step }: Given) => `SELECT * FROM ${table.name} ORDER BY 1 LIMIT ${step.n + 1}`,
  all: ({ table }: Given) => `TABLE ${table.name}`,
  foreign: (given: Given) =>
    `SELECT * FROM ${given.table.name} WHERE ${tenantOf(given)} = ${literal(given.foreign.id)} OR true`,
  join: ({ table, other }: Given) =>
    `SELECT * FROM ${table.name} AS a FULL JOIN ${other.name} AS b ON true LIMIT 40`,
  aggregate: ({ table, column }: Given) =>
    `SELECT count(*), max(${column}::text), string_agg(${column}::text, ',') FROM ${table.name}`,
  groups: ({ table, column }: Given) =>
    `SELECT ${column}::text, count(*) FROM ${table.name} GROUP BY ROLLUP (1)`,
  subquery: ({ table, other, column }: Given) =>
    `SELECT (SELECT string_agg(a::text, ',') FROM ${other.name} AS a), EXISTS (SELECT FROM ${table.name}), max(${column}::text) FROM ${table.name}`,
  // The server names a value that it cannot cast.
  castError: ({ table, column }: Given) => `SELECT ${column}::text::point FROM ${table.name}`,
  castErrorInWhere: (given: Given) =>
    `SELECT 1 FROM ${given.table.name} WHERE ${given.column}::text::point IS NOT NULL AND ${tenantOf(given)} = ${literal(given.foreign.id)}`,
  cursor: ({ table }: Given) =>
    `DECLARE fuzz CURSOR FOR SELECT * FROM ${table.name}; FETCH 5 FROM fuzz; FETCH ALL FROM fuzz`,
  view: ({ subject, table, step }: Given) =>
    `SELECT * FROM ${pick(subject.views, step.other) ?? table.name} LIMIT 100`,
  call: ({ subject, table, step }: Given) => {
    const name = pick(subject.functions, step.other);
    return name ? `SELECT ${name}()::text` : `TABLE ${table.name}`;
  },
  insert: ({ byName, table, own, step }: Given) =>
    insertOf(table, [rowOf(byName, table, own, step.n + rowsEach)], "RETURNING *"),
  // RETURNING would need to see the row, and be refused where nothing but the write is let through.
  insertForeign: ({ byName, table, foreign, step }: Given) =>
    insertOf(table, [rowOf(byName, table, foreign, step.n + rowsEach)]),
  insertMany: ({ byName, table, own, foreign, step }: Given) =>
    insertOf(table, [
      rowOf(byName, table, own, step.n + 2 * rowsEach),
      rowOf(byName, table, foreign, step.n + 2 * rowsEach),
    ]),
  upsertForeign: (given: Given) =>
    insertOf(
      given.table,
      [rowOf(given.byName, given.table, given.foreign, given.step.n)],
      "ON CONFLICT DO NOTHING RETURNING *",
    ),
  copyAll: ({ table, other }: Given) =>
    `CREATE TEMPORARY TABLE taken ON COMMIT DROP AS SELECT a::text FROM ${table.name} AS a UNION ALL SELECT b::text FROM ${other.name} AS b; TABLE taken`,
  update: (given: Given) =>
    `UPDATE ${given.table.name} SET ${tenantOf(given)} = ${tenantOf(given)} RETURNING *`,
  updateForeign: (given: Given) =>
    `UPDATE ${given.table.name} SET ${tenantOf(given)} = ${tenantOf(given)} WHERE ${tenantOf(given)} = ${literal(given.foreign.id)} RETURNING *`,
  move: (given: Given) =>
    `UPDATE ${given.table.name} SET ${tenantOf(given)} = ${literal(given.foreign.id)} RETURNING *`,
  capture: (given: Given) =>
    `UPDATE ${given.table.name} SET ${tenantOf(given)} = ${literal(given.own.id)} WHERE ${tenantOf(given)} <> ${literal(given.own.id)} RETURNING *`,
  delete: ({ table }: Given) => `DELETE FROM ${table.name} RETURNING *`,
  deleteForeign: (given: Given) =>
    `DELETE FROM ${given.table.name} WHERE ${tenantOf(given)} = ${literal(given.foreign.id)} RETURNING *`,
  lock: ({ table }: Given) => `SELECT * FROM ${table.name} FOR UPDATE`,
  truncate: ({ table }: Given) => `TRUNCATE ${table.name}`,
  aborted: ({ table }: Given) => `SELECT 1 / 0; TABLE ${table.name}`,
};

/** Any step; most are a tenant's. */
export const steps: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...(Object.keys(writers) as Step["kind"][])),
  acting: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<Acting>(0, 1) },
    { weight: 1, arbitrary: fc.constantFrom<Acting>("unset", "malformed", "injected") },
  ),
  table: fc.nat(1000),
  other: fc.nat(1000),
  column: fc.nat(1000),
  n: fc.nat(rowsEach - 1),
  keeps: fc.boolean(),
});

/** The statement of a step. */
export function statementOf(
  step: Step,
  subject: Subject,
  tenants: readonly FuzzedTenant[],
): string {
  const at = <T>(list: readonly T[], index: number) => list[index % list.length] as T;
  const table = at(subject.tables, step.table);
  const own = at(tenants, typeof step.acting === "number" ? step.acting : 0);
  const others = tenants.filter((one) => one !== own);
  return writers[step.kind]({
    subject,
    byName: new Map(subject.tables.map((one) => [one.name, one])),
    table,
    other: at(subject.tables, step.other),
    column: quoteIdentifier(at(table.columns, step.column).name),
    own,
    foreign: at(others, step.other),
    step,
  });
}
