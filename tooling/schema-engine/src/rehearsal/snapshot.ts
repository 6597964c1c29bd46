import type pg from "pg";

/** A table or index of a scratch database, by its number there, which a rename does not change. */
export interface Relation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly isIndex: boolean;
  /** The number of the table of an index. */
  readonly tableOid: number | null;
  /** The file that holds its rows: another one after it was rewritten. */
  readonly file: number | null;
  /** Names of its columns in order; null for one that is gone. */
  readonly columns: readonly (string | null)[];
  /** How often its rows were read from first to last in this transaction. */
  readonly scans: number;
}

/** What there is, and what the session has done and holds, by the numbers of relations. */
export interface Snapshot {
  readonly relations: ReadonlyMap<number, Relation>;
  /** Modes of its locks, also on what it has dropped. */
  readonly locks: ReadonlyMap<number, readonly string[]>;
}

/** Looks at it from within the session, in its transaction if there is one. */
export async function takeSnapshot(client: pg.ClientBase): Promise<Snapshot> {
  const { rows } = await client.query<Relation>(`
    SELECT class.oid AS oid, namespace.nspname AS schema, class.relname AS name,
           class.relkind IN ('i', 'I') AS "isIndex", index.indrelid AS "tableOid",
           pg_catalog.pg_relation_filenode(class.oid) AS file,
           ARRAY(SELECT CASE WHEN attisdropped THEN NULL ELSE attname::text END FROM pg_catalog.pg_attribute
                  WHERE attrelid = class.oid AND attnum > 0 ORDER BY attnum) AS columns,
           pg_catalog.pg_stat_get_xact_numscans(class.oid)::int4 AS scans
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
      LEFT JOIN pg_catalog.pg_index AS index ON index.indexrelid = class.oid
     WHERE class.relkind IN ('r', 'p', 'm', 'i', 'I') AND class.relname <> '_prisma_migrations'
       AND namespace.nspname !~ '^(pg_|information_schema$)'`);
  return { relations: new Map(rows.map((row) => [row.oid, row])), locks: await readLocks(client) };
}

async function readLocks(client: pg.ClientBase): Promise<Snapshot["locks"]> {
  const { rows } = await client.query<{ oid: number; modes: string[] }>(`
    SELECT relation AS oid, pg_catalog.array_agg(mode) AS modes FROM pg_catalog.pg_locks
     WHERE pid = pg_catalog.pg_backend_pid() AND locktype = 'relation' GROUP BY 1`);
  return new Map(rows.map(({ oid, modes }) => [oid, modes]));
}
