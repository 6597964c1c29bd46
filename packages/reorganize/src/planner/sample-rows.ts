import { quoteIdentifier } from "@deepiri/database";
import type pg from "pg";
import {
  type Catalog,
  type Constraint,
  columnOf,
  primaryKey,
  sqlName,
  type Table,
} from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import { groupsOf } from "../session/groups-of.js";

/** The ctids of the rows chosen, by `schema.table`. */
type Sample = Map<string, Set<string>>;

/**
 * Chooses rows of every table, the first and the last by primary key, and every row that they refer to
 * by foreign keys: whatever rule holds in the database holds among them.
 *
 * @param client in the transaction whose snapshot the ctids belong to
 * @param size rows of each table, before those that others refer to
 * @returns per `schema.table` the ctids of its rows
 */
export async function sampleRows(
  client: pg.ClientBase,
  source: Catalog,
  size: number,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const sample: Sample = new Map();
  let fresh: Sample = new Map();
  for (const some of groupsOf(50, [...source.tables.values()]))
    for (const [name, ctids] of await chosen(client, some, size)) fresh.set(name, ctids);
  while (fresh.size > 0) {
    for (const [name, ctids] of fresh)
      sample.set(name, new Set([...(sample.get(name) ?? []), ...ctids]));
    fresh = await parentsOf(client, source, fresh, sample);
  }
  return sample;
}

async function chosen(
  client: pg.ClientBase,
  tables: readonly Table[],
  size: number,
): Promise<Sample> {
  const found: Sample = new Map(tables.map((table) => [plainName(table), new Set()]));
  const queries = tables.map(
    (table, at) => `SELECT ${at} AS place, ctid::text FROM (${chosenSql(table, size)}) AS of_${at}`,
  );
  const { rows } = await client.query<{ place: number; ctid: string }>(queries.join(" UNION ALL "));
  for (const { place, ctid } of rows) found.get(plainName(tables[place] as Table))?.add(ctid);
  return found;
}

function chosenSql(table: Table, size: number): string {
  const key = primaryKey(table).map(quoteIdentifier);
  const half = Math.ceil(size / 2);
  const end = (direction: string, limit: number): string => {
    const order = key.map((name) => `${name} ${direction}`).join(", ");
    return `(SELECT ctid FROM ${from(table)} ORDER BY ${order} LIMIT ${limit})`;
  };
  return key.length === 0
    ? `SELECT ctid FROM ${from(table)} LIMIT ${size}`
    : `${end("ASC", half)} UNION ${end("DESC", size - half)}`;
}

/** Rows that the fresh ones refer to and that were not chosen yet. */
async function parentsOf(
  client: pg.ClientBase,
  source: Catalog,
  fresh: Sample,
  sample: Sample,
): Promise<Sample> {
  const found: Sample = new Map();
  for (const [name, ctids] of fresh) {
    const table = source.tables.get(name) as Table;
    for (const key of table.constraints) {
      const parent = source.tables.get(key.references?.table ?? "");
      if (!parent || ctids.size === 0) continue;
      const known = sample.get(plainName(parent)) ?? new Set();
      const next = await readCtids(client, parentsQuery(table, key, parent), [[...ctids]]);
      const added = next.filter((ctid) => !known.has(ctid));
      if (added.length > 0)
        found.set(plainName(parent), new Set([...(found.get(plainName(parent)) ?? []), ...added]));
    }
  }
  return found;
}

function parentsQuery(table: Table, { columns, references }: Constraint, parent: Table): string {
  const same = columns.map((name, index) => {
    const other = quoteIdentifier(references?.columns[index] ?? "");
    return `child.${quoteIdentifier(name)} = parent.${other}`;
  });
  return `SELECT DISTINCT parent.ctid FROM ${from(table)} AS child
    JOIN ${from(parent)} AS parent ON ${same.join(" AND ")} WHERE child.ctid = ANY ($1::tid[])`;
}

async function readCtids(
  client: pg.ClientBase,
  query: string,
  values: unknown[],
): Promise<string[]> {
  const { rows } = await client.query<{ ctid: string }>(
    `SELECT ctid::text FROM (${query}) AS found`,
    values,
  );
  return rows.map(({ ctid }) => ctid);
}

/** Rows that the table holds itself; those of a partitioned table are in its partitions. */
function from(table: Table): string {
  return table.partitioned ? sqlName(table) : `ONLY ${sqlName(table)}`;
}

/** Rows at these ctids, each value as text, in the order of the columns that take values. */
export async function readSample(
  client: pg.ClientBase,
  table: Table,
  ctids: ReadonlySet<string>,
): Promise<(string | null)[][]> {
  const texts = writable(table).map((name) => `${quoteIdentifier(name)}::text`);
  if (texts.length === 0) return [...ctids].map(() => []);
  const { rows } = await client.query({
    text: `SELECT ${texts.join(", ")} FROM ${from(table)} WHERE ctid = ANY ($1::tid[])`,
    values: [[...ctids]],
    rowMode: "array",
  });
  return rows;
}

/** Writes rows that `readSample` read into the same table of another database. */
export async function writeSample(
  client: pg.ClientBase,
  table: Table,
  rows: readonly (readonly (string | null)[])[],
): Promise<void> {
  const names = writable(table);
  if (names.length === 0 || rows.length === 0) return;
  const values = names.map(
    (name, index) => `(one.row ->> ${index})::${columnOf(table, name)?.type}`,
  );
  await client.query(
    `INSERT INTO ${sqlName(table)} (${names.map(quoteIdentifier).join(", ")}) OVERRIDING SYSTEM VALUE
     SELECT ${values.join(", ")} FROM pg_catalog.jsonb_array_elements($1::jsonb) AS one (row)`,
    [JSON.stringify(rows)],
  );
}

function writable({ columns }: Table): string[] {
  return columns.filter(({ generated }) => !generated).map(({ name }) => name);
}
