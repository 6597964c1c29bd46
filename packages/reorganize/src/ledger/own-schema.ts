import { quoteIdentifier } from "@deepiri/database";
import { ownSchema } from "../catalog/own-schema.js";
import { plainName } from "../catalog/table-name.js";
import { literal } from "../session/literal.js";
import type { Session } from "../session/session.js";

/** A table that stays in our schema because it holds rows that are nowhere else. */
export interface Leftover {
  /** `schema.table`. */
  readonly table: string;
  readonly rows: number;
}

/** Tables that only a reorganization under way needs. All others may hold rows that are nowhere else. */
const working = [
  "plan",
  "journal",
  "baseline",
  "written",
  "merged",
  "shared",
  "usage",
  "unprojected",
  "waiting",
  "touched",
  "verified",
];

/**
 * Removes our schema with all that is in it, but for tables in which rows of users are left or on which
 * their objects depend. It can be cut off anywhere and run again.
 *
 * @param spent tables in it whose rows are not needed any more
 */
export async function removeOwnSchema(
  session: Session,
  spent: readonly string[] = [],
): Promise<Leftover[]> {
  const needless = [...working, ...spent];
  const tables = await readTables(session, needless);
  const gone = tables.filter(({ name }) => needless.includes(name)).map(({ name }) => own(name));
  const empty = tables.filter(({ name, rows }) => rows === 0 && !needless.includes(name));
  await session.transaction(`remove the schema ${ownSchema}`, [
    ...dropAll("ROUTINE", await readRoutines(session)),
    ...dropAll("TABLE", gone),
    ...dropAll("SEQUENCE", await readSequences(session)),
    ...empty.map(({ name }) => unlessNeeded(`DROP TABLE ${own(name)}`)),
    unlessNeeded(`DROP SCHEMA IF EXISTS ${ownSchema}`),
  ]);
  return readLeftovers(session);
}

/**
 * SQL that renames what an earlier reorganization has left, so that the next one neither
 * counts nor restores it. It does nothing while one is under way.
 */
export const renameLeftovers = `DO ${literal(`
  DECLARE one record;
  BEGIN
    IF pg_catalog.to_regclass('${ownSchema}.plan') IS NOT NULL THEN RETURN; END IF;
    DROP INDEX IF EXISTS ${ownSchema}.quarantine_step_idx, ${ownSchema}.quarantine_key_idx;
    FOR one IN
      SELECT relname AS name, pg_catalog.to_char(pg_catalog.now(), 'YYYYMMDD HH24MISS') AS today,
             CASE WHEN pg_catalog.length(relname) > 42 THEN pg_catalog.md5(relname) ELSE relname END AS short
        FROM pg_catalog.pg_class
       WHERE relnamespace = pg_catalog.to_regnamespace('${ownSchema}') AND relkind = 'r' AND relname NOT LIKE 'left %'
    LOOP
      EXECUTE pg_catalog.format('ALTER TABLE ${ownSchema}.%I RENAME TO %I', one.name, 'left ' || one.today || ' ' || one.short);
    END LOOP;
  END`)}`;

/** What is left in our schema once no reorganization is under way. */
export async function readLeftovers(session: Session): Promise<Leftover[]> {
  const left = await readTables(session, []);
  return left.map(({ name, rows }) => ({ table: plainName({ schema: ownSchema, name }), rows }));
}

const own = (name: string): string => `${ownSchema}.${quoteIdentifier(name)}`;

function dropAll(kind: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`DROP ${kind} ${names.join(", ")}`];
}

function unlessNeeded(drop: string): string {
  return `DO ${literal(`BEGIN ${drop}; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END`)}`;
}

/** The tables with their rows, which are not counted in those named. */
async function readTables(
  session: Session,
  uncounted: readonly string[],
): Promise<{ readonly name: string; readonly rows: number }[]> {
  const tables = await session.query<{ name: string }>(
    `SELECT relname AS name FROM pg_catalog.pg_class
      WHERE relnamespace = pg_catalog.to_regnamespace('${ownSchema}') AND relkind IN ('r', 'p') ORDER BY 1`,
  );
  const counted = [];
  for (const { name } of tables)
    counted.push({ name, rows: uncounted.includes(name) ? 0 : await countRows(session, name) });
  return counted;
}

async function countRows(session: Session, table: string): Promise<number> {
  const [row] = await session.query<{ rows: string }>(
    `SELECT pg_catalog.count(*) AS rows FROM ${own(table)}`,
  );
  return Number(row?.rows);
}

async function readRoutines(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT oid::pg_catalog.regprocedure::text AS name FROM pg_catalog.pg_proc
      WHERE pronamespace = pg_catalog.to_regnamespace('${ownSchema}') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Sequences that stand in for those of columns which went; no table has them. */
async function readSequences(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT oid::pg_catalog.regclass::text AS name FROM pg_catalog.pg_class AS one
      WHERE relnamespace = pg_catalog.to_regnamespace('${ownSchema}') AND relkind = 'S'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend
                         WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = one.oid AND deptype IN ('a', 'i'))
      ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
