import { quoteIdentifier } from "@deepiri/database";
import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";
import type { Session } from "../session/session.js";
import { sessionTerms } from "./column-text.js";
import { fingerprintSql } from "./fingerprint.js";
import { shapeInJson, sqlNameOf, type WatchedTable } from "./watched-table.js";

const prefix = "_reorganize_watch";
const last = "zz_reorganize_watch";

/** SQL of the table that the watches write to. It has no unique index, so writers never wait for each other in it. */
export const writtenSql = [
  `CREATE TABLE IF NOT EXISTS ${ownSchema}.written (
    relation text NOT NULL, writer xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
    operation text NOT NULL, bucket integer NOT NULL, added bigint NOT NULL, removed bigint NOT NULL,
    sums numeric[] NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS written_relation_idx ON ${ownSchema}.written (relation)`,
];

/**
 * Watches a table: each statement that writes to it notes by how much it changed the fingerprint, in
 * the writer's own transaction. The watch goes with the table through moves, renames and conversions,
 * and is silent for those who are silent themselves (session_replication_role = replica).
 */
export async function watch(session: Session, table: WatchedTable): Promise<void> {
  const on = sqlNameOf(table.relation);
  await session.transaction(`watch ${table.relation}`, [
    functionSql(table),
    `REVOKE ALL ON FUNCTION ${functionOf(table)}() FROM PUBLIC`,
    ...(table.merged ? rowTriggers(table, on) : statementTriggers(table, on)),
    `CREATE OR REPLACE TRIGGER ${prefix}_truncate BEFORE TRUNCATE ON ${on}
       FOR EACH STATEMENT EXECUTE FUNCTION ${functionOf(table)}()`,
  ]);
}

function statementTriggers(table: WatchedTable, on: string): string[] {
  const [old, added] = ["OLD TABLE AS old_rows", "NEW TABLE AS new_rows"];
  const rows = { insert: added, update: `${old} ${added}`, delete: old };
  return Object.entries(rows).map(
    ([
      event,
      transition,
    ]) => `CREATE OR REPLACE TRIGGER ${prefix}_${event} AFTER ${event.toUpperCase()} ON ${on}
       REFERENCING ${transition} FOR EACH STATEMENT EXECUTE FUNCTION ${functionOf(table)}()`,
  );
}

// They fire before and after the trigger that brings the row to the table it is merged into, which is
// why their names begin and end the alphabet.
function rowTriggers(table: WatchedTable, on: string): string[] {
  return [`${prefix}_row`, last].map(
    (name) => `CREATE OR REPLACE TRIGGER ${name} AFTER INSERT OR UPDATE OR DELETE ON ${on}
       FOR EACH ROW EXECUTE FUNCTION ${functionOf(table)}()`,
  );
}

/** Ends every watch, one table at a time. What was noted stays, and nothing later is noted. */
export async function endWatch(session: Session): Promise<void> {
  const triggers = await session.query<{ name: string; table: string }>(
    `SELECT tgname AS name, tgrelid::pg_catalog.regclass::text AS table
       FROM pg_catalog.pg_trigger JOIN pg_catalog.pg_proc AS proc ON proc.oid = tgfoid
      WHERE pronamespace = pg_catalog.to_regnamespace('${ownSchema}') AND tgname LIKE '%${prefix}%'
        AND NOT tgisinternal
      ORDER BY 2, 1`,
  );
  for (const table of new Set(triggers.map((one) => one.table))) {
    const drops = triggers.filter((one) => one.table === table);
    await session.transaction(
      `end the watch on ${table}`,
      drops.map(({ name }) => `DROP TRIGGER IF EXISTS ${quoteIdentifier(name)} ON ${table}`),
    );
  }
}

function functionOf({ oid }: WatchedTable): string {
  return `${ownSchema}.watch_${oid}`;
}

// A TRUNCATE gives no rows, so all that is there is subtracted before it happens.
function functionSql(table: WatchedTable): string {
  const all = literal(noteSql(table, removed("%TABLE%"), "delete"));
  return `CREATE OR REPLACE FUNCTION ${functionOf(table)}() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp ${sessionTerms.map((term) => `SET ${term}`).join(" ")} AS $watch$
    BEGIN
      IF TG_OP = 'TRUNCATE' THEN
        EXECUTE pg_catalog.replace(${all}, '%TABLE%', TG_RELID::pg_catalog.regclass::text);
        RETURN NULL;
      END IF;
      ${table.merged ? noteRow(table) : noteStatement(table)}
      RETURN NULL;
    END $watch$`;
}

const removed = (from: string): string =>
  `SELECT -1 AS sign, pg_catalog.to_jsonb(r) AS content FROM ${from} AS r`;
const added = "SELECT 1 AS sign, pg_catalog.to_jsonb(r) AS content FROM new_rows AS r";

// What a twin's trigger writes here is noted there.
function noteStatement(table: WatchedTable): string {
  return `IF pg_catalog.current_setting('${taking}', true) = ${literal(table.to ?? "")} THEN RETURN NULL; END IF;
      IF TG_OP = 'UPDATE' THEN ${noteSql(table, `${removed("old_rows")} UNION ALL ${added}`, "update")};
      ELSIF TG_OP = 'INSERT' THEN ${noteSql(table, added, "insert")};
      ELSE ${noteSql(table, removed("old_rows"), "delete")};
      END IF;`;
}

/** Setting that says into which table a trigger is bringing a row just now. */
const taking = "_reorganize.taking";

// The write of a row that is merged already is noted where it arrives. Any other changes what the two
// tables and the quarantine hold together by just what it changes here, wherever the row ends up.
function noteRow(table: WatchedTable): string {
  const values = { insert: "(1, NEW)", update: "(-1, OLD), (1, NEW)", delete: "(-1, OLD)" };
  const note = (event: keyof typeof values) => {
    const rows = values[event].replaceAll(/(OLD|NEW)/g, "pg_catalog.to_jsonb($1)");
    return noteSql(table, `SELECT * FROM (VALUES ${rows}) AS r (sign, content)`, event);
  };
  return `PERFORM pg_catalog.set_config('${taking}', '', true);
      IF TG_NAME = '${last}' THEN RETURN NULL; END IF;
      IF pg_catalog.to_regclass('${ownSchema}.merged') IS NOT NULL THEN
        IF EXISTS (SELECT FROM ${ownSchema}.merged WHERE step = ${literal(`copy ${table.relation}`)} AND key = ${mergedKey(table)})
          THEN RETURN NULL; END IF;
      END IF;
      PERFORM pg_catalog.set_config('${taking}', ${literal(table.to ?? "")}, true);
      IF TG_OP = 'UPDATE' THEN ${note("update")};
      ELSIF TG_OP = 'INSERT' THEN ${note("insert")};
      ELSE ${note("delete")};
      END IF;`;
}

function mergedKey({ key, columns }: WatchedTable): string {
  const row = "pg_catalog.to_jsonb(CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END)";
  const parts = key.map((name) => {
    const renamed = columns.find((one) => one.name === name)?.renamed ?? name;
    return `${literal(renamed)}, ${row} -> ${literal(name)}`;
  });
  return `pg_catalog.jsonb_build_object(${parts.join(", ")})`;
}

function noteSql(table: WatchedTable, rows: string, operation: string): string {
  const sums = fingerprintSql(shapeInJson(table, "content"), `(${rows}) AS one`, { sign: "sign" });
  return `INSERT INTO ${ownSchema}.written (relation, operation, bucket, added, removed, sums)
    SELECT ${literal(table.relation)}, ${literal(operation)}, bucket, added, removed, sums::numeric[] FROM (${sums}) AS noted`;
}
