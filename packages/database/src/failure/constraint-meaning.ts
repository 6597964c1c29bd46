import type pg from "pg";
import { openConnection } from "../connection/open-connection.js";

/** What the catalogue knows of a constraint or unique index. */
export interface ConstraintMeaning {
  /** Columns, or expressions of an index, in order. */
  readonly columns: readonly string[];
  /** Its comment: for our CHECKs one sentence saying what it demands. */
  readonly comment: string | null;
  /** As PostgreSQL writes it, such as `CHECK ((level >= 1))`. */
  readonly definition: string;
  /** The table that a foreign key refers to. */
  readonly referenced_schema: string | null;
  readonly referenced_table: string | null;
}

const meaningSql = `
  SELECT ARRAY(SELECT a.attname::text
               FROM unnest(c.conkey) WITH ORDINALITY AS k (attnum, position)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
               ORDER BY k.position) AS columns,
         pg_catalog.obj_description(c.oid, 'pg_constraint') AS comment,
         pg_catalog.pg_get_constraintdef(c.oid, true) AS definition,
         rn.nspname::text AS referenced_schema, r.relname::text AS referenced_table
  FROM pg_catalog.pg_constraint c
  JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_class r ON r.oid = c.confrelid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  WHERE n.nspname = $1 AND t.relname = $2 AND c.conname = $3
  UNION ALL
  SELECT ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, position, true)
               FROM generate_series(1, i.indnkeyatts) AS position ORDER BY position),
         pg_catalog.obj_description(i.indexrelid, 'pg_class'),
         pg_catalog.pg_get_indexdef(i.indexrelid), NULL, NULL
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname = $1 AND t.relname = $2 AND x.relname = $3
  LIMIT 1`;

const columnsOfTypeSql = `
  SELECT a.attname::text AS name
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname = $1 AND t.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped
    AND pg_catalog.format_type(a.atttypid, a.atttypmod) = $3
  ORDER BY a.attnum`;

const known = new WeakMap<pg.Pool, Map<string, Promise<unknown[]>>>();

/**
 * The meaning of a constraint or unique index, asked for once per pool; undefined when the catalogue
 * has none of that name or cannot be asked.
 */
export async function constraintMeaning(
  pool: pg.Pool,
  schema: string,
  table: string,
  constraint: string,
): Promise<ConstraintMeaning | undefined> {
  const rows = await askOnce<ConstraintMeaning>(pool, meaningSql, [schema, table, constraint]);
  return rows[0];
}

/** Columns of the table that have exactly this type, such as `character varying(50)`. */
export async function columnsOfType(
  pool: pg.Pool,
  schema: string,
  table: string,
  type: string,
): Promise<string[]> {
  const rows = await askOnce<{ name: string }>(pool, columnsOfTypeSql, [schema, table, type]);
  return rows.map(({ name }) => name);
}

async function askOnce<Row>(pool: pg.Pool, sql: string, values: string[]): Promise<Row[]> {
  const answers = known.get(pool) ?? new Map<string, Promise<unknown[]>>();
  known.set(pool, answers);
  const key = JSON.stringify([sql, values]);
  const answer = answers.get(key) ?? ask(pool, sql, values);
  answers.set(key, answer);
  try {
    const rows = await answer;
    // What is not there yet may be there next time.
    if (rows.length === 0) answers.delete(key);
    return rows as Row[];
  } catch {
    answers.delete(key);
    return [];
  }
}

async function ask(pool: pg.Pool, sql: string, values: string[]): Promise<unknown[]> {
  // A connection of its own: the pool's may all be held by transactions that wait for this answer.
  const client = await openConnection(pool.options);
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
