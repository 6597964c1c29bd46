import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../../catalog/catalog.js";
import { plainName } from "../../../catalog/table-name.js";
import { merged } from "../../../ledger/merged.js";
import { quarantine } from "../../../ledger/quarantine.js";
import { shared } from "../../../ledger/shared.js";
import { literal } from "../../../session/literal.js";
import { block, lines } from "../../shared/block.js";
import { at, toSurvivor } from "../pair/casts.js";
import { insertList, overriding, updatable } from "../pair/columns.js";
import { imageOfTwin } from "../pair/images.js";
import { keyOfTwin, survivorMatches } from "../pair/keys.js";
import type { Pair } from "../pair/pair.js";
import { isMerged, isQuarantined } from "../pair/remembered.js";
import { defineFunction } from "./define-function.js";
import { dropFunctions, functionName, triggerName } from "./names.js";

/** Which rows a dual write is about: all, or while a merge is undone only those merged before. */
export type DualWrite = "all rows" | "merged rows";

/** The trigger function that repeats every write of the twin in the survivor. */
export function dualWriteFunction(pair: Pair, which: DualWrite): string {
  return defineFunction({
    name: functionName("dual-write", pair),
    parameters: "",
    returns: "trigger",
    declare: ["_old jsonb", "_new jsonb"],
    body: block`
      IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION USING
          ERRCODE = 'feature_not_supported',
          MESSAGE = ${literal(`${plainName(pair.twin)} cannot be truncated while it is merged into ${plainName(pair.survivor)}`)};
      END IF;
      IF TG_OP <> 'INSERT' THEN _old := ${keyOfTwin(pair, "OLD")}; END IF;
      IF TG_OP <> 'DELETE' THEN _new := ${keyOfTwin(pair, "NEW")}; END IF;
      IF _old IS NOT NULL
         AND ${isMerged(pair, "_old")}
      THEN
        ${repeatWrite(pair)}
      ELSIF _old IS NULL
         AND ${isMerged(pair, "_new")}
      THEN
        ${repeatInsert(pair)}
      ${which === "all rows" ? elseReconcile(pair) : ""}
      END IF;
      RETURN NULL;`,
  });
}

/** SQL that has the function called; TRUNCATE cannot be repeated row by row. */
export function dualWriteTriggers(pair: Pair): string[] {
  const table = sqlName(pair.twin);
  const call = `EXECUTE FUNCTION ${functionName("dual-write", pair)}()`;
  const [rows, truncate] = [triggerName("dual-write", pair), triggerName("truncate", pair)];
  return [
    `CREATE TRIGGER ${rows} AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW ${call}`,
    `CREATE TRIGGER ${truncate} BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT ${call}`,
    // A write with session_replication_role = replica is a write all the same.
    `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${rows}, ENABLE ALWAYS TRIGGER ${truncate}`,
  ];
}

/** SQL that ends dual writes, and drops what only they and the copy need. */
export function endDualWrite(pair: Pair): string[] {
  return [
    ...["dual-write", "truncate"].map(
      (what) => `DROP TRIGGER IF EXISTS ${triggerName(what, pair)} ON ${sqlName(pair.twin)}`,
    ),
    ...dropFunctions(pair, "dual-write", "copy", "reconcile"),
  ];
}

// The row was merged: what the program changed of it changes in the survivor, and nothing else, so that
// a value that another program has written there since survives.
function repeatWrite(pair: Pair): string {
  const survivor = sqlName(pair.survivor);
  const known = `step = ${literal(pair.step)} AND key = _old`;
  return block`
    IF TG_OP = 'DELETE' THEN
      DELETE FROM ${survivor} AS theirs WHERE ${survivorMatches(pair, "theirs", "OLD")};
      DELETE FROM ${merged} WHERE ${known};
    ELSE
      UPDATE ${survivor} AS theirs
         SET ${lines(changes(pair))}
       WHERE ${survivorMatches(pair, "theirs", "OLD")};
      IF NOT FOUND THEN
        ${insertNew(pair)}
      END IF;
      UPDATE ${merged}
         SET after = after || ${written(pair)}
       WHERE ${known} AND after IS NOT NULL;
      IF _old <> _new THEN UPDATE ${merged} SET key = _new WHERE ${known}; END IF;
    END IF;`;
}

function changes(pair: Pair): string[] {
  return updatable(pair).map((one) => {
    const [old, now] = [at("OLD", one.twin.name), at("NEW", one.twin.name)];
    // Compared as text, because not every type has an equality.
    const changed = `${old}::pg_catalog.text IS DISTINCT FROM ${now}::pg_catalog.text`;
    const name = one.survivor.name;
    return `${quoteIdentifier(name)} = CASE WHEN ${changed} THEN ${toSurvivor("NEW", one)} ELSE ${at("theirs", name)} END`;
  });
}

// Until the two are one, what is written to the twin is the twin's alone.
function written(pair: Pair): string {
  const each = (row: string): string => `pg_catalog.jsonb_each(${imageOfTwin(pair, row)})`;
  return block`
    COALESCE((
      SELECT pg_catalog.jsonb_object_agg(now.key, now.value)
        FROM ${each("NEW")} AS now
        JOIN ${each("OLD")} AS was ON was.key = now.key
       WHERE now.value <> was.value), '{}')`;
}

// A key that is remembered although the twin has just got it: its row was deleted from the twin silently.
function repeatInsert(pair: Pair): string {
  const sets = updatable(pair).map(
    (one) => `${quoteIdentifier(one.survivor.name)} = ${toSurvivor("NEW", one)}`,
  );
  return block`
    UPDATE ${sqlName(pair.survivor)} AS theirs
       SET ${lines(sets)}
     WHERE ${survivorMatches(pair, "theirs", "NEW")};
    IF NOT FOUND THEN
      ${insertNew(pair)}
    END IF;`;
}

function insertNew(pair: Pair): string {
  const values = pair.common.map((one) => toSurvivor("NEW", one));
  return block`
    INSERT INTO ${sqlName(pair.survivor)} (${insertList(pair)})
    ${overriding(pair.common.map(({ survivor }) => survivor))}
    VALUES (${values.join(", ")});`;
}

// The row is not merged, or not yet: it is reconciled as it is now, whatever was found of it before.
function elseReconcile(pair: Pair): string {
  return block`
    ELSE
      IF TG_OP <> 'INSERT' THEN
        DELETE FROM ${quarantine} AS aside WHERE ${isQuarantined(pair, "aside", "OLD")};
        DELETE FROM ${shared} WHERE step = ${literal(pair.step)} AND key = ${keyOfTwin(pair, "OLD")};
      END IF;
      IF TG_OP <> 'DELETE' THEN PERFORM ${functionName("reconcile", pair)}(NEW, TG_OP); END IF;`;
}
