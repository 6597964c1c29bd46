import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { everywhere, lineageNames, written } from "../../ledger/lineage.js";
import { ownFunction } from "../../ledger/own-function.js";
import { affectedSql } from "../../projection/affected.js";
import { isEntangled } from "../../projection/narrow.js";
import type { Projection, Source } from "../../projection/projection.js";
import { unjoinedSql } from "../../projection/unjoined.js";
import { literal } from "../../session/literal.js";
import { functionSettings } from "../../session/open.js";
import { block } from "../shared/block.js";
import { unitList } from "./columns.js";
import type { Followed, Place } from "./followed.js";
import { onEachPartition } from "./on-each-partition.js";
import { lookingUp } from "./projecting.js";
import { named, relation } from "./relation.js";
import { takeTouched, touchFunction, touchTrigger } from "./touch.js";

const followFunction = (table: Table): string => ownFunction(`follow ${plainName(table)}`);

/** The trigger function that brings the targets in step with what a statement has written. */
export async function followFunctionSql(followed: Followed): Promise<string> {
  const { table, places, echoes } = followed;
  const ofProjections = placesByProjection(places);
  const projectAll = async (write: Write): Promise<string> => {
    const all = await Promise.all(
      ofProjections.map((some) => projectAffected(some, write, followed)),
    );
    return all.join("\n");
  };
  return block`
    CREATE OR REPLACE FUNCTION ${followFunction(table)}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER ${functionSettings} ${lookingUp}
    AS $reorganize$
    #variable_conflict use_column
    ${echoes ? rememberWritten(table) : ""}
    BEGIN
      IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION USING
          ERRCODE = 'feature_not_supported',
          MESSAGE = ${literal(`${plainName(table)} cannot be truncated while other tables are kept in step with it`)},
          HINT = 'Delete its rows.';
      END IF;
      ${echoes ? setWritten("_written::text") : ""}
      IF TG_OP = 'INSERT' THEN
        ${await projectAll("insert")}
      ELSIF TG_OP = 'UPDATE' THEN
        ${await projectAll("update")}
      ELSE
        ${await projectAll("delete")}
      END IF;
      ${echoes ? setWritten("_before") : ""}
      RETURN NULL;
    END $reorganize$`;
}

function placesByProjection(places: readonly Place[]): [Place, ...Place[]][] {
  const found = new Map<Projection, [Place, ...Place[]]>();
  for (const place of places) {
    const others = found.get(place.projection);
    if (others) others.push(place);
    else found.set(place.projection, [place]);
  }
  return [...found.values()];
}

// What is written in turn by what a projection writes would lead back, and on from there, without end.
function rememberWritten(table: Table): string {
  return block`
    DECLARE
      _before text := COALESCE(NULLIF(pg_catalog.current_setting('${written}', true), ''), '{}');
      _written text[] := _before::text[] || ${literal(plainName(table))}::text;`;
}

function setWritten(value: string): string {
  return `PERFORM pg_catalog.set_config('${written}', ${value}, true);`;
}

type Write = "insert" | "update" | "delete";

type Rows = "old_rows" | "new_rows";

/**
 * SQL that projects what rows of a statement belong to. A table may stand at several places of a query: their units are
 * taken together, so that each is evaluated once.
 */
async function projectAffected(
  places: readonly [Place, ...Place[]],
  write: Write,
  { echoes, isNew }: Followed,
): Promise<string> {
  const [{ projection }] = places;
  const { project, unit } = lineageNames(projection.name);
  const sides = { insert: ["new_rows"], update: ["old_rows", "new_rows"], delete: ["old_rows"] };
  const all = await Promise.all(
    places.flatMap(({ source }) =>
      sides[write].flatMap((rows) => affectedBy(projection, source, write, rows as Rows)),
    ),
  );
  const found = block`
    ARRAY(
      SELECT ROW(${unitList(projection, "one").join(", ")})::${unit} FROM (
        ${all.filter((sql) => sql !== undefined).join("\nUNION\n")}) AS one)`;
  const noted = places.find(({ source }) => isEntangled(projection.query, source.read));
  const take = noted && write !== "insert" ? takeNoted(noted, write) : "";
  if (!echoes && take === "") return `PERFORM ${project}(${found});`;
  const projected = echoes
    ? block`
      IF pg_catalog.cardinality(_units) > 0 THEN
        ${projectOrAdopt(projection, isNew)}
      END IF;`
    : `PERFORM ${project}(_units);`;
  return block`
    DECLARE
      _units ${unit}[] := ${found};
      _touched ${unit}[];
    BEGIN
      ${take}
      ${projected}
    END;`;
}

