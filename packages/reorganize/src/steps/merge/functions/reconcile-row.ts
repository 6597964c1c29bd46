import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../../catalog/catalog.js";
import { plainName } from "../../../catalog/table-name.js";
import { documentOfRow } from "../../../ledger/document.js";
import { merged } from "../../../ledger/merged.js";
import { quarantine } from "../../../ledger/quarantine.js";
import { shared } from "../../../ledger/shared.js";
import { literal } from "../../../session/literal.js";
import { block, lines } from "../../shared/block.js";
import { whyRefused } from "../../shared/why-refused.js";
import { at, toSurvivor } from "../pair/casts.js";
import { insertList, overriding, updatable } from "../pair/columns.js";
import { imageOf } from "../pair/images.js";
import { keyOfSurvivor, ownKeyOfTwin, survivorMatches } from "../pair/keys.js";
import type { Pair } from "../pair/pair.js";
import { defineFunction } from "./define-function.js";
import { functionName } from "./names.js";
import { refused } from "./refused.js";
import { newestOf, resolveConflict, type Versions, whyReplaced } from "./resolve-conflict.js";

/**
 * The function that stores one row of the twin that is neither merged nor quarantined: in the survivor
 * as a new row, instead of the survivor's older one, or in quarantine. `_written` says how a program has
 * just written it; null when the row was only found. A new row that the survivor cannot take is refused
 * to the program, as it will be once the two tables are one.
 */
export function reconcileFunction(pair: Pair): string {
  const survivor = sqlName(pair.survivor);
  return defineFunction({
    name: functionName("reconcile", pair),
    parameters: `_twin ${sqlName(pair.twin)}, _written text`,
    returns: "void",
    byKey: "row",
    declare: [
      "_mine record",
      `_theirs ${survivor}%ROWTYPE`,
      "_reason text",
      "_constraint text",
      "_column text",
      "_aside bigint",
    ],
    body: block`
      BEGIN
        ${selectMine(pair)}
        FOR _attempt IN 1..10 LOOP
          SELECT theirs.* INTO _theirs FROM ${survivor} AS theirs
           WHERE ${survivorMatches(pair, "theirs", "_twin")} FOR UPDATE;
          IF FOUND THEN
            _reason := ${resolveConflict(pair, versions(pair))};
            IF _reason IS NULL THEN
              ${replaceTheirs(pair)}
            ELSE
              ${rememberShared(pair)}
            END IF;
            EXIT;
          END IF;
          BEGIN
            ${insertMine(pair)}
            RETURN;
          EXCEPTION WHEN unique_violation THEN
            GET STACKED DIAGNOSTICS _constraint = CONSTRAINT_NAME;
            -- A program has written the same key to the survivor since we looked: look again.
            IF _constraint <> ${literal(keyIndex(pair))} THEN RAISE; END IF;
          END;
          IF _attempt = 10 THEN
            -- A program's snapshot does not see the row at all.
            RAISE EXCEPTION USING
              ERRCODE = 'serialization_failure',
              MESSAGE = 'could not serialize access due to concurrent update';
          END IF;
        END LOOP;
      EXCEPTION WHEN ${refused} THEN
        IF _written = 'INSERT' THEN RAISE; END IF;
        GET STACKED DIAGNOSTICS _constraint = CONSTRAINT_NAME, _column = COLUMN_NAME;
        _reason := ${whyRefused(pair.survivor)};
      END;
      IF _reason IS NOT NULL THEN
        ${quarantineMine(pair)}
      END IF;`,
  });
}

function selectMine(pair: Pair): string {
  const values = pair.common.map(
    (one) => `${toSurvivor("_twin", one)} AS ${quoteIdentifier(one.survivor.name)}`,
  );
  return block`
    SELECT ${lines(values)}
      INTO _mine;`;
}

function versions(pair: Pair): Versions {
  const newest = newestOf(pair);
  return {
    mine: {
      image: imageOf(pair, "_mine"),
      newest: newest ? at("_mine", newest.survivor.name) : "",
    },
    theirs: { image: imageOf(pair, "_theirs"), row: "_theirs" },
    isWritten: "_written IS NOT NULL",
  };
}

function replaceTheirs(pair: Pair): string {
  const sets = updatable(pair).map(
    ({ survivor }) => `${quoteIdentifier(survivor.name)} = ${at("_mine", survivor.name)}`,
  );
  const [step, key] = [literal(pair.step), keyOfSurvivor(pair, "_theirs")];
  return block`
    INSERT INTO ${quarantine} (step, relation, key, row, reason)
    VALUES (${step}, ${literal(plainName(pair.survivor))}, ${key}, ${documentOfRow(pair.survivor.columns, "_theirs")}, ${literal(whyReplaced(pair))})
    RETURNING id INTO _aside;
    UPDATE ${sqlName(pair.survivor)} AS theirs
       SET ${lines(sets)}
     WHERE ${survivorMatches(pair, "theirs", "_twin")};
    INSERT INTO ${merged} (step, key, before, after, aside)
    VALUES (${step}, ${key},
            ${imageOf(pair, "_theirs")},
            ${imageOf(pair, "_mine")}, _aside);`;
}

// What is written to it from now on is written to the twin's as well, should the merge be undone.
function rememberShared(pair: Pair): string {
  return block`
    INSERT INTO ${shared} (step, key, image)
    VALUES (${literal(pair.step)}, ${keyOfSurvivor(pair, "_theirs")},
            ${imageOf(pair, "_theirs")})
    ON CONFLICT (step, key) DO UPDATE SET image = EXCLUDED.image;`;
}

function insertMine(pair: Pair): string {
  const values = pair.common.map(({ survivor }) => at("_mine", survivor.name));
  return block`
    INSERT INTO ${sqlName(pair.survivor)} (${insertList(pair)})
    ${overriding(pair.common.map(({ survivor }) => survivor))}
    VALUES (${values.join(", ")});
    INSERT INTO ${merged} (step, key) VALUES (${literal(pair.step)}, ${keyOfSurvivor(pair, "_mine")});`;
}

function quarantineMine(pair: Pair): string {
  return block`
    INSERT INTO ${quarantine} (step, relation, key, row, reason)
    VALUES (${literal(pair.step)}, ${literal(plainName(pair.twin))}, ${ownKeyOfTwin(pair, "_twin")}, ${documentOfRow(pair.twin.columns, "_twin")}, _reason);`;
}

function keyIndex({ survivor }: Pair): string {
  return survivor.constraints.find(({ kind }) => kind === "primary key")?.name ?? "";
}
