import type { Reader } from "./reader.js";

export interface ColumnRow {
  readonly oid: number;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly default: string | null;
  readonly filled: "identity" | "generated" | null;
  readonly isKey: boolean;
  readonly comment: string | null;
}

/** Columns of these tables, in their order. */
export function readColumns(reader: Reader, tables: readonly number[]): Promise<ColumnRow[]> {
  return reader.query<ColumnRow>(
    `
    SELECT attrelid::int AS oid, attname AS name, pg_catalog.format_type(atttypid, atttypmod) AS type,
           NOT attnotnull AS "isNullable", pg_catalog.pg_get_expr(adbin, adrelid) AS default,
           CASE WHEN attidentity <> '' THEN 'identity' WHEN attgenerated <> '' THEN 'generated' END AS filled,
           EXISTS (SELECT FROM pg_catalog.pg_constraint
                    WHERE conrelid = attrelid AND contype = 'p' AND attnum = ANY (conkey)) AS "isKey",
           pg_catalog.col_description(attrelid, attnum) AS comment
      FROM pg_catalog.pg_attribute
      LEFT JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attrelid = ANY ($1) AND attnum > 0 AND NOT attisdropped
     ORDER BY attrelid, attnum`,
    [tables],
  );
}
