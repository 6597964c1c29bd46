import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../../catalog/catalog.js";
import { shared } from "../../../ledger/shared.js";
import { literal } from "../../../session/literal.js";
import { block, lines } from "../../shared/block.js";
import { at, toTwin } from "../pair/casts.js";
import { writableInTwin } from "../pair/columns.js";
import { imageOf } from "../pair/images.js";
import { survivorHasKey, twinMatches } from "../pair/keys.js";
import type { ColumnPair, Pair } from "../pair/pair.js";
import { batchSignature, mostRows } from "./batches.js";
import { defineFunction } from "./define-function.js";
import { functionName } from "./names.js";
import { refused } from "./refused.js";
import { lockSurvivor } from "./return-rows.js";
import { deleteGone } from "./twin-writes.js";

/**
 * The function that walks the keys of which both had a row, and writes to the twin's row what has been
 * written to the survivor's since. What the twin cannot take stays in the survivor alone.
 *
 * @param twin where the twin lies at that time, as SQL
 */
export function refreshSharedFunction(pair: Pair, twin: string): string {
  return defineFunction({
    ...batchSignature,
    name: functionName("refresh shared", pair),
    declare: ["_all jsonb[]", "_keys jsonb[]", "_key jsonb"],
    body: block`
      _size := LEAST(_size, ${String(mostRows)});
      SELECT pg_catalog.array_agg(batch.key ORDER BY batch.key) INTO _all FROM (
        SELECT known.key FROM ${shared} AS known
         WHERE known.step = ${literal(pair.step)} AND (_cursor IS NULL OR known.key > _cursor)
         ORDER BY known.step, known.key LIMIT _size) AS batch;
      handled := COALESCE(pg_catalog.cardinality(_all), 0);
      IF handled = _size THEN reached := _all[_size]; END IF;
      IF handled = 0 THEN RETURN NEXT; RETURN; END IF;
      ${lockSurvivor(pair, "_all")}
      BEGIN
        _keys := _all;
        ${refreshThose(pair, twin)}
      EXCEPTION WHEN ${refused} THEN
        FOREACH _key IN ARRAY _all LOOP
          BEGIN
            _keys := ARRAY[_key];
            ${refreshThose(pair, twin)}
          EXCEPTION WHEN ${refused} THEN NULL;
          END;
        END LOOP;
      END;
      RETURN NEXT;`,
  });
}

function refreshThose(pair: Pair, twin: string): string {
  const since = (one: ColumnPair): string =>
    `${at("theirs", one.survivor.name)}::pg_catalog.text IS DISTINCT FROM known.image ->> ${literal(one.as)}`;
  return block`
    ${deleteGone(pair, twin)}
    UPDATE ${twin} AS twin
       SET ${lines(changedOnly(pair, "theirs", since))}
      FROM ${shared} AS known
      JOIN ${sqlName(pair.survivor)} AS theirs ON ${survivorHasKey(pair, "theirs", "known.key")}
     WHERE known.step = ${literal(pair.step)} AND known.key = ANY (_keys)
       AND ${imageOf(pair, "theirs")} <> known.image
       AND ${twinMatches(pair, "twin", "theirs")};`;
}

/** SQL, in a trigger of the survivor: the same for a row that is being written. */
export function mirrorShared(pair: Pair, twin: string): string {
  const changed = ({ survivor }: ColumnPair): string =>
    `${at("OLD", survivor.name)}::pg_catalog.text IS DISTINCT FROM ${at("NEW", survivor.name)}::pg_catalog.text`;
  return block`
    IF EXISTS (SELECT FROM ${shared} AS known WHERE known.step = ${literal(pair.step)} AND known.key = _old) THEN
      BEGIN
        IF TG_OP = 'DELETE' OR _old <> _new THEN
          DELETE FROM ${twin} AS twin WHERE ${twinMatches(pair, "twin", "OLD")};
        ELSE
          UPDATE ${twin} AS twin
             SET ${lines(changedOnly(pair, "NEW", changed))}
           WHERE ${twinMatches(pair, "twin", "NEW")};
        END IF;
      EXCEPTION WHEN ${refused} THEN NULL;
      END;
    END IF;`;
}

function changedOnly(pair: Pair, row: string, changed: (one: ColumnPair) => string): string[] {
  return writableInTwin(pair)
    .filter(({ twin }) => !twin.identity)
    .map(
      (one) =>
        `${quoteIdentifier(one.twin.name)} = CASE WHEN ${changed(one)} THEN ${toTwin(row, one)} ELSE ${at("twin", one.twin.name)} END`,
    );
}
