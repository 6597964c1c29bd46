import { sqlName } from "../../catalog/catalog.js";
import { lineageNames } from "../../ledger/lineage.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { block, lines } from "../shared/block.js";
import {
  at,
  columnList,
  givenKey,
  isKept,
  keyList,
  remark,
  sameKey,
  sameUnit,
  unitList,
  unitRow,
} from "./columns.js";
import { assignmentsOf, isAsGiven, lateOrGiven, type Projecting } from "./projecting.js";
import { removeGone, sameKeys } from "./remove-gone.js";
import { noteBefore } from "./retry.js";

/**
 * SQL that brings the target and the lineage in step with `_rows`, which are all rows of `_units`; `_known` says how
 * many rows these have made so far. It fails as a whole where the server refuses a row.
 */
export function writeRows(projecting: Projecting): string {
  const { projection, references } = projecting;
  return block`
    ${refuseUnreferred(projecting)}
    IF _known > 0 THEN
      ${refuseTwice(projecting)}
      ${noteBefore(projecting)}
      ${removeGone(projecting)}
      ${insertNew(projecting)}
    ELSE
      ${insertAll(projecting)}
    END IF;
    GET DIAGNOSTICS _inserted = ROW_COUNT;
    ${recordLineage(projection)}
    IF ${references.some(({ cyclic }) => cyclic) ? "true" : "_inserted < pg_catalog.cardinality(_rows)"} THEN
      ${updateOthers(projecting)}
    END IF;`;
}

function insertAll({ projection, references }: Projecting): string {
  const later = new Set(references.filter(({ cyclic }) => cyclic).flatMap(({ late }) => late));
  const values = projection.columns.map(({ name }) =>
    later.has(name) ? "NULL" : lateOrGiven({ projection, references }, name),
  );
  return block`
    INSERT INTO ${sqlName(projection.to)} (${columnList(projection).join(", ")}) OVERRIDING SYSTEM VALUE
    SELECT ${values.join(", ")} FROM pg_catalog.unnest(_rows) AS one
     WHERE ${isKept(projection, "one")};`;
}

/** SQL that inserts the rows whose keys no row has that these units made: such a one is kept, and changed. */
export function insertNew(projecting: Projecting): string {
  const { projection } = projecting;
  const { lineage } = lineageNames(projection.name);
  return block`
    ${insertAll(projecting).replace(/;$/, "")}
       AND NOT EXISTS (SELECT FROM ${lineage} AS known
                          JOIN ${sqlName(projection.to)} AS theirs ON ${sameKeys(projection, "theirs", "known")}
                        WHERE ${sameKey(projection, "known", "one")}
                          AND (${sameUnit(projection, "known", "one")} OR ${unitRow(projection, "known")} = ANY (_units)));`;
}

function updateOthers(projecting: Projecting): string {
  const { projection } = projecting;
  const changing = assignmentsOf(projecting);
  if (changing.length === 0) return "";
  return block`
    UPDATE ${sqlName(projection.to)} AS theirs
       SET ${lines(changing.map(({ name, value }) => `${at(undefined, name)} = ${value}`))}
      FROM pg_catalog.unnest(_rows) AS one
     WHERE ${isKept(projection, "one")} AND ${sameKey(projection, "theirs", "one")}
       AND NOT ${isAsGiven(projecting)};`;
}

function recordLineage(projection: Projection): string {
  const { lineage } = lineageNames(projection.name);
  const key = keyList(projection).join(", ");
  const repaired = remark(projection, "_repaired", "one");
  const changing = [...unitList(projection), "repaired", "rule", "adopted"];
  const values = [
    ...givenKey(projection, "one"),
    ...unitList(projection, "one"),
    repaired === undefined ? "NULL" : `NULLIF(${repaired}, '{}')`,
    remark(projection, "_rule", "one") ?? "NULL",
    "false",
  ];
  return block`
    INSERT INTO ${lineage} AS known (${[key, ...changing].join(", ")})
    SELECT ${values.join(", ")} FROM pg_catalog.unnest(_rows) AS one WHERE ${isKept(projection, "one")}
    ON CONFLICT (${key}) DO UPDATE SET ${changing.map((name) => `${name} = EXCLUDED.${name}`).join(", ")}
     WHERE (${changing.map((name) => `known.${name}`).join(", ")}) IS DISTINCT FROM (${changing.map((name) => `EXCLUDED.${name}`).join(", ")});`;
}

// As the server refuses rows that break a foreign key.
function refuseUnreferred({ projection, references }: Projecting): string {
  return references
    .filter(({ declared }) => declared)
    .map(
      (reference) => block`
        IF EXISTS (SELECT FROM pg_catalog.unnest(_rows) AS one
                    WHERE ${isKept(projection, "one")} AND ${reference.given("one")} AND NOT ${reference.found("one")}) THEN
          RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = ${literal(reference.name)}, CONSTRAINT = ${literal(reference.name)};
        END IF;`,
    )
    .join("\n");
}

// As the server refuses a key that is there twice. Among rows that keep a key from one unit to another it would not see
// it, and the one would take the place of the other without a word.
function refuseTwice({ projection }: Projecting): string {
  const name = projection.to.constraints.find(({ kind }) => kind === "primary key")?.name ?? "";
  return block`
    IF EXISTS (SELECT FROM pg_catalog.unnest(_rows) AS one WHERE ${isKept(projection, "one")}
                GROUP BY ${givenKey(projection, "one").join(", ")} HAVING pg_catalog.count(*) > 1) THEN
      RAISE EXCEPTION USING ERRCODE = 'unique_violation', MESSAGE = ${literal(name)}, CONSTRAINT = ${literal(name)};
    END IF;`;
}
