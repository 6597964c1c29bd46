import { quoteIdentifier } from "@deepiri/database";
import { type Index, plainName, sqlName } from "../../catalog/catalog.js";
import { merged } from "../../ledger/merged.js";
import { quarantine } from "../../ledger/quarantine.js";
import { shared } from "../../ledger/shared.js";
import { literal } from "../../session/literal.js";
import { createFunction, refused } from "./own-function.js";
import { functionName, type Pair } from "./pair.js";
import { judgement, newestOf, type Versions, whyReplaced } from "./resolve-conflict.js";
import {
  at,
  imageOf,
  insertList,
  keyOfWinner,
  overriding,
  ownKeyOfTwin,
  sameKey,
  toWinner,
} from "./values.js";

/**
 * The function that finds a place for one row of the twin that is neither merged nor set aside: in the
 * winner, instead of the winner's older one, or in quarantine. `_written` says how a program has just
 * written it; null when the row was only found. A new row that the winner cannot take is refused to
 * the program, as it will be once the two tables are one.
 */
export function settleFunction(pair: Pair): string {
  const values = pair.common.map(
    (one) => `${toWinner("_twin", one)} AS ${quoteIdentifier(one.winner.name)}`,
  );
  const winner = sqlName(pair.winner);
  return createFunction({
    name: functionName("settle", pair),
    parameters: `_twin ${sqlName(pair.twin)}, _written text`,
    returns: "void",
    byKey: "row",
    declare: `_mine record; _theirs ${winner}%ROWTYPE; _reason text; _constraint text; _column text; _aside bigint;`,
    body: `
  BEGIN
    SELECT ${values.join(", ")} INTO _mine;
    FOR _attempt IN 1..10 LOOP
      SELECT theirs.* INTO _theirs FROM ${winner} AS theirs WHERE ${sameKey(pair, "theirs", "_twin")} FOR UPDATE;
      IF FOUND THEN
        _reason := ${judgement(pair, versions(pair))};
        IF _reason IS NULL THEN
          ${takePlace(pair)}
        ELSE
          ${share(pair)}
        END IF;
        EXIT;
      END IF;
      BEGIN
        ${insertMine(pair)}
        RETURN;
      EXCEPTION WHEN unique_violation THEN
        GET STACKED DIAGNOSTICS _constraint = CONSTRAINT_NAME;
        -- Somebody has written the same key to the winner since we looked: look again.
        IF _constraint <> ${literal(keyIndex(pair))} THEN RAISE; END IF;
      END;
      IF _attempt = 10 THEN
        -- A program's snapshot does not see the row at all.
        RAISE EXCEPTION USING ERRCODE = 'serialization_failure', MESSAGE = 'could not serialize access due to concurrent update';
      END IF;
    END LOOP;
  EXCEPTION WHEN ${refused} THEN
    IF _written = 'INSERT' THEN RAISE; END IF;
    GET STACKED DIAGNOSTICS _constraint = CONSTRAINT_NAME, _column = COLUMN_NAME;
    _reason := ${whyRefused(pair)};
  END;
  IF _reason IS NOT NULL THEN
    INSERT INTO ${quarantine} (step, relation, key, row, reason)
    VALUES (${literal(pair.step)}, ${literal(plainName(pair.twin))}, ${ownKeyOfTwin(pair, "_twin")}, pg_catalog.to_jsonb(_twin), _reason);
  END IF;`,
  });
}

/** Columns that a row which is there already can take; identity columns refuse every UPDATE. */
export function updatable(pair: Pair): Pair["common"] {
  return pair.common.filter(({ winner }) => !winner.identity);
}

/** SQL that puts the values of `_mine` into the winner as a new row, and remembers it. */
function insertMine(pair: Pair): string {
  const values = pair.common.map(({ winner }) => at("_mine", winner.name));
  return `INSERT INTO ${sqlName(pair.winner)} (${insertList(pair)})
          ${overriding(pair.common.map(({ winner }) => winner))}VALUES (${values.join(", ")});
        INSERT INTO ${merged} (step, key) VALUES (${literal(pair.step)}, ${keyOfWinner(pair, "_mine")});`;
}

function versions(pair: Pair): Versions {
  const newest = newestOf(pair);
  return {
    mine: { image: imageOf(pair, "_mine"), newest: newest ? at("_mine", newest.winner.name) : "" },
    theirs: { image: imageOf(pair, "_theirs"), row: "_theirs" },
    isWritten: "_written IS NOT NULL",
  };
}

function takePlace(pair: Pair): string {
  const sets = updatable(pair).map(
    ({ winner }) => `${quoteIdentifier(winner.name)} = ${at("_mine", winner.name)}`,
  );
  const theirs = plainName(pair.winner);
  return `INSERT INTO ${quarantine} (step, relation, key, row, reason)
          VALUES (${literal(pair.step)}, ${literal(theirs)}, ${keyOfWinner(pair, "_theirs")}, pg_catalog.to_jsonb(_theirs),
                  ${literal(whyReplaced(pair))}) RETURNING id INTO _aside;
          UPDATE ${sqlName(pair.winner)} AS theirs SET ${sets.join(", ")} WHERE ${sameKey(pair, "theirs", "_twin")};
          INSERT INTO ${merged} (step, key, before, after, aside)
          VALUES (${literal(pair.step)}, ${keyOfWinner(pair, "_theirs")}, ${imageOf(pair, "_theirs")}, ${imageOf(pair, "_mine")}, _aside);`;
}

// What is written to it from now on is written to the twin's as well, should they ever part.
function share(pair: Pair): string {
  return `INSERT INTO ${shared} (step, key, image)
          VALUES (${literal(pair.step)}, ${keyOfWinner(pair, "_theirs")}, ${imageOf(pair, "_theirs")})
          ON CONFLICT (step, key) DO UPDATE SET image = EXCLUDED.image;`;
}

// What the server says may quote the value; a reason must not.
function whyRefused(pair: Pair): string {
  const name = plainName(pair.winner);
  const rules = pair.winner.indexes
    .filter(({ unique }) => unique)
    .map(
      (index) =>
        `WHEN ${literal(index.name)} THEN ${literal(`the same ${ruleOf(index)} is in ${name}`)}`,
    );
  return `CASE
      WHEN SQLSTATE = '23505' THEN CASE _constraint ${rules.join(" ")} ELSE ${literal(`a unique rule of ${name}`)} END
      WHEN SQLSTATE = '23502' THEN ${literal(`${name} needs a value in `)} || _column
      WHEN _constraint <> '' THEN ${literal(`breaks the rule `)} || _constraint || ${literal(` of ${name}`)}
      ELSE ${literal(`a value that ${name} cannot take`)} END`;
}

function ruleOf({ keys }: Index): string {
  return keys.map((key) => key.replace(/^"(.*)"$/, "$1").replaceAll('""', '"')).join(", ");
}

function keyIndex({ winner }: Pair): string {
  return winner.constraints.find(({ kind }) => kind === "primary key")?.name ?? "";
}
