import { codeOf } from "@deepiri/database/session";
import { type Catalog, sqlName } from "../../catalog/catalog.js";
import { plainName, plainNameSql } from "../../catalog/table-name.js";
import type { OldNameStatement } from "../../plan/warning.js";
import type { Session } from "../../session/session.js";
import { type OldName, statementsOn } from "./statements.js";

/** With which SQLSTATE each statement fails on each name, null for one that works. */
export type Outcomes = ReadonlyMap<string, ReadonlyMap<OldNameStatement, string | null>>;

/** The tables of the catalog at whose names a view stands now. */
export async function readOldNames(copy: Session, { tables }: Catalog): Promise<OldName[]> {
  const views = await copy.query<{ name: string; columns: string[] }>(`
    SELECT ${plainNameSql("nspname", "relname")} AS name,
           ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped) AS columns
      FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE relkind = 'v'`);
  const columnsOf = new Map(views.map(({ name, columns }) => [name, columns]));
  return [...tables.values()].flatMap((table) => {
    const columns = columnsOf.get(plainName(table));
    return columns ? [{ table, columns }] : [];
  });
}

/** Tries ordinary statements on each name of the copy, which stays as it is: one message a name, and two for COPY. */
export async function tryStatements(copy: Session, names: readonly OldName[]): Promise<Outcomes> {
  await copy.query(outcomesFunction);
  const outcomes = new Map<string, Map<OldNameStatement, string | null>>();
  for (const name of names) {
    const statements = Object.entries(statementsOn(name)) as [OldNameStatement, string][];
    const [row] = await copy.query<{ states: (string | null)[] }>(
      "SELECT pg_temp.outcomes($1) AS states",
      [statements.map(([, sql]) => sql)],
    );
    outcomes.set(
      plainName(name.table),
      new Map([
        ...statements.map(([what], at) => [what, row?.states[at] ?? null] as const),
        ["copy to", await outcomeOf(copy, `COPY ${sqlName(name.table)} TO STDOUT`)],
        ["copy from", await outcomeOf(copy, `COPY ${sqlName(name.table)} FROM STDIN`)],
      ]),
    );
  }
  return outcomes;
}

/** Who accepts rows is told that none are coming. */
const noRowsSent = "57014";

async function outcomeOf(copy: Session, sql: string): Promise<string | null> {
  try {
    await copy.query(sql);
    return null;
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return code === noRowsSent ? null : code;
  }
}

// Each statement is undone whatever comes of it, and fires no trigger of users.
const outcomesFunction = `CREATE OR REPLACE FUNCTION pg_temp.outcomes(statements text[])
RETURNS text[]
LANGUAGE plpgsql
SET session_replication_role = replica
AS $$
DECLARE
  statement text;
  outcomes text[] := '{}';
BEGIN
  FOREACH statement IN ARRAY statements LOOP
    BEGIN
      EXECUTE statement;
      RAISE EXCEPTION USING ERRCODE = 'RE000';
    EXCEPTION WHEN OTHERS THEN
      outcomes := outcomes || NULLIF(SQLSTATE, 'RE000');
    END;
  END LOOP;
  RETURN outcomes;
END $$`;
