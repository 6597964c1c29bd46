import { quoteIdentifier } from "@deepiri/database";
import { sqlName } from "../../catalog/catalog.js";
import { shared } from "../../ledger/shared.js";
import { literal } from "../../session/literal.js";
import { deleteGone, givenBack } from "./bring-back.js";
import { mostRows } from "./copy.js";
import { createFunction, refused } from "./own-function.js";
import { functionName, type Pair } from "./pair.js";
import { at, hasKey, imageOf, sameKeyBack, toTwin } from "./values.js";

/**
 * The function that walks the keys of which both had a row, and writes to the twin's row what has been
 * written to the winner's since. What the twin cannot take stays in the winner alone.
 *
 * @param twin where the twin lies at that time, as SQL
 */
export function shareBackFunction(pair: Pair, twin: string): string {
  const step = literal(pair.step);
  return createFunction({
    name: functionName("share back", pair),
    parameters: "_cursor jsonb, _size integer",
    returns: "TABLE (reached jsonb, handled bigint)",
    byKey: "batch",
    declare: "_all jsonb[]; _keys jsonb[]; _key jsonb;",
    body: `
  _size := LEAST(_size, ${mostRows});
  SELECT pg_catalog.array_agg(batch.key ORDER BY batch.key) INTO _all FROM (
    SELECT known.key FROM ${shared} AS known
     WHERE known.step = ${step} AND (_cursor IS NULL OR known.key > _cursor)
     ORDER BY known.step, known.key LIMIT _size) AS batch;
  handled := COALESCE(pg_catalog.cardinality(_all), 0);
  IF handled = _size THEN reached := _all[_size]; END IF;
  IF handled = 0 THEN RETURN NEXT; RETURN; END IF;
  -- Whoever changes one of these rows in the winner waits until the twin has it.
  PERFORM FROM pg_catalog.unnest(_all) AS keys (key)
    JOIN ${sqlName(pair.winner)} AS theirs ON ${hasKey(pair, "theirs", "keys.key")} FOR SHARE OF theirs;
  BEGIN
    _keys := _all;
    ${shareThose(pair, twin)}
  EXCEPTION WHEN ${refused} THEN
    FOREACH _key IN ARRAY _all LOOP
      BEGIN
        _keys := ARRAY[_key];
        ${shareThose(pair, twin)}
      EXCEPTION WHEN ${refused} THEN NULL;
      END;
    END LOOP;
  END;
  RETURN NEXT;`,
  });
}

function shareThose(pair: Pair, twin: string): string {
  const since = (one: Pair["common"][number]): string =>
    `${at("theirs", one.winner.name)}::pg_catalog.text IS DISTINCT FROM known.image ->> ${literal(one.as)}`;
  return `${deleteGone(pair, twin)}
    UPDATE ${twin} AS twin SET ${changedOnly(pair, "theirs", since)}
      FROM ${shared} AS known JOIN ${sqlName(pair.winner)} AS theirs ON ${hasKey(pair, "theirs", "known.key")}
     WHERE known.step = ${literal(pair.step)} AND known.key = ANY (_keys)
       AND ${imageOf(pair, "theirs")} <> known.image AND ${sameKeyBack(pair, "twin", "theirs")};`;
}

/** SQL, in a trigger of the winner: the same for a row that is being written. */
export function shareWrite(pair: Pair, twin: string): string {
  const changed = ({ winner }: Pair["common"][number]): string =>
    `${at("OLD", winner.name)}::pg_catalog.text IS DISTINCT FROM ${at("NEW", winner.name)}::pg_catalog.text`;
  return `IF EXISTS (SELECT FROM ${shared} AS known WHERE known.step = ${literal(pair.step)} AND known.key = _old) THEN
      BEGIN
        IF TG_OP = 'DELETE' OR _old <> _new THEN
          DELETE FROM ${twin} AS twin WHERE ${sameKeyBack(pair, "twin", "OLD")};
        ELSE
          UPDATE ${twin} AS twin SET ${changedOnly(pair, "NEW", changed)} WHERE ${sameKeyBack(pair, "twin", "NEW")};
        END IF;
      EXCEPTION WHEN ${refused} THEN NULL;
      END;
    END IF;`;
}

function changedOnly(
  pair: Pair,
  row: string,
  changed: (one: Pair["common"][number]) => string,
): string {
  return givenBack(pair)
    .filter(({ twin }) => !twin.identity)
    .map(
      (one) =>
        `${quoteIdentifier(one.twin.name)} = CASE WHEN ${changed(one)} THEN ${toTwin(row, one)} ELSE ${at("twin", one.twin.name)} END`,
    )
    .join(", ");
}
