import { quoteIdentifier } from "@deepiri/database";

import type { Queryable } from "../../session/queryable.js";
import type { Conversion } from "./conversion.js";
import { checksOf, indexesOf } from "./direction.js";

/** What of a column can stand on its new type. */
export type Fit = Required<Pick<Conversion, "keptChecks" | "droppedIndexes">>;

/**
 * Asks PostgreSQL which CHECKs and indexes of a column the new type can have, on an empty temporary
 * table: `status <> 'done'::text` is no condition on an enum. `reader` is one connection (not a pool)
 * to a database with the types and functions of both sides, such as a scratch database.
 */
export async function readFit(
  reader: Queryable,
  conversion: Pick<Conversion, "table" | "column" | "to">,
): Promise<Fit> {
  for (const sql of [canRun, ...temporaryTable(conversion)]) await reader.query(sql);
  const keptChecks: string[] = [];
  for (const { name, definition } of checksOf(conversion))
    if (await fits(reader, `ALTER TABLE pg_temp.fitted ADD ${definition}`)) keptChecks.push(name);
  const droppedIndexes: string[] = [];
  for (const { name, using } of indexesOf(conversion))
    if (!(await fits(reader, `CREATE INDEX ON pg_temp.fitted USING ${using}`)))
      droppedIndexes.push(name);
  await reader.query("DROP TABLE pg_temp.fitted");
  return { keptChecks, droppedIndexes };
}

const canRun = `
  CREATE OR REPLACE FUNCTION pg_temp.can_run(sql text) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE sql;
    RETURN true;
  EXCEPTION WHEN OTHERS THEN
    RETURN false;
  END $$`;

function temporaryTable({
  table,
  column,
  to,
}: Pick<Conversion, "table" | "column" | "to">): string[] {
  const columns = table.columns.map(
    ({ name, type }) => `${quoteIdentifier(name)} ${name === column ? to : type}`,
  );
  return [
    "DROP TABLE IF EXISTS pg_temp.fitted",
    `CREATE TEMPORARY TABLE fitted (${columns.join(", ")})`,
  ];
}

async function fits(reader: Queryable, sql: string): Promise<boolean> {
  const rows = await reader.query<{ fits: boolean }>("SELECT pg_temp.can_run($1) AS fits", [sql]);
  return rows[0]?.fits === true;
}
