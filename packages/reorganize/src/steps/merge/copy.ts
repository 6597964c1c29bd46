import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../catalog/catalog.js";
import { merged } from "../../ledger/merged.js";
import { quarantine } from "../../ledger/quarantine.js";
import type { Batches } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { createFunction, refused } from "./own-function.js";
import { functionName, type Pair } from "./pair.js";
import { settleAll } from "./reconcile-rows.js";
import {
  at,
  fromKey,
  insertList,
  isAside,
  keyOfTwin,
  keyOfWinner,
  overriding,
  ownKeyOfTwin,
  toWinner,
} from "./values.js";

/** The walk itself; the function is made with the watch, since a batch is one statement. */
export function copyRun(pair: Pair): Batches {
  return walk(functionName("copy", pair));
}

/** Rows of one batch at most: whoever writes one of them waits until it has committed. */
export const mostRows = 500;

/** Batches that a function makes: it takes the cursor and the size, and returns the next one and the rows. */
export function walk(name: string): Batches {
  const sql = `SELECT reached AS cursor, handled AS rows FROM ${name}($1::jsonb, $2::integer)`;
  return { how: "batches", first: sql, next: sql, silent: true };
}

/**
 * The function that brings one batch of the twin's rows into the winner, walking the twin's primary
 * key. What is merged or set aside already is passed over, so it may begin again at the start.
 */
export function copyFunction(pair: Pair): string {
  const twin = sqlName(pair.twin);
  const key = pair.key.map((one) => at("twin", one.twin.name)).join(", ");
  const within = (side: ">" | "<=", cursor: string): string =>
    `(${cursor} IS NULL OR (${key}) ${side} (${pair.key.map((one) => fromKey(cursor, one.twin.name, one.twin.type)).join(", ")}))`;
  return createFunction({
    name: functionName("copy", pair),
    parameters: "_cursor jsonb, _size integer",
    returns: "TABLE (reached jsonb, handled bigint)",
    byKey: "batch",
    declare: `_places tid[]; _row ${twin}%ROWTYPE;`,
    body: `
  _size := LEAST(_size, ${mostRows});
  -- The end is found before the rows are locked: a row whose key changes while we wait for it must not
  -- move the end of the batch.
  SELECT ${ownKeyOfTwin(pair, "twin")} INTO reached FROM ${twin} AS twin
   WHERE ${within(">", "_cursor")} ORDER BY ${key} OFFSET _size - 1 LIMIT 1;
  -- Whoever changes one of these rows waits, and then finds it merged.
  SELECT pg_catalog.array_agg(batch.place) INTO _places FROM (
    SELECT twin.ctid AS place FROM ${twin} AS twin
     WHERE ${within(">", "_cursor")} AND ${within("<=", "reached")} ORDER BY ${key} FOR SHARE) AS batch;
  handled := COALESCE(pg_catalog.cardinality(_places), 0);
  ${tried(copyAll(pair))}
  ${leave(pair)}
  IF _places IS NOT NULL THEN
    ${tried(settleAll(pair, "_twin.ctid = ANY (_places)"))}
    FOR _row IN SELECT twin.* FROM ${twin} AS twin WHERE twin.ctid = ANY (_places) AND ${unseen(pair, "twin")} LOOP
      PERFORM ${functionName("settle", pair)}(_row, NULL);
    END LOOP;
  END IF;
  RETURN NEXT;`,
  });
}

/** SQL that forgets the places of rows that are merged or set aside. */
function leave(pair: Pair): string {
  return `SELECT pg_catalog.array_agg(twin.ctid) INTO _places FROM ${sqlName(pair.twin)} AS twin
   WHERE twin.ctid = ANY (_places) AND ${unseen(pair, "twin")};`;
}

// One row is enough to refuse them all; those that are left are settled one by one.
function tried(sql: string): string {
  return `BEGIN
    ${sql}
  EXCEPTION WHEN ${refused} THEN NULL;
  END;`;
}

function copyAll(pair: Pair): string {
  const values = pair.common.map(
    (one) => `${toWinner("twin", one)} AS ${quoteIdentifier(one.winner.name)}`,
  );
  return `WITH inserted AS (
      INSERT INTO ${sqlName(pair.winner)} AS theirs (${insertList(pair)}) ${overriding(pair.common.map(({ winner }) => winner))}
      SELECT ${values.join(", ")} FROM ${sqlName(pair.twin)} AS twin WHERE twin.ctid = ANY (_places) AND ${unseen(pair, "twin")}
      ON CONFLICT DO NOTHING RETURNING ${keyOfWinner(pair, "theirs")} AS key)
    INSERT INTO ${merged} (step, key) SELECT ${literal(pair.step)}, inserted.key FROM inserted;`;
}

// LIMIT keeps each question a look into the index, row by row: as a join it would be planned for what
// statistics say of tables that were empty a moment ago.
function unseen(pair: Pair, twin: string): string {
  return `(SELECT true FROM ${merged} AS known
           WHERE known.step = ${literal(pair.step)} AND known.key = ${keyOfTwin(pair, twin)} LIMIT 1) IS NULL
      AND (SELECT true FROM ${quarantine} AS aside WHERE ${isAside(pair, "aside", twin)} LIMIT 1) IS NULL`;
}
