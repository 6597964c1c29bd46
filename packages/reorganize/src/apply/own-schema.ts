import { quoteIdentifier } from "@deepiri/database";
import type { Session } from "../session/session.js";

/** The schema that holds everything of a reorganization; `finalize` and a full rollback drop it. */
export const ownSchema = "_reorganize";

/** A table that stays in our schema because it holds rows of people. */
export interface Leftover {
  /** `schema.table`. */
  readonly table: string;
  readonly rows: number;
}

/** Tables that only a reorganization under way needs. All others may hold rows that are nowhere else. */
const working = ["plan", "journal", "baseline", "written", "merged", "usage"];

/**
 * Removes our schema with all that is in it, but for tables in which rows of people are left; those
 * that are left in the quarantine are no step's any more. In one transaction, and nothing is left to
 * do when it is run again.
 *
 * @param spent tables in it whose rows are elsewhere as well
 */
export async function removeOwnSchema(
  session: Session,
  spent: readonly string[] = [],
): Promise<Leftover[]> {
  const tables = await readTables(session);
  const left = tables.filter(({ name, rows }) => rows > 0 && !isSpent(name, spent));
  const keeps = new Set(left.map(({ name }) => name));
  await session.transaction(`remove the schema ${ownSchema}`, [
    ...dropAll("ROUTINE", await readRoutines(session)),
    ...dropAll(
      "TABLE",
      tables.filter(({ name }) => !keeps.has(name)).map(({ name }) => own(name)),
    ),
    ...(keeps.has("quarantine") ? [`UPDATE ${ownSchema}.quarantine SET step = ''`] : []),
    ...(keeps.size === 0 ? [`DROP SCHEMA IF EXISTS ${ownSchema}`] : []),
  ]);
  return left.map(({ name, rows }) => ({ table: `${ownSchema}.${name}`, rows }));
}

function isSpent(name: string, spent: readonly string[]): boolean {
  return working.includes(name) || spent.includes(name);
}

const own = (name: string): string => `${ownSchema}.${quoteIdentifier(name)}`;

function dropAll(kind: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`DROP ${kind} ${names.join(", ")}`];
}

async function readTables(
  session: Session,
): Promise<{ readonly name: string; readonly rows: number }[]> {
  const tables = await session.query<{ name: string }>(
    `SELECT relname AS name FROM pg_catalog.pg_class
      WHERE relnamespace = pg_catalog.to_regnamespace('${ownSchema}') AND relkind IN ('r', 'p') ORDER BY 1`,
  );
  const counted = [];
  for (const { name } of tables) counted.push({ name, rows: await countRows(session, name) });
  return counted;
}

async function countRows(session: Session, table: string): Promise<number> {
  if (working.includes(table)) return 0;
  const sql = `SELECT pg_catalog.count(*) AS rows FROM ${own(table)}`;
  const [row] = await session.query<{ rows: string }>(sql);
  return Number(row?.rows);
}

async function readRoutines(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT oid::pg_catalog.regprocedure::text AS name FROM pg_catalog.pg_proc
      WHERE pronamespace = pg_catalog.to_regnamespace('${ownSchema}') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
