import { quoteIdentifier } from "@deepiri/database";
import { ownSchema } from "../../apply/journal.js";
import { columnOf, primaryKey, sqlName, type Table } from "../../inventory/catalogue.js";
import type { Run } from "../../plan/plan.js";
import { literal } from "../../session/session.js";
import { columnsDropped, type Difference, type Way } from "./difference.js";

/** What dropped columns held is kept, and is back when they are. */
export function keeping(
  table: string,
  way: Way,
  runs: readonly Run[],
  difference: Difference,
): readonly Run[] {
  const here = difference.from.tables.get(table);
  const columns = columnsDropped(difference, table);
  if (!here || columns.length === 0) return runs;
  const { keep, restore } = keepColumns(here, columns);
  const pattern = way === "there" ? / DROP COLUMN / : / ADD COLUMN /;
  return runs.map((run) =>
    run.how === "transaction" && run.sql.some((sql) => pattern.test(sql))
      ? { ...run, sql: way === "there" ? [keep, ...run.sql] : [...run.sql, ...restore] }
      : run,
  );
}

/** SQL around dropping columns that hold values nobody else has. */
interface KeptColumns {
  /** Before the columns go, in the same transaction. */
  readonly keep: string;
  /** After they are back, in the same transaction. */
  readonly restore: readonly string[];
}

/** Keeps what the columns of the table hold, by its primary key, in `_reorganize.originals`. */
function keepColumns(table: Table, columns: readonly string[]): KeptColumns {
  const step = literal(`columns of ${table.schema}.${table.name}`);
  const document = (names: readonly string[]): string =>
    `pg_catalog.jsonb_build_object(${names.map((name) => `${literal(name)}, ${quoteIdentifier(name)}`).join(", ")})`;
  const held = columns.map((name) => `${quoteIdentifier(name)} IS NOT NULL`).join(" OR ");
  const same = primaryKey(table)
    .map((name) => `kept.key ->> ${literal(name)} = r.${quoteIdentifier(name)}::text`)
    .join(" AND ");
  const values = columns.map((name) => {
    const type = columnOf(table, name)?.type;
    return `${quoteIdentifier(name)} = (pg_catalog.jsonb_populate_record(NULL::${sqlName(table)}, kept.before)).${quoteIdentifier(name)}::${type}`;
  });
  return {
    keep: `INSERT INTO ${ownSchema}.originals (step, key, before, after)
      SELECT ${step}, ${document(primaryKey(table))}, ${document(columns)}, '{}' FROM ${sqlName(table)} WHERE ${held}`,
    restore: [
      "SET LOCAL session_replication_role = replica",
      `UPDATE ${sqlName(table)} AS r SET ${values.join(", ")} FROM ${ownSchema}.originals AS kept WHERE kept.step = ${step} AND ${same}`,
      `DELETE FROM ${ownSchema}.originals WHERE step = ${step}`,
    ],
  };
}
