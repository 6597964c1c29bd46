import type { ColumnType } from "../shape/choose-types.js";

/**
 * SQL of the text by which a stored value is compared with the one in the file: its bytes, or what stands
 * for them. None depends on a setting of the session.
 */
export function canonicalSql(type: ColumnType, column: string): string {
  switch (type) {
    case "bigint":
    case "jsonb":
      return `${column}::pg_catalog.text`;
    case "double precision":
      return `pg_catalog.encode(pg_catalog.float8send(${column}), 'hex')`;
    case "bytea":
      return `pg_catalog.encode(pg_catalog.sha256(${column}), 'hex')`;
    case "text":
      return column;
  }
}

/** SQL of a sum that does not depend on the order of rows. @param seed SQL of a bigint */
export function hashSumSql(text: string, seed: string): string {
  return `COALESCE(pg_catalog.sum(pg_catalog.hashtextextended(${text}, ${seed})), 0)::pg_catalog.text`;
}
