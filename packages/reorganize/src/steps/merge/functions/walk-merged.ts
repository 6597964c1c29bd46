import { merged } from "../../../ledger/merged.js";
import { literal } from "../../../session/literal.js";
import { block } from "../../shared/block.js";
import type { Pair } from "../pair/pair.js";
import { batchSignature, mostRows } from "./batches.js";
import { defineFunction } from "./define-function.js";
import { functionName, type MergeFunction } from "./names.js";

/** What a walk does to a batch of merged rows, as SQL on `_keys`, before and after it returns them. */
export interface AroundReturn {
  readonly before: string;
  readonly after: string;
}

/** The function that walks the remembered keys, the latest first, and returns their rows to the twin. */
export function walkMergedFunction(
  pair: Pair,
  what: MergeFunction,
  { before, after }: AroundReturn,
): string {
  const step = literal(pair.step);
  return defineFunction({
    ...batchSignature,
    name: functionName(what, pair),
    declare: ["_keys jsonb[]", "_key jsonb", "_first bigint", "_last bigint"],
    body: block`
      _size := LEAST(_size, ${String(mostRows)});
      SELECT pg_catalog.array_agg(batch.key ORDER BY batch.place DESC), pg_catalog.min(batch.place), pg_catalog.max(batch.place)
        INTO _keys, _first, _last FROM (
        SELECT known.key, known.place FROM ${merged} AS known
         WHERE known.step = ${step} AND (_cursor IS NULL OR known.place < _cursor::bigint)
         ORDER BY known.step DESC, known.place DESC LIMIT _size) AS batch;
      handled := COALESCE(pg_catalog.cardinality(_keys), 0);
      IF handled = _size THEN reached := pg_catalog.to_jsonb(_first); END IF;
      IF handled > 0 THEN
        ${before}
        -- A program may have inserted a row where one was deleted: from here on it waits.
        SELECT COALESCE(pg_catalog.array_agg(batch.key ORDER BY batch.place DESC), '{}') INTO _keys FROM (
          SELECT known.key, known.place FROM ${merged} AS known
           WHERE known.step = ${step} AND known.place BETWEEN _first AND _last FOR UPDATE) AS batch;
        PERFORM ${functionName("return rows", pair)}(_keys);
        ${after}
      END IF;
      RETURN NEXT;`,
  });
}
