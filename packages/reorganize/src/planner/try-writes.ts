import { quoteIdentifier, sqlState } from "@deepiri/database";
import type pg from "pg";
import { body } from "../session/body.js";
import { groupsOf } from "../session/groups-of.js";
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
 * Writes a few rows of each name as programs do, with all triggers and rules, and takes everything back: each
 * row is updated to what it is, inserted again as it was, and deleted. Nothing is tried of a table without rows.
 *
 * @returns what was tried under each name, in their order
 */
export async function tryWrites(
  client: pg.Client,
  names: readonly WrittenName[],
): Promise<readonly Tried[]> {
  const keys = await readKeys(client, names);
  const columns = await readColumnNames(client, names);
  const attempts = names.map((written, place) =>
    (keys.get(place) ?? []).flatMap((row) =>
      verbs.map((verb) => ({
        verb,
        sql: statementOf(
          verb,
          written,
          (columns.get(written.name) ?? []).filter(isWritable(written)),
          row,
        ),
      })),
    ),
  );
  const tried = names.map(() => new Map<Verb, Refused | undefined>());
  await client.query(tryFunction);
  const { rows } = await client.query<Outcome>("SELECT * FROM pg_temp.try_writes($1)", [
    JSON.stringify(attempts),
  ]);
  for (const { place, verb, code, message, context } of rows) {
    const reason = code?.startsWith("42") ? message : `SQLSTATE ${code}`;
    const refused = code === null ? undefined : { code, reason, where: context };
    // That others refer to the row says nothing of the next.
    if (code !== sqlState.foreignKeyViolation) tried[place]?.set(verb, refused);
  }
  return tried;
}

const verbs = ["UPDATE", "INSERT", "DELETE"] as const;

/** What came of one attempt, under the name at that place; without a code it worked. */
interface Outcome {
  readonly place: number;
  readonly verb: Verb;
  readonly code: string | null;
  readonly message: string;
  readonly context: string;
}

// Each attempt is taken back whatever comes of it. One that has worked needs no other row.
const tryFunction = `CREATE OR REPLACE FUNCTION pg_temp.try_writes(attempts jsonb)
RETURNS TABLE (place int, verb text, code text, message text, context text)
LANGUAGE plpgsql
AS $$
DECLARE
  attempt jsonb;
  worked text[];
BEGIN
  FOR name IN 0 .. pg_catalog.jsonb_array_length(attempts) - 1 LOOP
    place := name;
    worked := '{}';
    FOR attempt IN SELECT pg_catalog.jsonb_array_elements(attempts -> place) LOOP
      verb := attempt ->> 'verb';
      CONTINUE WHEN verb = ANY (worked);
      BEGIN
        EXECUTE attempt ->> 'sql';
        RAISE EXCEPTION USING ERRCODE = 'RE000';
      EXCEPTION WHEN OTHERS OR QUERY_CANCELED OR ASSERT_FAILURE THEN
        GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, context = PG_EXCEPTION_CONTEXT;
        IF code = 'RE000' THEN
          code := NULL;
          worked := worked || verb;
        END IF;
        RETURN NEXT;
      END;
    END LOOP;
  END LOOP;
END $$`;

type Key = readonly string[];

/** Keys of a few rows of each table, by the place of its name. */
async function readKeys(
  client: pg.Client,
  names: readonly WrittenName[],
): Promise<Map<number, Key[]>> {
  const queries = names.flatMap(({ table, key }, place) => {
    const parts = [...key.values()].map((name) => `${quoteIdentifier(name)}::text`);
    return parts.length === 0
      ? []
      : [
          `(SELECT ${place} AS place, ARRAY[${parts.join(", ")}] AS key FROM ${table} LIMIT ${rowsTried})`,
        ];
  });
  const keys = new Map<number, Key[]>();
  for (const some of groupsOf(50, queries)) {
    const { rows } = await client.query<{ place: number; key: Key }>(some.join(" UNION ALL "));
    for (const { place, key } of rows) keys.set(place, [...(keys.get(place) ?? []), key]);
  }
  return keys;
}

/** The columns of what stands at each name now. */
async function readColumnNames(
  client: pg.Client,
  names: readonly WrittenName[],
): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT name, ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute
                         WHERE attrelid = name::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped
                         ORDER BY attnum) AS columns
       FROM pg_catalog.unnest($1::text[]) AS name`,
    [names.map(({ name }) => name)],
  );
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

function isWritable({ computed }: WrittenName): (column: string) => boolean {
  return (column) => !computed.has(column);
}

function statementOf(
  verb: Verb,
  { name, table, key }: WrittenName,
  columns: readonly string[],
  row: Key,
): string {
  const at = conditionOn([...key.keys()], row);
  const list = columns.map(quoteIdentifier).join(", ");
  switch (verb) {
    case "DELETE":
      return `DELETE FROM ${name} WHERE ${at}`;
    case "UPDATE": {
      const same = columns.map(quoteIdentifier).map((column) => `${column} = ${column}`);
      return `UPDATE ${name} SET ${same.join(", ")} WHERE ${at}`;
    }
    case "INSERT":
      // In the server's memory, for a table to keep the row in would cost more than all else.
      return `DO ${body(`
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
        END`)}`;
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
