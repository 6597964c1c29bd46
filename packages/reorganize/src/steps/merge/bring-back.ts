import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../catalog/catalog.js";
import { merged } from "../../ledger/merged.js";
import { literal } from "../../session/literal.js";
import { createFunction, refused } from "./own-function.js";
import { functionName, type Pair } from "./pair.js";
import { at, fromKey, hasKey, overriding, sameKeyBack, toTwin, toWinner } from "./values.js";

/**
 * The function that brings merged rows, by their keys, back to the twin as they are in the winner now;
 * those that the winner has no longer go from the twin too. A row that the twin cannot take as it has
 * become is marked to stay in the winner.
 *
 * @param twin where the twin lies at that time, as SQL
 */
export function bringBackFunction(pair: Pair, twin: string): string {
  const name = functionName("bring back", pair);
  return createFunction({
    name,
    parameters: "_keys jsonb[]",
    returns: "void",
    byKey: "batch",
    declare: "_key jsonb;",
    body: `
  -- Whoever changes one of these rows in the winner waits until the twin has it.
  PERFORM FROM pg_catalog.unnest(_keys) AS keys (key)
    JOIN ${sqlName(pair.winner)} AS theirs ON ${hasKey(pair, "theirs", "keys.key")} FOR SHARE OF theirs;
  UPDATE ${merged} SET stays = false WHERE step = ${literal(pair.step)} AND key = ANY (_keys) AND stays;
  BEGIN
    ${deleteGone(pair, twin)}
    ${updateThere(pair, twin)}
    ${insertMissing(pair, twin)}
  EXCEPTION WHEN ${refused} THEN
    IF pg_catalog.cardinality(_keys) = 1 THEN
      UPDATE ${merged} SET stays = true WHERE step = ${literal(pair.step)} AND key = _keys[1];
    ELSE
      FOREACH _key IN ARRAY _keys LOOP PERFORM ${name}(ARRAY[_key]); END LOOP;
    END IF;
  END;`,
  });
}

/** Columns of the twin that can be written, with the winner's value as the twin has it. */
export function givenBack(pair: Pair): Pair["common"] {
  return pair.common.filter(({ twin }) => !twin.generated);
}

/** SQL that inserts the given source of the winner's rows into the twin. */
export function insertIntoTwin(pair: Pair, twin: string, row: string): string {
  const columns = givenBack(pair);
  const values = columns.map((one) => toTwin(row, one));
  return `INSERT INTO ${twin} (${columns.map((one) => quoteIdentifier(one.twin.name)).join(", ")})
      ${overriding(columns.map((one) => one.twin))}SELECT ${values.join(", ")}`;
}

/** SQL that makes the twin's row that of the winner where it differs. */
export function updateTwin(pair: Pair, twin: string, row: string, source: string): string {
  const columns = givenBack(pair).filter((one) => !one.twin.identity);
  const sets = columns.map((one) => `${quoteIdentifier(one.twin.name)} = ${asItWas(one, row)}`);
  const [now, then] = [
    columns.map((one) => at(row, one.winner.name)),
    columns.map((one) => `${toWinner("twin", one)}`),
  ];
  return `UPDATE ${twin} AS twin SET ${sets.join(", ")} ${source}
       AND ROW(${texts(now)}) IS DISTINCT FROM ROW(${texts(then)})`;
}

// A cast may lose something, such as digits: where the value is still what came from the twin, the
// twin keeps its own.
function asItWas(one: Pair["common"][number], row: string): string {
  if (one.twin.type === one.winner.type) return at(row, one.winner.name);
  const same = `${at(row, one.winner.name)}::pg_catalog.text IS NOT DISTINCT FROM (${toWinner("twin", one)})::pg_catalog.text`;
  return `CASE WHEN ${same} THEN ${at("twin", one.twin.name)} ELSE ${toTwin(row, one)} END`;
}

function texts(values: readonly string[]): string {
  return values.map((value) => `(${value})::pg_catalog.text`).join(", ");
}

/** SQL that deletes from the twin those of `_keys` that the winner has no longer. */
export function deleteGone(pair: Pair, twin: string): string {
  const goneKeys = `SELECT keys.key FROM pg_catalog.unnest(_keys) AS keys (key)
      WHERE NOT EXISTS (SELECT FROM ${sqlName(pair.winner)} AS theirs WHERE ${hasKey(pair, "theirs", "keys.key")})`;
  const found = pair.key.map(
    (one) =>
      `${at("twin", one.twin.name)} = ${fromKey("gone.key", one.as, one.winner.type)}::pg_catalog.text::${one.twin.type}`,
  );
  return `DELETE FROM ${twin} AS twin USING (${goneKeys}) AS gone WHERE ${found.join(" AND ")};`;
}

function updateThere(pair: Pair, twin: string): string {
  const source = `FROM pg_catalog.unnest(_keys) AS keys (key)
        JOIN ${sqlName(pair.winner)} AS theirs ON ${hasKey(pair, "theirs", "keys.key")}
       WHERE ${sameKeyBack(pair, "twin", "theirs")}`;
  return `${updateTwin(pair, twin, "theirs", source)};`;
}

function insertMissing(pair: Pair, twin: string): string {
  return `${insertIntoTwin(pair, twin, "theirs")}
        FROM pg_catalog.unnest(_keys) AS keys (key)
        JOIN ${sqlName(pair.winner)} AS theirs ON ${hasKey(pair, "theirs", "keys.key")}
       WHERE NOT EXISTS (SELECT FROM ${twin} AS twin WHERE ${sameKeyBack(pair, "twin", "theirs")});`;
}
