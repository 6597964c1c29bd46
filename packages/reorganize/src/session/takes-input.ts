import type pg from "pg";
import { type Queryable, queryable } from "./queryable.js";

/** SQL name of PostgreSQL's own function that says whether a text is a value of a type; 16 and later have it. */
export const serverTakesInput = "pg_catalog.pg_input_is_valid";

/** SQL name of the one that stands in for it in a session of `reading`, and goes with it. */
export const sessionTakesInput = "pg_temp.takes_input";

/**
 * SQL that makes a function which stands in for PostgreSQL's before 16: `kind` is a null of the type. It tries the
 * text, as nothing else knows what a type takes.
 */
export function takesInputSql(name: string): string {
  return `CREATE OR REPLACE FUNCTION ${name}(value text, kind anyelement) RETURNS boolean
    LANGUAGE plpgsql STABLE AS $reorganize$
    DECLARE
      held kind%TYPE;
    BEGIN
      held := value;
      RETURN true;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation OR syntax_error_or_access_rule_violation THEN
      RETURN false;
    END $reorganize$`;
}

/**
 * Gives a session the function where the server has none of its own: before any read-only transaction begins. A
 * standby and a login without the right to temporary objects go without.
 */
export async function provideTakesInput(client: pg.ClientBase): Promise<void> {
  if (!(await hasTakesInput(queryable(client))))
    await client.query(takesInputSql(sessionTakesInput)).catch(() => {});
}

/** Whether the server has the function itself. */
export async function hasTakesInput(reader: Queryable): Promise<boolean> {
  const [row] = await reader.query<{ has: boolean }>(
    `SELECT pg_catalog.to_regproc('${serverTakesInput}') IS NOT NULL AS has`,
  );
  return row?.has === true;
}

/** SQL name of the function that a session of `reading` has; undefined where there is none. */
export async function readTakesInput(reader: Queryable): Promise<string | undefined> {
  const [row] = await reader.query<{ name: string | null }>(`
    SELECT pg_catalog.min(name) AS name FROM (VALUES ('${serverTakesInput}'), ('${sessionTakesInput}')) AS one (name)
     WHERE pg_catalog.to_regproc(name) IS NOT NULL`);
  return row?.name ?? undefined;
}
