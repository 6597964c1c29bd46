import { quoteIdentifier } from "@deepiri/database/without-client";
import type pg from "pg";
import { type ForeignKey, readForeignKeys } from "../catalog/keys.js";
import { keyOf } from "../catalog/relations.js";
import type { Table } from "../catalog/tables.js";

/** How many rows of each table, and which. */
export interface SampleSize {
  readonly rows: number;
  /** Another seed gives other rows; the same one gives the same rows while their keys are the same. */
  readonly seed: number;
}

/** The ctids of rows, by the oid of the table that holds them. */
type Sample = Map<string, Set<string>>;

/**
 * Chooses rows of each table by the hash of their key, and all rows that they lead to by foreign keys:
 * every key of the sample holds.
 *
 * @param tables those of which there is a choice; keys that lead elsewhere are not followed
 * @returns ctids by the table's oid, in the snapshot of the client
 */
export async function sampleRows(
  client: pg.Client,
  tables: readonly Table[],
  size: SampleSize,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const keys = await readForeignKeys(client);
  const sample: Sample = new Map(tables.map(({ oid }) => [oid, new Set()]));
  let fresh: Sample = new Map();
  for (const table of tables) fresh.set(table.oid, await chosen(client, table, size));
  while (fresh.size > 0) {
    for (const [oid, ctids] of fresh) for (const ctid of ctids) sample.get(oid)?.add(ctid);
    fresh = await rowsBehind(client, { tables, keys, sample, fresh });
  }
  return sample;
}

async function chosen(client: pg.Client, table: Table, size: SampleSize): Promise<Set<string>> {
  const { identity } = table;
  const key = identity.length > 0 ? `ROW(${identity.map(quoteIdentifier).join(", ")})` : "t";
  const { rows } = await client.query<{ ctid: string }>(
    `SELECT ctid::text AS ctid FROM ONLY ${keyOf(table)} AS t
      ORDER BY pg_catalog.hashtextextended(${key}::text COLLATE "C", $1), ctid LIMIT $2`,
    [size.seed, size.rows],
  );
  return new Set(rows.map(({ ctid }) => ctid));
}

interface Round {
  readonly tables: readonly Table[];
  readonly keys: readonly ForeignKey[];
  readonly sample: Sample;
  readonly fresh: Sample;
}

/** Rows that the fresh ones lead to and that are not in the sample yet. */
async function rowsBehind(
  client: pg.Client,
  { tables, keys, sample, fresh }: Round,
): Promise<Sample> {
  const found: Sample = new Map();
  for (const key of keys) {
    const child = tables.find((one) => keyOf(one) === keyOf(key.from));
    const ctids = fresh.get(child?.oid ?? "");
    if (!ctids?.size) continue;
    const { rows } = await client.query<{ oid: string; ctid: string }>(behindSql(key), [
      [...ctids],
    ]);
    for (const { oid, ctid } of rows) {
      const known = sample.get(oid);
      if (known && !known.has(ctid)) found.set(oid, (found.get(oid) ?? new Set()).add(ctid));
    }
  }
  return found;
}

function behindSql({ from, to, columns, toColumns, operators }: ForeignKey): string {
  const same = columns.map(
    (name, at) =>
      `parent.${quoteIdentifier(toColumns[at] ?? "")} ${operators[at]} child.${quoteIdentifier(name)}`,
  );
  const parent = to.isPartitioned ? keyOf(to) : `ONLY ${keyOf(to)}`;
  return `SELECT DISTINCT parent.tableoid::text AS oid, parent.ctid::text AS ctid
    FROM ONLY ${keyOf(from)} AS child JOIN ${parent} AS parent ON ${same.join(" AND ")}
   WHERE child.ctid = ANY ($1::pg_catalog.tid[])`;
}