/** SQL that adds the units noted before, unless nothing has changed of what the query reads. */
function takeNoted(noted: Place, write: Write): string {
  const add =
    "_units := ARRAY(SELECT DISTINCT one FROM pg_catalog.unnest(_units || _touched) AS one);";
  const { source } = noted;
  const isChanged = ["old_rows", "new_rows"].map(
    (rows) => `EXISTS (${changed(source, write, rows)})`,
  );
  return block`
    ${takeTouched(noted, "_touched")}
    ${write === "update" ? `IF ${isChanged.join(" OR ")} THEN ${add} END IF;` : add}`;
}

/**
 * SQL that writes what was written to the target, too, or only records it. What a way back has written stands there
 * already. And what a program has written to an old table does not come to other old ones, also where the way back to these
 * looks at it: they only follow what is written to the new tables, and an old program writes them itself where it wants
 * them to say the same.
 */
function projectOrAdopt({ name, back, to }: Projection, isNew: boolean): string {
  const { project, adopt } = lineageNames(name);
  if (back && !isNew) return `PERFORM ${adopt}(_units);`;
  const leadsOn = back
    ? "pg_catalog.cardinality(_written) = 1"
    : `NOT _written && ARRAY['${everywhere}', ${literal(plainName(to))}]`;
  return block`
    IF pg_catalog.cardinality(_written) > 1 THEN PERFORM ${adopt}(_units); END IF;
    IF ${leadsOn} THEN
      PERFORM ${project}(_units);
    END IF;`;
}

function affectedBy(
  { query }: Projection,
  source: Source,
  write: Write,
  rows: Rows,
): Promise<string | undefined>[] {
  const { read, table } = source;
  const written = async () => named(await relation(changed(source, write, rows)), read.alias);
  return [
    written().then(async (one) => {
      // A partition may have its columns in another order.
      const list = table.columns.map(({ name }) => quoteIdentifier(name)).join(", ");
      const both = `SELECT ${list} FROM ${sqlName(table)} UNION ALL SELECT ${list} FROM old_rows`;
      const elsewhere = rows === "old_rows" ? await relation(both) : undefined;
      return affectedSql(query, read, one, elsewhere && ((alias) => named(elsewhere, alias)));
    }),
    written().then(async (one) => {
      const nothing = named(
        await relation(`SELECT * FROM ${sqlName(table)} WHERE false`),
        read.alias,
      );
      return unjoinedSql(query, read, one, nothing);
    }),
  ];
}

/** The rows of a statement, of an UPDATE those that differ in what the query reads. */
function changed({ columns, comparable }: Source, write: Write, rows: string): string {
  if (write !== "update" || !comparable) return `SELECT * FROM ${rows}`;
  const list = columns.length === 0 ? "" : columns.map(quoteIdentifier).join(", ");
  const others = rows === "old_rows" ? "new_rows" : "old_rows";
  // ALL: a row that comes to be like another one that was there counts.
  return `SELECT ${list} FROM ${rows} EXCEPT ALL SELECT ${list} FROM ${others}`;
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

const onTruncate = "reorganize follow truncate";

const truncate = quoteIdentifier(onTruncate);

/** Names of the triggers that a followed table has. */
export const followTriggers: readonly string[] = [...triggers.map(({ name }) => name), onTruncate];

/** SQL that has the function called. Writes with session_replication_role = replica are writes all the same. */
export function followTriggersSql({ table }: Followed): string[] {
  const call = `FOR EACH STATEMENT EXECUTE FUNCTION ${followFunction(table)}()`;
  const all = [...triggers.map((one) => quoteIdentifier(one.name)), truncate];
  return [
    ...triggers.map(
      (one) => (name: string) =>
        `CREATE TRIGGER ${quoteIdentifier(one.name)} AFTER ${one.on} ON ${name} REFERENCING ${one.rows} ${call}`,
    ),
    (name: string) => `CREATE TRIGGER ${truncate} BEFORE TRUNCATE ON ${name} ${call}`,
    (name: string) =>
      `ALTER TABLE ${name} ${all.map((trigger) => `ENABLE ALWAYS TRIGGER ${trigger}`).join(", ")}`,
  ].map((statement) => onEachPartition(table, statement));
}

/** SQL that ends it. */
export function endFollowSql({ table }: Pick<Followed, "table">): string[] {
  return [
    ...[...triggers.map((one) => quoteIdentifier(one.name)), truncate].map((trigger) =>
      onEachPartition(table, (name) => `DROP TRIGGER IF EXISTS ${trigger} ON ${name}`),
    ),
    `DROP TRIGGER IF EXISTS ${touchTrigger} ON ${sqlName(table)}`,
    dropFollowFunctionSql({ table }),
  ];
}

/** SQL that drops the functions alone, where the table is gone. */
export function dropFollowFunctionSql({ table }: Pick<Followed, "table">): string {
  return `DROP FUNCTION IF EXISTS ${followFunction(table)}, ${touchFunction(table)}`;
}
