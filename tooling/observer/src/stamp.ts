import { readCatalogTables } from "./catalog-columns.js";
import { ignoredCatalogs } from "./ignored.js";
import type { Reader } from "./reader.js";

/**
 * A text that stays the same as long as nobody writes to the catalogs of a database, or changes what its
 * roles and tablespaces are. It is read in a fraction of the time of what is observed, which is the same
 * while this is; where this differs, that may be the same nevertheless.
 */
export async function readStamp(reader: Reader): Promise<string> {
  const catalogs = (await readCatalogTables(reader)).filter(
    ({ name }) => !ignoredCatalogs.has(name),
  );
  const rows = [...catalogs.map(({ name }) => name), "pg_tablespace"].map((name) =>
    hashSql(`pg_catalog.${name} AS r`, "r.ctid::text || ' ' || r.xmin::text"),
  );
  const roles = hashSql("pg_catalog.pg_roles AS r", "r::text");
  const [found] = await reader.query<{ stamp: string }>(
    `SELECT pg_catalog.concat_ws(' ', ${[...rows, roles].join(",\n")}) AS stamp`,
  );
  return found?.stamp ?? "";
}

/** SQL: a number that is another one for other rows, in whatever order. */
function hashSql(from: string, row: string): string {
  return `(SELECT pg_catalog.sum(pg_catalog.hashtextextended(${row}, 0)::numeric) FROM ${from})`;
}
