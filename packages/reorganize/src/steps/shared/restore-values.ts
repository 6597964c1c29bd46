import { quoteIdentifier } from "@deepiri/database";
import { type Column, columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import { fromDocument } from "../../ledger/document.js";
import { originals } from "../../ledger/originals.js";
import type { Batches } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { onDocument, reached } from "./walk.js";

/** Gives columns that are back what they held, some thousand rows at a time; what was written since stays. */
export function restoreRun(table: Table, columns: readonly string[], step: string): Batches {
  const values = columns.map((column) => {
    const name = quoteIdentifier(column);
    const found = columnOf(table, column) as Column;
    const was = fromDocument("taken.before", found);
    const fresh = constantDefault(found);
    return fresh === undefined
      ? `${name} = ${was}`
      : `${name} = CASE WHEN r.${name}::text IS NOT DISTINCT FROM (${fresh})::text THEN ${was} ELSE r.${name} END`;
  });
  const sql = `
    WITH batch AS MATERIALIZED (
      SELECT key FROM ${originals}
       WHERE step = ${step} AND ($1::jsonb IS NULL OR key > $1::jsonb) ORDER BY key LIMIT $2),
    taken AS (
      DELETE FROM ${originals} WHERE step = ${step} AND key IN (SELECT key FROM batch)
      RETURNING key, before),
    restored AS (
      UPDATE ${sqlName(table)} AS r SET ${values.join(", ")} FROM taken WHERE ${onDocument(table, "taken.key")})
    ${reached("key", "batch")}`;
  return { how: "batches", first: sql, next: sql, silent: true };
}

/** The default of a column where it gives every row the same value; undefined where it does not. */
export function constantDefault(column: Column | undefined): string | undefined {
  if (column?.default == null) return "NULL";
  return column.defaultGives === "one value" ? column.default : undefined;
}

/** Restores originals where no program has written another value since, some thousand at a time. */
export function restoreValues(step: string, table: Table, columns: readonly string[]): Batches {
  const sql = `
    WITH batch AS MATERIALIZED (
      SELECT key FROM ${originals}
       WHERE step = ${literal(step)} AND ($1::jsonb IS NULL OR key > $1::jsonb) ORDER BY key LIMIT $2),
    taken AS (
      DELETE FROM ${originals} WHERE step = ${literal(step)} AND key IN (SELECT key FROM batch)
      RETURNING key, after, before || ${lastWritten} AS before),
    restored AS (
      UPDATE ${sqlName(table)} AS r SET ${columns
        .map((column) => {
          const name = quoteIdentifier(column);
          const was = fromDocument("taken.before", columnOf(table, column) as Column);
          return `${name} = CASE WHEN r.${name}::pg_catalog.text IS NOT DISTINCT FROM taken.after ->> ${literal(column)} THEN ${was} ELSE r.${name} END`;
        })
        .join(", ")}
        FROM taken WHERE ${onDocument(table, "taken.key")})
    ${reached("key", "batch")}`;
  return { how: "batches", first: sql, next: sql, silent: true };
}

/** What programs wrote over a repaired value, and was repaired in its turn. */
const lastWritten = `COALESCE((
        SELECT pg_catalog.jsonb_object_agg(held.key, held.value ORDER BY nth)
          FROM pg_catalog.jsonb_array_elements(again) WITH ORDINALITY AS one (time, nth), pg_catalog.jsonb_each(time -> 'then') AS held
         WHERE held.value IS DISTINCT FROM time -> 'was' -> held.key), '{}'::jsonb)`;
