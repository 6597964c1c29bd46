import type { Batches } from "../../plan/plan.js";
import type { Direction } from "./direction.js";

/**
 * Fills the new column, walking the primary key. Rows written meanwhile are filled by the trigger,
 * wherever the walk is.
 */
export function fillRun(direction: Direction): Batches {
  const { names } = direction;
  const reached = names.key.map(({ type }, place) => `($1::jsonb ->> ${place})::${type}`);
  return {
    how: "batches",
    silent: true,
    // The parameter is named so that it has a type.
    first: batchSql(direction, "$1::jsonb IS NULL"),
    next: batchSql(direction, `(${columns(direction)}) > (${reached.join(", ")})`),
  };
}

function batchSql(direction: Direction, where: string): string {
  const { names, value } = direction;
  const old = value(`target.${names.column}`);
  const same = names.key.map(({ name }) => `target.${name} = page.${name}`).join(" AND ");
  const descending = names.key.map(({ name }) => `${name} DESC`).join(", ");
  const cursor = names.key.map(({ name }) => `${name}::text`).join(", ");
  return `WITH page AS MATERIALIZED (
      SELECT ${columns(direction)} FROM ${names.table} WHERE ${where} ORDER BY ${columns(direction)} LIMIT $2::int),
    filled AS (
      UPDATE ${names.table} AS target SET ${names.temporary} = ${old} FROM page
       WHERE ${same} AND ${differs(direction, `target.${names.temporary}`, old)})
    SELECT (SELECT jsonb_build_array(${cursor}) FROM page ORDER BY ${descending} LIMIT 1) AS cursor,
           (SELECT count(*) FROM page) AS rows`;
}

function columns({ names }: Direction): string {
  return names.key.map(({ name }) => name).join(", ");
}

/** Types that PostgreSQL cannot compare. */
const incomparable = /^(json|xml|point|box|polygon|circle|path|line|lseg)\b/;

function differs({ type }: Direction, left: string, right: string): string {
  const how = incomparable.test(type) ? "::text" : "";
  return `(${left})${how} IS DISTINCT FROM (${right})${how}`;
}
