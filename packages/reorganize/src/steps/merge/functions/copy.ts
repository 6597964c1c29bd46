import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../../catalog/catalog.js";
import { fromDocument } from "../../../ledger/document.js";
import { merged } from "../../../ledger/merged.js";
import { quarantine } from "../../../ledger/quarantine.js";
import { literal } from "../../../session/literal.js";
import { block, lines } from "../../shared/block.js";
import { at, toSurvivor } from "../pair/casts.js";
import { insertList, overriding } from "../pair/columns.js";
import { keyOfSurvivor, keyOfTwin, ownKeyOfTwin } from "../pair/keys.js";
import type { Pair } from "../pair/pair.js";
import { isQuarantined } from "../pair/remembered.js";
import { batchSignature, mostRows } from "./batches.js";
import { defineFunction } from "./define-function.js";
import { functionName } from "./names.js";
import { reconcileRows } from "./reconcile-rows.js";
import { refused } from "./refused.js";

/**
 * The function that copies one batch of the twin's rows into the survivor, walking the twin's primary
 * key. What is merged or quarantined already is passed over, so it may begin again at the start.
 */
export function copyFunction(pair: Pair): string {
  const twin = sqlName(pair.twin);
  const key = pair.key.map((one) => at("twin", one.twin.name)).join(", ");
  return defineFunction({
    ...batchSignature,
    name: functionName("copy", pair),
    declare: ["_places tid[]", `_row ${twin}%ROWTYPE`],
    body: block`
      _size := LEAST(_size, ${String(mostRows)});
      -- The end is found before the rows are locked: a row whose key changes while we wait for it must not
      -- move the end of the batch.
      SELECT ${ownKeyOfTwin(pair, "twin")} INTO reached FROM ${twin} AS twin
       WHERE ${within(pair, ">", "_cursor")} ORDER BY ${key} OFFSET _size - 1 LIMIT 1;
      -- A program that changes one of these rows waits, and then finds it merged.
      SELECT pg_catalog.array_agg(batch.place) INTO _places FROM (
        SELECT twin.ctid AS place FROM ${twin} AS twin
         WHERE ${within(pair, ">", "_cursor")}
           AND ${within(pair, "<=", "reached")} ORDER BY ${key} FOR SHARE) AS batch;
      handled := COALESCE(pg_catalog.cardinality(_places), 0);
      ${unlessRefused(insertAll(pair))}
      ${forgetHandled(pair)}
      IF _places IS NOT NULL THEN
        ${unlessRefused(reconcileRows(pair, "_twin.ctid = ANY (_places)"))}
        FOR _row IN
          SELECT twin.* FROM ${twin} AS twin WHERE twin.ctid = ANY (_places)
             AND ${isUnmerged(pair)}
             AND ${isUnquarantined(pair)}
        LOOP
          PERFORM ${functionName("reconcile", pair)}(_row, NULL);
        END LOOP;
      END IF;
      RETURN NEXT;`,
  });
}

function within({ key }: Pair, side: ">" | "<=", cursor: string): string {
  const columns = key.map((one) => at("twin", one.twin.name)).join(", ");
  const bounds = key.map((one) => fromDocument(cursor, one.twin)).join(", ");
  return `(${cursor} IS NULL OR (${columns}) ${side} (${bounds}))`;
}

// One row is enough to refuse them all; those that are left are reconciled one by one.
function unlessRefused(sql: string): string {
  return block`
    BEGIN
      ${sql}
    EXCEPTION WHEN ${refused} THEN NULL;
    END;`;
}

function insertAll(pair: Pair): string {
  const values = pair.common.map(
    (one) => `${toSurvivor("twin", one)} AS ${quoteIdentifier(one.survivor.name)}`,
  );
  return block`
    WITH inserted AS (
      INSERT INTO ${sqlName(pair.survivor)} AS theirs (${insertList(pair)})
      ${overriding(pair.common.map(({ survivor }) => survivor))}
      SELECT ${lines(values)}
        FROM ${sqlName(pair.twin)} AS twin WHERE twin.ctid = ANY (_places)
         AND ${isUnmerged(pair)}
         AND ${isUnquarantined(pair)}
      ON CONFLICT DO NOTHING RETURNING ${keyOfSurvivor(pair, "theirs")} AS key)
    INSERT INTO ${merged} (step, key) SELECT ${literal(pair.step)}, inserted.key FROM inserted;`;
}

function forgetHandled(pair: Pair): string {
  return block`
    SELECT pg_catalog.array_agg(twin.ctid) INTO _places FROM ${sqlName(pair.twin)} AS twin
     WHERE twin.ctid = ANY (_places)
       AND ${isUnmerged(pair)}
       AND ${isUnquarantined(pair)};`;
}

// LIMIT makes each question a look into the index, row by row: as a join it would be planned for what
// statistics say of tables that were empty a moment ago.
function isUnmerged(pair: Pair): string {
  return block`
    (SELECT true FROM ${merged} AS known
      WHERE known.step = ${literal(pair.step)} AND known.key = ${keyOfTwin(pair, "twin")} LIMIT 1) IS NULL`;
}

function isUnquarantined(pair: Pair): string {
  return block`
    (SELECT true FROM ${quarantine} AS aside
      WHERE ${isQuarantined(pair, "aside", "twin")} LIMIT 1) IS NULL`;
}
