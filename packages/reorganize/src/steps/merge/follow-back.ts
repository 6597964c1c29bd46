import { sqlName } from "../../catalog/catalog.js";
import { merged } from "../../ledger/merged.js";
import { parkedName } from "../../ledger/parked.js";
import type { Run } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { bringBackFunction, insertIntoTwin, updateTwin } from "./bring-back.js";
import { mostRows, walk } from "./copy.js";
import { createFunction, refused } from "./own-function.js";
import { functionName, type Pair, triggerName } from "./pair.js";
import { shareBackFunction, shareWrite } from "./share-back.js";
import { hasKey, isMerged, keyOfWinner, sameKeyBack } from "./values.js";

/**
 * Runs that make the parked twin what it would be now, before it gets its name back: a trigger on the
 * winner brings every further write of its rows to it, and walks bring those made before.
 */
export function followBackRuns(pair: Pair): Run[] {
  const name = functionName("follow", pair);
  const twin = parkedName(pair.twin);
  return [
    {
      how: "transaction",
      sql: [
        bringBackFunction(pair, twin),
        walkBackFunction(pair, functionName("refresh", pair), lockWinner(pair), ""),
        shareBackFunction(pair, twin),
        followFunction(pair, twin),
        `CREATE TRIGGER ${triggerName("follow", pair)} AFTER INSERT OR UPDATE OR DELETE ON ${sqlName(pair.winner)}
          FOR EACH ROW EXECUTE FUNCTION ${name}()`,
        `ALTER TABLE ${sqlName(pair.winner)} ENABLE ALWAYS TRIGGER ${triggerName("follow", pair)}`,
      ],
    },
    walk(functionName("refresh", pair)),
    walk(functionName("share back", pair)),
  ];
}

/** SQL that ends it; nobody may be writing to the winner. */
export function endFollowBack(pair: Pair): string[] {
  return [
    `DROP TRIGGER IF EXISTS ${triggerName("follow", pair)} ON ${sqlName(pair.winner)}`,
    ...["follow", "refresh", "share back", "bring back"].map(
      (what) => `DROP FUNCTION IF EXISTS ${functionName(what, pair)}`,
    ),
  ];
}

/**
 * The function that walks the remembered keys, the latest first, and brings their rows back, with more
 * to do around it.
 */
export function walkBackFunction(pair: Pair, name: string, before: string, after: string): string {
  const step = literal(pair.step);
  return createFunction({
    name,
    parameters: "_cursor jsonb, _size integer",
    returns: "TABLE (reached jsonb, handled bigint)",
    byKey: "batch",
    declare: "_keys jsonb[]; _key jsonb; _first bigint; _last bigint;",
    body: `
  _size := LEAST(_size, ${mostRows});
  SELECT pg_catalog.array_agg(batch.key ORDER BY batch.place DESC), pg_catalog.min(batch.place), pg_catalog.max(batch.place)
    INTO _keys, _first, _last FROM (
    SELECT known.key, known.place FROM ${merged} AS known
     WHERE known.step = ${step} AND (_cursor IS NULL OR known.place < _cursor::bigint)
     ORDER BY known.step DESC, known.place DESC LIMIT _size) AS batch;
  handled := COALESCE(pg_catalog.cardinality(_keys), 0);
  IF handled = _size THEN reached := pg_catalog.to_jsonb(_first); END IF;
  IF handled > 0 THEN
    ${before}
    -- A program may have put a row in the place of one that had gone: from here on it waits.
    SELECT COALESCE(pg_catalog.array_agg(batch.key ORDER BY batch.place DESC), '{}') INTO _keys FROM (
      SELECT known.key, known.place FROM ${merged} AS known
       WHERE known.step = ${step} AND known.place BETWEEN _first AND _last FOR UPDATE) AS batch;
    PERFORM ${functionName("bring back", pair)}(_keys);
    ${after}
  END IF;
  RETURN NEXT;`,
  });
}

// In the order in which programs lock them: the winner's row first, what is remembered of it by the trigger.
function lockWinner(pair: Pair): string {
  return `PERFORM FROM pg_catalog.unnest(_keys) AS keys (key)
      JOIN ${sqlName(pair.winner)} AS theirs ON ${hasKey(pair, "theirs", "keys.key")} FOR SHARE OF theirs;`;
}

// A program's write to the winner is never refused because the twin cannot take it: the row then stays
// in the winner when the rest goes back.
function followFunction(pair: Pair, twin: string): string {
  const known = `step = ${literal(pair.step)} AND key = COALESCE(_old, _new)`;
  return createFunction({
    name: functionName("follow", pair),
    parameters: "",
    returns: "trigger",
    declare: "_old jsonb; _new jsonb;",
    body: `
  IF TG_OP <> 'INSERT' THEN _old := ${keyOfWinner(pair, "OLD")}; END IF;
  IF TG_OP <> 'DELETE' THEN _new := ${keyOfWinner(pair, "NEW")}; END IF;
  IF NOT ${isMerged(pair, "COALESCE(_old, _new)")} THEN
    ${shareWrite(pair, twin)}
    RETURN NULL;
  END IF;
  BEGIN
    IF TG_OP = 'DELETE' OR _old <> _new THEN
      DELETE FROM ${twin} AS twin WHERE ${sameKeyBack(pair, "twin", "OLD")};
    END IF;
    IF TG_OP <> 'DELETE' THEN
      IF EXISTS (SELECT FROM ${twin} AS twin WHERE ${sameKeyBack(pair, "twin", "NEW")}) THEN
        ${updateTwin(pair, twin, "NEW", `WHERE ${sameKeyBack(pair, "twin", "NEW")}`)};
      ELSE
        ${insertIntoTwin(pair, twin, "NEW")};
      END IF;
    END IF;
  EXCEPTION WHEN ${refused} THEN
    UPDATE ${merged} SET stays = true WHERE ${known};
  END;
  IF _old <> _new THEN
    DELETE FROM ${merged} WHERE step = ${literal(pair.step)} AND key = _new;
    UPDATE ${merged} SET key = _new WHERE ${known};
  END IF;
  RETURN NULL;`,
  });
}
