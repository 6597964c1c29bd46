import { quoteIdentifier } from "@deepiri/database";
import { columnOf, type Index, primaryKey, sqlName, type Table } from "../../catalog/catalog.js";

/** Among which rows equal ones are looked for. */
export interface Compared {
  /** SQL of the rows. */
  readonly rows: string;
  /** What tells, before age, which of equal ones stays; SQL over the row `r`. */
  readonly rank?: string;
}

/**
 * SQL: of all rows but the first of those that are equal under the rule, the primary key as k1, k2 and
 * so on. The oldest is the first.
 */
export function duplicateRows(
  table: Table,
  rule: Index,
  { rows, rank }: Compared = { rows: sqlName(table) },
): string {
  const key = primaryKey(table).map((name) => `r.${quoteIdentifier(name)}`);
  const columns = key.map((name, index) => `${name} AS k${index + 1}`);
  const first = [
    ...(rank === undefined ? [] : [rank]),
    ...(columnOf(table, "created_at") ? ["r.created_at"] : []),
    ...key,
  ];
  const conditions = [
    ...(rule.nullsNotDistinct ? [] : rule.keys.map((one) => `(${one}) IS NOT NULL`)),
    ...(rule.predicate ? [`(${rule.predicate})`] : []),
  ];
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  return `SELECT * FROM (
      SELECT ${[...columns, ...(rank === undefined ? [] : [`${rank} AS rank`])].join(", ")},
             pg_catalog.row_number() OVER (PARTITION BY ${rule.keys.join(", ")} ORDER BY ${first.join(", ")}) AS nth
        FROM ${rows} AS r${where}) AS ranked
     WHERE nth > 1`;
}
