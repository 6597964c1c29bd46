import { quoteIdentifier } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { lineageNames, touched } from "../../ledger/lineage.js";
import { ownFunction } from "../../ledger/own-function.js";
import { affectedSql } from "../../projection/affected.js";
import { isEntangled } from "../../projection/narrow.js";
import { literal } from "../../session/literal.js";
import { functionSettings } from "../../session/open.js";
import { block } from "../shared/block.js";
import { unitDocument } from "./columns.js";
import type { Followed, Place } from "./followed.js";
import { named, relation } from "./relation.js";

/**
 * Where a unit is made of several tables, a statement that changes more than one of them, as a foreign key
 * does that cascades, leaves nothing by which the old units could be found after. So they are noted before
 * each row of such a table is changed.
 */
function entangledPlaces({ places }: Followed): Place[] {
  return places.filter(({ projection, source }) => isEntangled(projection.query, source.read));
}

/** SQL name of the trigger function that notes them. */
export const touchFunction = (table: Table): string => ownFunction(`touch ${plainName(table)}`);

export const touchTrigger = quoteIdentifier("reorganize touch");

/** SQL that has the units of rows noted before these are changed; nothing where that is not needed. */
export async function touchSql(followed: Followed): Promise<string[]> {
  const { table } = followed;
  const notes = await Promise.all(
    entangledPlaces(followed).map((place) => noteUnits(table, place)),
  );
  if (notes.length === 0) return [];
  return [
    block`
      CREATE OR REPLACE FUNCTION ${touchFunction(table)}() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER ${functionSettings}
      AS $reorganize$
      #variable_conflict use_column
      BEGIN
        ${notes.join("\n")}
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
      END $reorganize$`,
    `CREATE TRIGGER ${touchTrigger} BEFORE UPDATE OR DELETE ON ${sqlName(table)} FOR EACH ROW EXECUTE FUNCTION ${touchFunction(table)}()`,
    `ALTER TABLE ${sqlName(table)} ENABLE ALWAYS TRIGGER ${touchTrigger}`,
  ];
}

async function noteUnits(table: Table, { projection, source }: Place): Promise<string> {
  const { query } = projection;
  const row = named(await relation("SELECT old.*"), source.read.alias);
  return block`
    INSERT INTO ${touched} (source, projection, unit)
    SELECT ${literal(plainName(table))}, ${literal(projection.name)}, ${unitDocument(projection, "one")} FROM (
      ${await affectedSql(query, source.read, row)}) AS one;`;
}

/** SQL of the units of a projection that were noted for the rows of a statement; it forgets them. */
export function takeTouched({ projection, source }: Place, into: string): string {
  const { unit } = lineageNames(projection.name);
  return block`
    WITH taken AS (
      DELETE FROM ${touched}
       WHERE transaction = pg_catalog.pg_current_xact_id()
         AND source = ${literal(plainName(source.table))} AND projection = ${literal(projection.name)}
      RETURNING unit)
    SELECT pg_catalog.array_agg(pg_catalog.jsonb_populate_record(NULL::${unit}, one.unit)) INTO ${into}
      FROM (SELECT DISTINCT unit FROM taken) AS one;`;
}
