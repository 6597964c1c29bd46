import { quoteTable, sqlState } from "@deepiri/database";
import type { RowCount } from "../model/model.js";
import type { TableRow } from "./read-tables.js";
import type { Reader } from "./reader.js";

/** Tables up to this size are counted; of larger ones the server's estimate is good enough. */
const countedBytes = 32 * 1024 * 1024;

export interface Size {
  readonly bytes: number;
  /** Absent when nothing is known. */
  readonly rows?: RowCount;
}

/** How much each table holds, by oid. Views have no size; a table that is locked or forbidden is not waited for. */
export async function readSizes(
  reader: Reader,
  tables: readonly TableRow[],
): Promise<Map<number, Size>> {
  const sizes = new Map<number, Size>();
  // With row security on, a count would be of the rows that this login may see.
  await reader.query("SET lock_timeout = '200ms'; SET row_security = off");
  for (const table of tables.filter(({ kind }) => !kind.endsWith("view") || kind.startsWith("m"))) {
    const bytes = await bytesOf(reader, table);
    const rows = (await counted(reader, table, bytes)) ?? estimated(table);
    sizes.set(table.oid, { bytes: bytes ?? 0, ...(rows && { rows }) });
  }
  return sizes;
}

async function bytesOf(reader: Reader, { oid }: TableRow): Promise<number | undefined> {
  const sql = `SELECT pg_catalog.sum(pg_catalog.pg_total_relation_size(leaf))::float8 AS bytes
                 FROM (SELECT $1::pg_catalog.regclass AS leaf UNION SELECT relid FROM pg_catalog.pg_partition_tree($1::pg_catalog.regclass)) AS leaves`;
  const [row] = await unlessRefused(reader.query<{ bytes: number }>(sql, [oid]));
  return row?.bytes;
}

async function counted(
  reader: Reader,
  { schema, name, kind }: TableRow,
  bytes = Number.POSITIVE_INFINITY,
): Promise<RowCount | undefined> {
  // Rows of a foreign table are on another server.
  if (bytes > countedBytes || kind === "foreign table") return undefined;
  const sql = `SELECT pg_catalog.count(*)::float8 AS count FROM ${quoteTable(schema, name)}`;
  const [row] = await unlessRefused(reader.query<{ count: number }>(sql));
  return row && { count: row.count, isExact: true };
}

function estimated({ estimate }: TableRow): RowCount | undefined {
  return estimate < 0 ? undefined : { count: estimate, isExact: false };
}

const refusals: readonly string[] = [
  sqlState.lockNotAvailable,
  sqlState.insufficientPrivilege,
  sqlState.undefinedTable,
];

async function unlessRefused<Row>(asked: Promise<Row[]>): Promise<Row[]> {
  return asked.catch((error: { code?: string }) => {
    if (refusals.includes(error.code ?? "")) return [];
    throw error;
  });
}
