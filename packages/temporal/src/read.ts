import type { RawClient } from "@deepiri/database";
import { query } from "./errors.js";
import { inJson } from "./in-json.js";
import { type Key, type TableName, versionType } from "./table-name.js";
import { type Instant, inSql, toVersion, type Version, versionColumns } from "./version.js";

type Columns = Record<string, unknown>;

/**
 * The version of an entity that was the current one at an instant, the instant of its change included;
 * undefined when the entity was not there or was deleted.
 */
export async function asOf<Row = Columns>(
  client: RawClient,
  table: TableName,
  key: Key,
  instant: Instant,
): Promise<Version<Row> | undefined> {
  const [row] = await query<object>(
    client,
    `SELECT *, ${versionColumns} FROM temporal.as_of(${versionType(table)}, $1::text::jsonb, $2::text::timestamptz)`,
    inJson(key),
    inSql(instant),
  );
  return row && toVersion<Row>(row);
}

/** As `asOf` for every entity of a table, or for those of `keys`; in no order. */
export async function asOfAll<Row = Columns>(
  client: RawClient,
  table: TableName,
  instant: Instant,
  { keys }: { readonly keys?: readonly Key[] } = {},
): Promise<Version<Row>[]> {
  const rows = await query<object>(
    client,
    `SELECT *, ${versionColumns} FROM temporal.as_of_all(${versionType(table)}, $1::text::timestamptz, $2::text::jsonb)`,
    inSql(instant),
    keys === undefined ? null : inJson(keys),
  );
  return rows.map((row) => toVersion<Row>(row));
}

/**
 * All versions of an entity, oldest first, deletions too; none when it never was. `validTo` is when the
 * next one began, null for the last.
 */
export async function history<Row = Columns>(
  client: RawClient,
  table: TableName,
  key: Key,
): Promise<(Version<Row> & { readonly validTo: string | null })[]> {
  const rows = await query<object>(
    client,
    `SELECT *, ${versionColumns} FROM temporal.history(${versionType(table)}, $1::text::jsonb) ORDER BY version`,
    inJson(key),
  );
  const versions = rows.map((row) => toVersion<Row>(row));
  return versions.map((one, index) => ({
    ...one,
    validTo: versions[index + 1]?.validFrom ?? null,
  }));
}
