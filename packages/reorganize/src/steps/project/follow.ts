import { quoteIdentifier } from "@deepiri/database";
import type { Node } from "@deepiri/sql";
import { readStatements } from "@deepiri/sql";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { lineageNames } from "../../ledger/lineage.js";
import { ownFunction } from "../../ledger/own-function.js";
import { affectedSql } from "../../projection/affected.js";
import type { Projection, Source } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { functionSettings } from "../../session/open.js";
import { block } from "../shared/block.js";
import { unitList } from "./columns.js";
import { byKey } from "./projecting.js";

/** A source table and all that projections read of it. */
export interface Followed {
  readonly table: Table;
  readonly places: readonly Place[];
}

/** Where a projection reads a table. */
export interface Place {
  readonly projection: Projection;
  readonly source: Source;
}

/** The tables that the projections read. */
export function followedTables(projections: readonly Projection[]): Followed[] {
  const places = projections.flatMap((projection) =>
    projection.sources.map((source) => ({ projection, source })),
  );
  const tables = new Map(places.map(({ source: { table } }) => [plainName(table), table]));
  return [...tables].map(([name, table]) => ({
    table,
    places: places.filter(({ source }) => plainName(source.table) === name),
  }));
}

const followFunction = (table: Table): string => ownFunction(`follow ${plainName(table)}`);

/** The trigger function that brings the targets in step with what a statement has written. */
export async function followFunctionSql({ table, places }: Followed): Promise<string> {
  const byPlace = async (write: Write): Promise<string> => {
    const all = await Promise.all(places.map((place) => projectAffected(place, write)));
    return all.join("\n");
  };
  return block`
    CREATE OR REPLACE FUNCTION ${followFunction(table)}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER ${functionSettings} ${byKey}
    AS $reorganize$
    #variable_conflict use_column
    BEGIN
      IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION USING
          ERRCODE = 'feature_not_supported',
          MESSAGE = ${literal(`${plainName(table)} cannot be truncated while other tables are kept in step with it`)},
          HINT = 'Delete its rows.';
      END IF;
      IF TG_OP = 'INSERT' THEN
        ${await byPlace("insert")}
      ELSIF TG_OP = 'UPDATE' THEN
        ${await byPlace("update")}
      ELSE
        ${await byPlace("delete")}
      END IF;
      RETURN NULL;
    END $reorganize$`;
}

type Write = "insert" | "update" | "delete";

async function projectAffected({ projection, source }: Place, write: Write): Promise<string> {
  const { project, unit } = lineageNames(projection.name);
  const all = await Promise.all([
    ...(write === "insert" ? [] : [affectedBy(projection, source, write, "old_rows")]),
    ...(write === "delete" ? [] : [affectedBy(projection, source, write, "new_rows")]),
  ]);
  return block`
    PERFORM ${project}(ARRAY(
      SELECT ROW(${unitList(projection, "one").join(", ")})::${unit} FROM (
        ${all.join("\nUNION\n")}) AS one));`;
}

async function affectedBy(
  { query }: Projection,
  source: Source,
  write: Write,
  rows: "old_rows" | "new_rows",
): Promise<string> {
  const { read, table } = source;
  const elsewhere =
    rows === "old_rows"
      ? await relation(`SELECT * FROM ${sqlName(table)} UNION ALL SELECT * FROM old_rows`)
      : undefined;
  return affectedSql(
    query,
    read,
    named(await relation(changed(source, write, rows)), read.alias),
    elsewhere && ((alias) => named(elsewhere, alias)),
  );
}

/** The rows of a statement, of an UPDATE those that differ in what the query reads. */
function changed({ columns, comparable }: Source, write: Write, rows: string): string {
  if (write !== "update" || !comparable) return `SELECT * FROM ${rows}`;
  const list = columns.length === 0 ? "" : columns.map(quoteIdentifier).join(", ");
  const others = rows === "old_rows" ? "new_rows" : "old_rows";
  return `SELECT ${list} FROM ${rows} EXCEPT SELECT ${list} FROM ${others}`;
}

async function relation(query: string): Promise<Node> {
  const [statement] = await readStatements(query);
  return statement?.node as Node;
}

function named(subquery: Node, aliasname: string): Node {
  return { RangeSubselect: { subquery, alias: { aliasname } } };
}

const triggers = [
  { name: "reorganize follow insert", on: "INSERT", rows: "NEW TABLE AS new_rows" },
  {
    name: "reorganize follow update",
    on: "UPDATE",
    rows: "OLD TABLE AS old_rows NEW TABLE AS new_rows",
  },
  { name: "reorganize follow delete", on: "DELETE", rows: "OLD TABLE AS old_rows" },
] as const;

const truncate = quoteIdentifier("reorganize follow truncate");

/** SQL that has the function called. Writes with session_replication_role = replica are writes all the same. */
export function followTriggersSql({ table }: Followed): string[] {
  const name = sqlName(table);
  const call = `FOR EACH STATEMENT EXECUTE FUNCTION ${followFunction(table)}()`;
  const all = [...triggers.map((one) => quoteIdentifier(one.name)), truncate];
  return [
    ...triggers.map(
      (one) =>
        `CREATE TRIGGER ${quoteIdentifier(one.name)} AFTER ${one.on} ON ${name} REFERENCING ${one.rows} ${call}`,
    ),
    `CREATE TRIGGER ${truncate} BEFORE TRUNCATE ON ${name} ${call}`,
    `ALTER TABLE ${name} ${all.map((trigger) => `ENABLE ALWAYS TRIGGER ${trigger}`).join(", ")}`,
  ];
}

/** SQL that ends it. */
export function endFollowSql({ table }: Pick<Followed, "table">): string[] {
  const name = sqlName(table);
  return [
    ...[...triggers.map((one) => quoteIdentifier(one.name)), truncate].map(
      (trigger) => `DROP TRIGGER IF EXISTS ${trigger} ON ${name}`,
    ),
    dropFollowFunctionSql({ table }),
  ];
}

/** SQL that drops the function alone, where the table is gone. */
export function dropFollowFunctionSql({ table }: Pick<Followed, "table">): string {
  return `DROP FUNCTION IF EXISTS ${followFunction(table)}`;
}
