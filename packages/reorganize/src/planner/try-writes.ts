import { quoteIdentifier, sqlState } from "@deepiri/database";
import type pg from "pg";
import { body } from "../session/body.js";
import { literal } from "../session/literal.js";

/** What programs do to a row. */
export type Verb = "INSERT" | "UPDATE" | "DELETE";

/** A name under which programs write a table. */
export interface WrittenName {
  /** The name in SQL: of the table itself, or of a view on it. */
  readonly name: string;
  /** The table, in SQL and as `schema.table`. */
  readonly table: string;
  readonly plain: string;
  /** Columns of the primary key under the name, with what the table calls them. */
  readonly key: ReadonlyMap<string, string>;
  /** Columns that take no value, as the name has them. */
  readonly computed: ReadonlySet<string>;
}

/** Why the server refused. */
export interface Refused {
  /** Its SQLSTATE. */
  readonly code: string;
  /** Its words where they are about objects, else its SQLSTATE: others may quote a row. */
  readonly reason: string;
  /** The functions that were running, innermost first, as the server lists them. */
  readonly where: string;
}

/** What was tried under one name; undefined where it worked for one of the rows. */
export type Tried = ReadonlyMap<Verb, Refused | undefined>;

/** Of how many rows each is tried: one alone may have what no write may change. */
const rowsTried = 3;

/**
 * Writes a few rows as programs do, with all triggers and rules, and takes everything back: each row is
 * updated to what it is, inserted again as it was, and deleted. Nothing is tried of a table without rows.
 */
export async function tryWrites(client: pg.Client, written: WrittenName): Promise<Tried> {
  const tried = new Map<Verb, Refused | undefined>();
  await client.query("BEGIN");
  try {
    const rows = await keysOf(client, written);
    const columns = rows.length > 0 ? await columnsOf(client, written) : [];
    for (const row of rows)
      for (const verb of ["UPDATE", "INSERT", "DELETE"] as const) {
        if (tried.has(verb) && tried.get(verb) === undefined) continue;
        const refused = await tryOne(client, statementsOf(verb, written, columns, row));
        // That others refer to the row says nothing of the next.
        if (refused?.code !== sqlState.foreignKeyViolation) tried.set(verb, refused);
      }
    return tried;
  } finally {
    await client.query("ROLLBACK");
  }
}

type Key = readonly string[];

async function keysOf(client: pg.Client, { table, key }: WrittenName): Promise<Key[]> {
  const parts = [...key.values()].map((name) => `${quoteIdentifier(name)}::text`);
  if (parts.length === 0) return [];
  const { rows } = await client.query<{ key: Key }>(
    `SELECT ARRAY[${parts.join(", ")}] AS key FROM ${table} LIMIT ${rowsTried}`,
  );
  return rows.map((row) => row.key);
}

/** Sends the statements in one message, and takes back what they did. */
async function tryOne(
  client: pg.Client,
  statements: readonly string[],
): Promise<Refused | undefined> {
  try {
    await client.query(["SAVEPOINT trying", ...statements].join(";\n"));
    return undefined;
  } catch (error) {
    const { code = "", message, where = "" } = error as pg.DatabaseError;
    return { code, reason: code.startsWith("42") ? message : `SQLSTATE ${code}`, where };
  } finally {
    await client.query("ROLLBACK TO SAVEPOINT trying; RELEASE SAVEPOINT trying");
  }
}

function statementsOf(
  verb: Verb,
  { name, table, key }: WrittenName,
  columns: readonly string[],
  row: Key,
): string[] {
  const at = conditionOn([...key.keys()], row);
  const list = columns.map(quoteIdentifier).join(", ");
  switch (verb) {
    case "DELETE":
      return [`DELETE FROM ${name} WHERE ${at}`];
    case "UPDATE": {
      const same = columns.map(quoteIdentifier).map((column) => `${column} = ${column}`);
      return [`UPDATE ${name} SET ${same.join(", ")} WHERE ${at}`];
    }
    case "INSERT":
      // In the server's memory, for a table to keep the row in would cost more than all else.
      return [
        `DO ${body(`
          #variable_conflict use_column
          DECLARE
            tried record;
            is_there boolean;
          BEGIN
            SELECT ${list} INTO tried FROM ${name} WHERE ${at};
            is_there := FOUND;
            SET LOCAL session_replication_role = replica;
            DELETE FROM ${table} WHERE ${conditionOn([...key.values()], row)};
            SET LOCAL session_replication_role = origin;
            INSERT INTO ${name} (${list}) SELECT ${valuesOf("tried", columns)} WHERE is_there;
          END`)}`,
      ];
  }
}

function valuesOf(record: string, columns: readonly string[]): string {
  return columns.map((column) => `${record}.${quoteIdentifier(column)}`).join(", ");
}

function conditionOn(columns: readonly string[], row: Key): string {
  return columns
    .map((column, index) => `${quoteIdentifier(column)}::text = ${literal(row[index] ?? null)}`)
    .join(" AND ");
}

async function columnsOf(client: pg.Client, { name, computed }: WrittenName): Promise<string[]> {
  const { rows } = await client.query<{ attname: string }>(
    `SELECT attname FROM pg_catalog.pg_attribute
      WHERE attrelid = $1::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [name],
  );
  return rows.map(({ attname }) => attname).filter((column) => !computed.has(column));
}
