import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { fromDocument } from "../../ledger/document.js";
import { quarantine } from "../../ledger/quarantine.js";
import type { Batches } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { keyDocument, reached } from "../shared/walk.js";

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
