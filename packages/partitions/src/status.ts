import type { RawClient } from "@deepiri/database";

/** How the partitions of a table stand. */
export interface PartitionStatus {
  readonly schema: string;
  readonly table: string;
  readonly every: "month" | "day";
  /** How many periods after the present one are to have a partition. */
  readonly ahead: number;
  /** Of these and the present one, how many have none. Zero unless runs were missed. */
  readonly missing: number;
  /**
   * Rows that came before their partition was made, or after. Exact where the caller may see them; else the
   * server's own count, and at least one where there may be any.
   */
  readonly defaultRows: number;
  /** Whether these rows are being moved. */
  readonly isDraining: boolean;
  /** Partitions that somebody began to detach CONCURRENTLY and did not finish. */
  readonly detaching: number;
  /** Partitions that were kept for as long as declared. */
  readonly due: number;
  /** Partitions that are detached, and not dropped. */
  readonly retired: number;
  /** Bytes with indexes, by the name of the partition. */
  readonly sizes: Readonly<Record<string, number>>;
}

/**
 * How the partitions of each table stand that is looked after, by name of the table.
 *
 * @param client acts as the owner of the tables; services have no right to look
 */
export async function status(client: RawClient): Promise<PartitionStatus[]> {
  return await client.$queryRawUnsafe<PartitionStatus[]>(
    `SELECT schema_name AS schema, table_name AS "table", every, ahead, missing, default_rows::float8 AS "defaultRows",
            draining AS "isDraining", detaching, due, retired, COALESCE(sizes, '{}') AS sizes
     FROM partitions.status()`,
  );
}
