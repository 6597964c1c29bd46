import { quoteIdentifier } from "@deepiri/database";
import { plainName, sqlName } from "../../catalog/catalog.js";
import { merged } from "../../ledger/merged.js";
import { quarantine } from "../../ledger/quarantine.js";
import { shared } from "../../ledger/shared.js";
import { literal } from "../../session/literal.js";
import { createFunction } from "./own-function.js";
import { functionName, type Pair, triggerName } from "./pair.js";
import { updatable } from "./reconcile-row.js";
import {
  at,
  imageOfTwin,
  insertList,
  isAside,
  isMerged,
  keyOfTwin,
  overriding,
  sameKey,
  toWinner,
} from "./values.js";

/**
 * The function that brings every write of the twin to the winner.
 *
 * @param taking whether rows that the winner has not yet come into it too; not while merging is undone
 */
export function watchFunction(pair: Pair, taking: boolean): string {
  return createFunction({
    name: functionName("watch", pair),
    parameters: "",
    returns: "trigger",
    declare: "_old jsonb; _new jsonb;",
    body: `
  IF TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
      MESSAGE = ${literal(`${plainName(pair.twin)} cannot be truncated while it is merged into ${plainName(pair.winner)}`)};
  END IF;
  IF TG_OP <> 'INSERT' THEN _old := ${keyOfTwin(pair, "OLD")}; END IF;
  IF TG_OP <> 'DELETE' THEN _new := ${keyOfTwin(pair, "NEW")}; END IF;
  IF _old IS NOT NULL AND ${isMerged(pair, "_old")} THEN
    ${follow(pair)}
  ELSIF _old IS NULL AND ${isMerged(pair, "_new")} THEN
    ${putBack(pair)}
  ${taking ? `ELSE ${take(pair)}` : ""}
  END IF;
  RETURN NULL;`,
  });
}

/** SQL that has the function called; TRUNCATE cannot be followed row by row. */
export function watchTriggers(pair: Pair): string[] {
  const [table, call] = [sqlName(pair.twin), `EXECUTE FUNCTION ${functionName("watch", pair)}()`];
  const [rows, whole] = [triggerName("watch", pair), triggerName("whole", pair)];
  return [
    `CREATE TRIGGER ${rows} AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW ${call}`,
    `CREATE TRIGGER ${whole} BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT ${call}`,
    // A write that keeps other triggers silent is a write all the same.
    `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${rows}, ENABLE ALWAYS TRIGGER ${whole}`,
  ];
}

/** SQL that ends the watch and drops what only it needs. */
export function endWatch(pair: Pair): string[] {
  return [
    `DROP TRIGGER IF EXISTS ${triggerName("watch", pair)} ON ${sqlName(pair.twin)}`,
    `DROP TRIGGER IF EXISTS ${triggerName("whole", pair)} ON ${sqlName(pair.twin)}`,
    ...["watch", "copy", "settle"].map(
      (what) => `DROP FUNCTION IF EXISTS ${functionName(what, pair)}`,
    ),
  ];
}

// The row was merged: what the program changed of it changes in the winner, and nothing else, so that
// a value that somebody has written there since survives.
function follow(pair: Pair): string {
  const winner = sqlName(pair.winner);
  const known = `step = ${literal(pair.step)} AND key = _old`;
  return `IF TG_OP = 'DELETE' THEN
      DELETE FROM ${winner} AS theirs WHERE ${sameKey(pair, "theirs", "OLD")};
      DELETE FROM ${merged} WHERE ${known};
    ELSE
      UPDATE ${winner} AS theirs SET ${changes(pair)} WHERE ${sameKey(pair, "theirs", "OLD")};
      IF NOT FOUND THEN ${insertNew(pair)} END IF;
      UPDATE ${merged} SET after = after || ${written(pair)} WHERE ${known} AND after IS NOT NULL;
      IF _old <> _new THEN UPDATE ${merged} SET key = _new WHERE ${known}; END IF;
    END IF;`;
}

// Until the two are one, what is written to the twin is the twin's alone.
function written(pair: Pair): string {
  const each = (row: string): string => `pg_catalog.jsonb_each(${imageOfTwin(pair, row)})`;
  return `COALESCE((SELECT pg_catalog.jsonb_object_agg(now.key, now.value)
        FROM ${each("NEW")} AS now JOIN ${each("OLD")} AS was ON was.key = now.key
       WHERE now.value <> was.value), '{}')`;
}

function changes(pair: Pair): string {
  const sets = updatable(pair).map((one) => {
    const [old, now] = [at("OLD", one.twin.name), at("NEW", one.twin.name)];
    // Compared as text, because not every type has an equality.
    const changed = `${old}::pg_catalog.text IS DISTINCT FROM ${now}::pg_catalog.text`;
    const name = one.winner.name;
    return `${quoteIdentifier(name)} = CASE WHEN ${changed} THEN ${toWinner("NEW", one)} ELSE ${at("theirs", name)} END`;
  });
  return sets.join(", ");
}

function insertNew(pair: Pair): string {
  const values = pair.common.map((one) => toWinner("NEW", one));
  return `INSERT INTO ${sqlName(pair.winner)} (${insertList(pair)})
        ${overriding(pair.common.map(({ winner }) => winner))}VALUES (${values.join(", ")});`;
}

// A key that is remembered although the twin has just got it: its row had gone from the twin silently.
function putBack(pair: Pair): string {
  const sets = updatable(pair).map(
    (one) => `${quoteIdentifier(one.winner.name)} = ${toWinner("NEW", one)}`,
  );
  return `UPDATE ${sqlName(pair.winner)} AS theirs SET ${sets.join(", ")} WHERE ${sameKey(pair, "theirs", "NEW")};
    IF NOT FOUND THEN ${insertNew(pair)} END IF;`;
}

function take(pair: Pair): string {
  const aside = (row: string): string =>
    `DELETE FROM ${quarantine} AS aside WHERE ${isAside(pair, "aside", row)};
    DELETE FROM ${shared} WHERE step = ${literal(pair.step)} AND key = ${keyOfTwin(pair, row)};`;
  return `
    IF TG_OP <> 'INSERT' THEN ${aside("OLD")} END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM ${functionName("settle", pair)}(NEW, TG_OP); END IF;`;
}
