import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { originals } from "../../ledger/originals.js";
import { literal } from "../../session/literal.js";
import { keyDocument } from "../shared/walk.js";
import type { Seed } from "./read-seeds.js";

/** The migration as one of several statements, of which none ends in a semicolon of its own. */
export function seedSql({ sql }: Seed): string {
  const text = sql.trim();
  return `${text.endsWith(";") ? text.slice(0, -1) : text}\n`;
}

/** Rows of this very transaction are those that the seed has added. */
export function rememberSql(step: string, table: Table): string {
  return `INSERT INTO ${originals} (step, key, before, after)
    SELECT ${literal(step)}, pg_catalog.jsonb_build_object('table', ${literal(plainName(table))}) || ${keyDocument(table)}, '{}', '{}'
      FROM ${sqlName(table)} AS r
     WHERE xmin::text::bigint = pg_catalog.pg_current_xact_id()::text::bigint % 4294967296`;
}
