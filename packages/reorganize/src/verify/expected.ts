import type pg from "pg";
import { plainName, sqlName, type Table } from "../catalog/catalog.js";
import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";
import type { Baseline } from "./baseline.js";
import { extraSums, fingerprintSql } from "./fingerprint.js";
import { commonColumns, inOrderOf, type Place } from "./place.js";
import { add, type SumRow, type Sums } from "./sums.js";
import { shapeInJson, type WatchedTable } from "./watched-table.js";

/** What should be in a table, and how it came to be that. */
export interface Expected {
  readonly sums: Sums;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly repaired: number;
  readonly quarantined: number;
}

/** A fingerprint with signs. */
interface Change extends Omit<SumRow, "rows"> {
  readonly added: string;
  readonly removed: string;
}

interface Written extends Change {
  readonly operation: "insert" | "update" | "delete";
}

/**
 * The fingerprint that the rows should have: that of the baseline, with what programs wrote since and
 * what repairs changed, less what was set aside. `steps` are those that changed rows of this table.
 */
export async function readExpected(
  client: pg.Client,
  place: Place,
  steps: readonly string[],
): Promise<Expected> {
  const sums: Sums = new Map();
  const written: Written[] = [];
  const setAside: Change[] = [];
  const names = commonColumns(place);
  for (const source of place.sources) {
    const by = {
      written: await writtenTo(client, source),
      setAside: await setAsideFrom(client, place, source),
    };
    const isFirst = source === place.sources[0];
    const changed = [
      ...(isFirst ? await repairsOf(client, source, place.table, steps) : []),
      ...(isFirst ? await goneWithColumns(client, source, place.table) : []),
    ];
    const changes = [...by.written, ...by.setAside, ...changed].map(asSumRow);
    add(sums, inOrderOf(names, source, [...(await baselineOf(client, source)), ...changes]));
    written.push(...by.written);
    setAside.push(...by.setAside);
  }
  return {
    sums,
    inserted: total(written, "insert", "added"),
    updated: total(written, "update", "added"),
    deleted: total(written, "delete", "removed"),
    repaired: await countRepaired(client, steps),
    quarantined: setAside.reduce((rows, one) => rows + Number(one.removed), 0),
  };
}

async function baselineOf(client: pg.Client, { relation }: Baseline): Promise<SumRow[]> {
  const { rows } = await client.query<{ sums: SumRow[] }>(
    `SELECT sums FROM ${ownSchema}.baseline WHERE relation = $1`,
    [relation],
  );
  return rows[0]?.sums ?? [];
}

// What the baseline saw is in it already.
async function writtenTo(client: pg.Client, source: Baseline): Promise<Written[]> {
  const sums = source.columns.length + extraSums;
  const each = Array.from({ length: sums }, (_, at) => `pg_catalog.sum(sums[${at + 1}])`);
  const { rows } = await client.query<Written>(
    `SELECT operation, bucket, pg_catalog.sum(added) AS added, pg_catalog.sum(removed) AS removed,
            ARRAY[${each.join(", ")}]::text[] AS sums
       FROM ${ownSchema}.written
      WHERE relation = $1 AND NOT pg_catalog.pg_visible_in_snapshot(writer, $2::pg_snapshot)
      GROUP BY operation, bucket`,
    [source.relation, source.snapshot],
  );
  return rows;
}

// Of each repaired row, only the columns that the repair knows: what they were goes, what they became
// comes. A row that was broken once more is repaired once more, which `again` tells.
async function repairsOf(
  client: pg.Client,
  watched: WatchedTable,
  table: Table,
  steps: readonly string[],
): Promise<Change[]> {
  const whose = `${ownSchema}.originals AS kept WHERE kept.step = ANY (ARRAY[${steps.map(literal).join(", ")}]::text[])`;
  const again = `(SELECT kept.key, pg_catalog.jsonb_array_elements(pg_catalog.to_jsonb(kept) -> 'again') AS one
    FROM ${whose}) AS twice`;
  // As the column holds it: what a repair calls 1 may be 1.00.
  const held = (content: string) =>
    `pg_catalog.to_jsonb(pg_catalog.jsonb_populate_record(NULL::${sqlName(table)}, ${content}))`;
  return changes(
    client,
    watched,
    `SELECT -1 AS sign, kept.before AS content, kept.key FROM ${whose}
     UNION ALL SELECT 1, ${held("kept.after")}, kept.key FROM ${whose}
     UNION ALL SELECT 1, ${held(bothIn("was", "then"))}, twice.key FROM ${again}
     UNION ALL SELECT -1, ${bothIn("then", "was")}, twice.key FROM ${again}`,
  );
}

// Values of columns that go are kept from some time before they are gone.
function goneWithColumns(
  client: pg.Client,
  watched: WatchedTable,
  table: Table,
): Promise<Change[]> {
  const present = table.columns.map(({ name }) => literal(name)).join(", ");
  const gone = `SELECT kept.key, kept.before - ARRAY[${present}]::text[] AS content
    FROM ${ownSchema}.originals AS kept WHERE kept.step = ${literal(`columns of ${plainName(table)}`)}`;
  return changes(
    client,
    watched,
    `SELECT -1 AS sign, content, key FROM (${gone}) AS gone UNION ALL SELECT 1, '{}'::jsonb, key FROM (${gone}) AS gone`,
  );
}

async function countRepaired(client: pg.Client, steps: readonly string[]): Promise<number> {
  const { rows } = await client.query<{ rows: string }>(
    `SELECT pg_catalog.count(DISTINCT key) AS rows FROM ${ownSchema}.originals
      WHERE step = ANY ($1)`,
    [steps],
  );
  return Number(rows[0]?.rows);
}

/** SQL: what one of two objects says of columns that the other knows as well. */
function bothIn(one: string, other: string): string {
  return `(SELECT pg_catalog.jsonb_object_agg(held.key, held.value)
     FROM pg_catalog.jsonb_each(twice.one -> '${one}') AS held WHERE twice.one -> '${other}' ? held.key)`;
}

// Rows of several sources under the name of the table that they share are counted once.
async function setAsideFrom(client: pg.Client, place: Place, source: Baseline): Promise<Change[]> {
  const shared = source === place.sources[0] ? [plainName(place.table)] : [];
  const others = place.sources.filter((one) => one !== source).map(({ relation }) => relation);
  const names = [source.relation, ...shared].filter((name) => !others.includes(name));
  return changes(
    client,
    source,
    `SELECT -1 AS sign, "row" AS content, "row" AS key FROM ${ownSchema}.quarantine
      WHERE relation = ANY (ARRAY[${names.map(literal).join(", ")}]::text[])`,
  );
}

async function changes(client: pg.Client, watched: WatchedTable, rows: string): Promise<Change[]> {
  const shape = shapeInJson(watched, "content", "key");
  const { rows: found } = await client.query<Change>(
    fingerprintSql(shape, `(${rows}) AS changed`, { sign: "sign" }),
  );
  return found;
}

function asSumRow({ bucket, added, removed, sums }: Change): SumRow {
  return { bucket, rows: String(BigInt(added) - BigInt(removed)), sums };
}

function total(written: readonly Written[], operation: string, which: "added" | "removed"): number {
  return written
    .filter((one) => one.operation === operation)
    .reduce((rows, one) => rows + Number(one[which]), 0);
}
