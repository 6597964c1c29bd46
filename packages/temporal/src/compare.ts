import type { RawClient } from "@deepiri/database";
import { query } from "./errors.js";
import { inJson } from "./in-json.js";
import { type Key, type TableName, versionType } from "./table-name.js";

/** One difference between two versions. */
export interface Difference {
  /** The column, and within JSON the members and indexes that lead to the value. */
  readonly path: readonly string[];
  /** `added` from null or nothing, `removed` to it. */
  readonly kind: "added" | "removed" | "changed";
  /** Of JSON the value; of any other type its text, which is exact. Undefined where there was none. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What differs between two versions of an entity, in the order of the columns.
 *
 * @throws when one of the versions is not there, or not visible to the caller (SQLSTATE P0002)
 */
export async function compare(
  client: RawClient,
  table: TableName,
  key: Key,
  version: number,
  otherVersion: number,
): Promise<Difference[]> {
  const rows = await query<{
    path: string[];
    kind: Difference["kind"];
    before: string | null;
    after: string | null;
  }>(
    client,
    `SELECT path, kind, before::text, after::text
     FROM temporal.compare(${versionType(table)}, $1::text::jsonb, $2::int, $3::int)`,
    inJson(key),
    version,
    otherVersion,
  );
  return rows.map(({ path, kind, before, after }) => ({
    path,
    kind,
    ...(before === null ? {} : { before: JSON.parse(before) }),
    ...(after === null ? {} : { after: JSON.parse(after) }),
  }));
}
