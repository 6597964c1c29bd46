import { quoteIdentifier } from "@deepiri/database";
import { holdersSql, isTopmost } from "../../catalog/access/holders-sql.js";
import type { Queryable } from "../../session/queryable.js";
import type { Rights } from "./rights.js";

/** A table whose users are to reach the schema. */
interface Way {
  readonly table: { readonly oid: number };
  readonly to: { readonly schema: string };
}

/**
 * Reads for each of the ways, which are gone in this order, what lets the table's users reach the schema
 * that they cannot use yet: all who may use the schema where the table is now, and hold any right on it.
 */
export async function readUsage(reader: Queryable, ways: readonly Way[]): Promise<Rights[]> {
  const rows = await reader.query<{ place: number; schema: string; role: string }>(question, [
    ways.map(({ table }) => table.oid),
    ways.map(({ to }) => to.schema),
  ]);
  const granted = new Set<string>();
  return ways.map((_, index) => {
    const names = rows
      .filter(({ place }) => place === index)
      .map(({ schema, role }) => [quoteIdentifier(schema), quoteIdentifier(role)] as const)
      .filter((pair) => !granted.has(String(pair)));
    for (const pair of names) granted.add(String(pair));
    return {
      grant: names.map(([schema, role]) => `GRANT USAGE ON SCHEMA ${schema} TO ${role}`),
      revoke: names.map(([schema, role]) => `REVOKE USAGE ON SCHEMA ${schema} FROM ${role}`),
    };
  });
}

const question = `
  WITH way AS (
    SELECT way.relation, place::int - 1 AS place, namespace.oid AS goal, nspname
      FROM ROWS FROM (pg_catalog.unnest($1::oid[]), pg_catalog.unnest($2::text[])) WITH ORDINALITY AS way (relation, schema, place)
      JOIN pg_catalog.pg_namespace AS namespace ON nspname = way.schema),
  holder AS (${holdersSql("SELECT relation FROM way")}),
  lacking AS (
    SELECT place, nspname, role FROM way JOIN holder USING (relation)
     WHERE pg_catalog.has_schema_privilege(role, namespace, 'USAGE')
       AND NOT pg_catalog.has_schema_privilege(role, goal, 'USAGE'))
  SELECT place, nspname AS schema, pg_catalog.pg_get_userbyid(role) AS role
    FROM lacking WHERE ${isTopmost("lacking", "lacking", "place")}
   ORDER BY 1, 3`;
