import { quoteIdentifier } from "@deepiri/database";
import { ownSchema } from "../apply/journal.js";
import type { Session } from "../session/session.js";
import { literal } from "../session/session.js";
import { sessionTerms } from "./column-text.js";
import { fingerprintSql } from "./fingerprint.js";
import { shapeInJson, sqlNameOf, type WatchedTable } from "./watched-table.js";

const prefix = "_reorganize_watch";

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
  const run = `EXECUTE FUNCTION ${functionOf(table)}()`;
  await session.transaction(`watch ${table.relation}`, [
    functionSql(table),
    `REVOKE ALL ON FUNCTION ${functionOf(table)}() FROM PUBLIC`,
    `CREATE OR REPLACE TRIGGER ${prefix}_insert AFTER INSERT ON ${on}
       REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT ${run}`,
    `CREATE OR REPLACE TRIGGER ${prefix}_update AFTER UPDATE ON ${on}
       REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT ${run}`,
    `CREATE OR REPLACE TRIGGER ${prefix}_delete AFTER DELETE ON ${on}
       REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT ${run}`,
    `CREATE OR REPLACE TRIGGER ${prefix}_truncate BEFORE TRUNCATE ON ${on} FOR EACH STATEMENT ${run}`,
  ]);
}

/** Ends every watch, one table at a time. What was noted stays, and nothing later is noted. */
export async function endWatch(session: Session): Promise<void> {
  const triggers = await session.query<{ name: string; table: string }>(
    `SELECT tgname AS name, tgrelid::pg_catalog.regclass::text AS table
       FROM pg_catalog.pg_trigger JOIN pg_catalog.pg_proc AS proc ON proc.oid = tgfoid
      WHERE pronamespace = pg_catalog.to_regnamespace('${ownSchema}') AND tgname LIKE '${prefix}%'
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
  const removed = (from: string) =>
    `SELECT -1 AS sign, pg_catalog.to_jsonb(r) AS content FROM ${from} AS r`;
  const added = "SELECT 1 AS sign, pg_catalog.to_jsonb(r) AS content FROM new_rows AS r";
  const all = literal(noteSql(table, removed("%TABLE%"), "delete"));
  return `CREATE OR REPLACE FUNCTION ${functionOf(table)}() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp ${sessionTerms.map((term) => `SET ${term}`).join(" ")} AS $watch$
    BEGIN
      IF TG_OP = 'UPDATE' THEN ${noteSql(table, `${removed("old_rows")} UNION ALL ${added}`, "update")};
      ELSIF TG_OP = 'INSERT' THEN ${noteSql(table, added, "insert")};
      ELSIF TG_OP = 'DELETE' THEN ${noteSql(table, removed("old_rows"), "delete")};
      ELSE EXECUTE pg_catalog.replace(${all}, '%TABLE%', TG_RELID::pg_catalog.regclass::text);
      END IF;
      RETURN NULL;
    END $watch$`;
}

function noteSql(table: WatchedTable, rows: string, operation: string): string {
  const sums = fingerprintSql(shapeInJson(table, "content"), `(${rows}) AS one`, { sign: "sign" });
  return `INSERT INTO ${ownSchema}.written (relation, operation, bucket, added, removed, sums)
    SELECT ${literal(table.relation)}, ${literal(operation)}, bucket, added, removed, sums::numeric[] FROM (${sums}) AS noted`;
}
