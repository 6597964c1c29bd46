import { quoteTable } from "@deepiri/database/without-client";
import type pg from "pg";
import { ofUsers } from "./relations.js";

/** Where a sequence stands. */
export interface SequenceValue {
  readonly schema: string;
  readonly name: string;
  /** The table to one of whose columns it belongs, as `"schema"."name"`; null when to none. */
  readonly table: string | null;
  readonly last: string;
  readonly called: boolean;
}

/** Sequences that a table has, or that stand alone, with their values. */
export async function readSequences(
  client: pg.Client,
  isChosen: (sequence: Omit<SequenceValue, "last" | "called">) => boolean = () => true,
): Promise<SequenceValue[]> {
  const { rows } = await client.query<{ schema: string; name: string; table: string | null }>(`
    SELECT n.nspname AS schema, c.relname AS name, owner."table"
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      LEFT JOIN LATERAL (
        SELECT pg_catalog.format('"%s"."%s"', pg_catalog.replace(tn.nspname, '"', '""'), pg_catalog.replace(t.relname, '"', '""')) AS "table"
          FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_class AS t ON t.oid = d.refobjid
          JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
         WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.refclassid = d.classid
           AND d.deptype IN ('a', 'i')) AS owner ON true
     WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND ${ofUsers("pg_class", "c.oid", "n.nspname")}
     ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`);
  const values: SequenceValue[] = [];
  for (const row of rows.filter(isChosen))
    values.push({ ...row, ...(await readValue(client, row)) });
  return values;
}

/** Where one sequence stands. */
export async function readValue(
  client: pg.Client,
  { schema, name }: { readonly schema: string; readonly name: string },
): Promise<Pick<SequenceValue, "last" | "called">> {
  const { rows } = await client.query(
    `SELECT last_value::text AS last, is_called AS called FROM ${quoteTable(schema, name)}`,
  );
  return rows[0];
}
