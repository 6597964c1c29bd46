import { quoteIdentifier } from "@deepiri/database";
import { type Column, columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import { fromDocument } from "../../ledger/document.js";
import { originals } from "../../ledger/originals.js";
import { quarantine } from "../../ledger/quarantine.js";
import type { Batches } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { keyDocument, onDocument, reached } from "../shared/walk.js";

/** Puts rows back from the quarantine; one whose key was taken meanwhile stays there. */
export function restoreRows(step: string, table: Table): Batches {
  const stored = table.columns.filter(({ generated }) => !generated);
  const columns = stored.map(({ name }) => quoteIdentifier(name)).join(", ");
  const values = stored.map((column) => fromDocument("batch.row", column)).join(", ");
  const sql = `
    WITH batch AS MATERIALIZED (
      SELECT id, key, row FROM ${quarantine}
       WHERE step = ${literal(step)} AND ($1::jsonb IS NULL OR id > ($1::jsonb #>> '{}')::bigint) ORDER BY id LIMIT $2),
    restored AS (
      INSERT INTO ${sqlName(table)} AS r (${columns}) OVERRIDING SYSTEM VALUE
      SELECT ${values} FROM batch
      ON CONFLICT DO NOTHING RETURNING ${keyDocument(table)} AS key),
    taken AS (
      DELETE FROM ${quarantine} AS held USING batch
       WHERE held.id = batch.id AND batch.key IN (SELECT key FROM restored))
    ${reached("pg_catalog.to_jsonb(id)", "batch")}`;
  return { how: "batches", first: sql, next: sql, silent: true };
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
