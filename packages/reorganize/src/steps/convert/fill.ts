import type { Batches } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import type { Direction } from "./direction.js";

/**
 * Fills the new column, walking the table's blocks in the order in which they lie, so that a batch
 * takes as long in a large table as in a small one. Every row written since the trigger is there is
 * filled wherever it lands, so the walk ends where the table ended at its first batch. Should the table be
 * rewritten meanwhile (VACUUM FULL), the guard finds the rows that were passed over.
 */
export function fillRun(direction: Direction): Batches {
  const size = `pg_catalog.pg_relation_size(${literal(direction.names.table)}::pg_catalog.regclass)`;
  return {
    how: "batches",
    silent: true,
    // The cursor is named so that it has a type.
    first: batchSql(
      direction,
      `SELECT 0 AS block, ${size} / pg_catalog.current_setting('block_size')::bigint AS stop WHERE $1::jsonb IS NULL`,
    ),
    next: batchSql(
      direction,
      "SELECT ($1::jsonb ->> 0)::bigint AS block, ($1 ->> 1)::bigint AS stop",
    ),
  };
}

function batchSql(direction: Direction, position: string): string {
  const { names, value } = direction;
  const old = value(`target.${names.column}`);
  return `WITH walk AS MATERIALIZED (
      SELECT block, LEAST(block + GREATEST($2::int / density, 1)::bigint, stop) AS upto, stop
        FROM (${position}) AS position, (${densitySql(names.table)}) AS page (density)),
    filled AS (
      UPDATE ${names.table} AS target SET ${names.temporary} = ${old}
       WHERE target.ctid >= (SELECT ('(' || block || ',0)')::tid FROM walk)
         AND target.ctid < (SELECT ('(' || upto || ',0)')::tid FROM walk)
         AND ${differs(direction, `target.${names.temporary}`, old)}
      RETURNING 1)
    SELECT CASE WHEN upto < stop THEN pg_catalog.jsonb_build_array(upto, stop) END AS cursor,
           (SELECT pg_catalog.count(*) FROM filled) AS rows
      FROM walk`;
}

/** Rows of a block by the server's statistics; a common number before there are any. */
function densitySql(table: string): string {
  return `SELECT CASE WHEN reltuples > 0 AND relpages > 0 THEN GREATEST(reltuples / relpages, 1) ELSE 60 END
    FROM pg_catalog.pg_class WHERE oid = ${literal(table)}::pg_catalog.regclass`;
}

// As images: of some types, such as json, PostgreSQL knows no equality.
function differs({ type }: Direction, left: string, right: string): string {
  return `pg_catalog.record_image_ne(ROW(${left}), ROW((${right})::${type}))`;
}
