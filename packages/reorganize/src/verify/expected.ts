import type { Table } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import {
  type Baseline,
  type CapturedTable,
  readBaselineSums,
  type SumRow,
} from "../ledger/baseline.js";
import { columnsKey, countRepairedRows, originalsUnder } from "../ledger/originals.js";
import { quarantinedFrom } from "../ledger/quarantine.js";
import { type Change, type Operation, type Written, writtenSince } from "../ledger/written.js";
import { literal } from "../session/literal.js";
import type { Queryable } from "../session/queryable.js";
import { shapeInDocument } from "./captured-table.js";
import { type Contents, commonColumns, inOrderOf } from "./contents.js";
import { extraSums, fingerprintSql } from "./fingerprint.js";
import { add, type Sums } from "./sums.js";

/** What should be in a table, and how it came to be that. */
export interface Expected {
  readonly sums: Sums;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly repaired: number;
  readonly quarantined: number;
}

/**
 * The fingerprint that the rows should have: that of the baseline, with what programs wrote since and
 * what repairs changed, less what is in quarantine. `steps` are those that changed rows of this table.
 */
export async function readExpected(
  reader: Queryable,
  contents: Contents,
  steps: readonly string[],
): Promise<Expected> {
  const sums: Sums = new Map();
  const written: Written[] = [];
  const quarantined: Change[] = [];
  const names = commonColumns(contents);
  for (const source of contents.sources) {
    const by = {
      written: await writtenSince(reader, source, source.columns.length + extraSums),
      quarantined: await quarantinedOf(reader, contents, source),
    };
    const isFirst = source === contents.sources[0];
    const changed = [
      ...(isFirst ? await repairsOf(reader, source, steps) : []),
      ...(isFirst ? await droppedWithColumns(reader, source, contents.table) : []),
    ];
    const changes = [...by.written, ...by.quarantined, ...changed].map(asSumRow);
    add(sums, inOrderOf(names, source, [...(await readBaselineSums(reader, source)), ...changes]));
    written.push(...by.written);
    quarantined.push(...by.quarantined);
  }
  return {
    sums,
    inserted: total(written, "insert", "added"),
    updated: total(written, "update", "added"),
    deleted: total(written, "delete", "removed"),
    repaired: await countRepairedRows(reader, steps),
    quarantined: quarantined.reduce((rows, one) => rows + Number(one.removed), 0),
  };
}

// Of each repaired row, only the columns that the repair changed: the old values are subtracted, the new
// ones added. A row that was violated once more is repaired once more; that is in `again`.
async function repairsOf(
  reader: Queryable,
  captured: CapturedTable,
  steps: readonly string[],
): Promise<Change[]> {
  const whose = `(${originalsUnder(steps)}) AS kept`;
  const again = `(SELECT kept.key, pg_catalog.jsonb_array_elements(pg_catalog.to_jsonb(kept) -> 'again') AS one
    FROM ${whose}) AS twice`;
  return changes(
    reader,
    captured,
    `SELECT -1 AS sign, kept.before AS content, kept.key FROM ${whose}
     UNION ALL SELECT 1, kept.after, kept.key FROM ${whose}
     UNION ALL SELECT 1, ${bothIn("was", "then")}, twice.key FROM ${again}
     UNION ALL SELECT -1, ${bothIn("then", "was")}, twice.key FROM ${again}`,
  );
}

// Values of columns that are to be dropped are kept from some time before.
function droppedWithColumns(
  reader: Queryable,
  captured: CapturedTable,
  table: Table,
): Promise<Change[]> {
  const present = table.columns.map(({ name }) => literal(name)).join(", ");
  const gone = `SELECT kept.key, kept.before - ARRAY[${present}]::text[] AS content
    FROM (${originalsUnder([columnsKey(plainName(table))])}) AS kept`;
  return changes(
    reader,
    captured,
    `SELECT -1 AS sign, content, key FROM (${gone}) AS gone UNION ALL SELECT 1, '{}'::jsonb, key FROM (${gone}) AS gone`,
  );
}

/** SQL: what one of two objects says of columns that the other knows as well. */
function bothIn(one: string, other: string): string {
  return `(SELECT pg_catalog.jsonb_object_agg(held.key, held.value)
     FROM pg_catalog.jsonb_each(twice.one -> '${one}') AS held WHERE twice.one -> '${other}' ? held.key)`;
}

// Rows of several sources under the name of the table that they share are counted once.
async function quarantinedOf(
  reader: Queryable,
  contents: Contents,
  source: Baseline,
): Promise<Change[]> {
  const shared = source === contents.sources[0] ? [plainName(contents.table)] : [];
  const others = contents.sources.filter((one) => one !== source).map(({ relation }) => relation);
  const names = [source.relation, ...shared].filter((name) => !others.includes(name));
  return changes(
    reader,
    source,
    `SELECT -1 AS sign, "row" AS content, "row" AS key FROM (${quarantinedFrom(names)}) AS quarantined`,
  );
}

async function changes(
  reader: Queryable,
  captured: CapturedTable,
  rows: string,
): Promise<Change[]> {
  const shape = shapeInDocument(captured, "content", "key");
  return reader.query<Change>(fingerprintSql(shape, `(${rows}) AS changed`, { sign: "sign" }));
}

function asSumRow({ bucket, added, removed, sums }: Change): SumRow {
  return { bucket, rows: String(BigInt(added) - BigInt(removed)), sums };
}

function total(
  written: readonly Written[],
  operation: Operation,
  which: "added" | "removed",
): number {
  return written
    .filter((one) => one.operation === operation)
    .reduce((rows, one) => rows + Number(one[which]), 0);
}
