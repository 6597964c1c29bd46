import { sqlName } from "../../catalog/catalog.js";
import { lineageNames, unprojected, waiting } from "../../ledger/lineage.js";
import { units } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { block, lines } from "../shared/block.js";
import { at, givenKey, isKept, keyList, sameUnit, unitDocument } from "./columns.js";
import type { Projecting } from "./projecting.js";
import type { Referrer } from "./references.js";

/**
 * SQL that deletes the rows that units no longer give. One that others still refer to stays until these
 * are gone, and its unit waits for that: what a foreign key would do to the others is never done.
 */
export function removeGone({ projection, referrers, references }: Projecting): string {
  const { lineage } = lineageNames(projection.name);
  const given = givenKey(projection, "one").join(", ");
  const late = references.filter(({ cyclic }) => cyclic).flatMap(({ columns }) => columns);
  const cut = block`
    UPDATE ${sqlName(projection.to)} AS theirs
       SET ${[...new Set(late)].map((name) => `${at(undefined, name)} = NULL`).join(", ")}
      FROM pg_catalog.unnest(_gone) AS gone WHERE ${sameKeys(projection, "theirs", "gone")};`;
  return block`
    SELECT pg_catalog.array_agg(known) INTO _gone
      FROM ${lineage} AS known JOIN pg_catalog.unnest(_units) AS ${units} ON ${sameUnit(projection, "known", units)}
     WHERE (${keyList(projection, "known").join(", ")}) NOT IN (
       SELECT ${given} FROM pg_catalog.unnest(_rows) AS one WHERE ${isKept(projection, "one")});
    IF _gone IS NOT NULL THEN
      ${referrers.length === 0 ? "" : keepReferred(projection, referrers, late.length === 0 ? "" : cut)}
      DELETE FROM ${lineage} AS known USING pg_catalog.unnest(_gone) AS gone WHERE ${sameKeys(projection, "known", "gone")};
      DELETE FROM ${sqlName(projection.to)} AS theirs USING pg_catalog.unnest(_gone) AS gone WHERE ${sameKeys(projection, "theirs", "gone")};
    END IF;`;
}

/** SQL: whether two relations of the target's types have the same key of it. */
export function sameKeys({ key }: Projection, one: string, other: string): string {
  return key.map(({ name }) => `${at(one, name)} = ${at(other, name)}`).join(" AND ");
}

function keepReferred(projection: Projection, referrers: readonly Referrer[], cut: string): string {
  const target = sqlName(projection.to);
  const filed = literal(projection.name);
  const isReferred = referrers.map((one) => `EXISTS (${referring(projection, one)})`);
  const waits = referrers.map((one) => {
    const key = one.columns.map(
      (name, index) => `${literal(name)}, ${at("theirs", one.referenced[index] as string)}`,
    );
    return block`
      SELECT ${literal(one.table)}, pg_catalog.jsonb_build_object(${key.join(", ")}), ${filed}, ${unitDocument(projection, "gone")}
        FROM pg_catalog.unnest(_gone) AS gone JOIN ${target} AS theirs ON ${sameKeys(projection, "theirs", "gone")}
       WHERE EXISTS (${referring(projection, one)})`;
  });
  // Whoever is about to refer to one of them waits, or is seen.
  return block`
    PERFORM FROM ${target} AS theirs JOIN pg_catalog.unnest(_gone) AS gone ON ${sameKeys(projection, "theirs", "gone")} FOR UPDATE OF theirs;
    INSERT INTO ${waiting} (parent, key, projection, unit)
    ${lines(waits, "\nUNION ")}
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
      ${cut}
    END IF;
    INSERT INTO ${unprojected} (projection, unit, state, reason)
    SELECT DISTINCT ${filed}, ${unitDocument(projection, "gone")}, 'quarantined', ${literal(`other rows refer to a row of ${projection.to.schema}.${projection.to.name} that goes`)}
      FROM pg_catalog.unnest(_gone) AS gone JOIN ${target} AS theirs ON ${sameKeys(projection, "theirs", "gone")}
     WHERE ${isReferred.join(" OR ")}
    ON CONFLICT (projection, unit) DO UPDATE SET state = EXCLUDED.state, reason = EXCLUDED.reason;
    SELECT pg_catalog.array_agg(gone) INTO _gone
      FROM pg_catalog.unnest(_gone) AS gone LEFT JOIN ${target} AS theirs ON ${sameKeys(projection, "theirs", "gone")}
     WHERE NOT (${isReferred.join(" OR ")});`;
}

/** Rows that refer to the row `theirs`, but for those that go with it. */
function referring(projection: Projection, one: Referrer): string {
  const on = one.columns.map(
    (name, index) =>
      `child.${at(undefined, name)} = ${at("theirs", one.referenced[index] as string)}`,
  );
  const others = one.ownTable
    ? ` AND NOT EXISTS (SELECT FROM pg_catalog.unnest(_gone) AS other WHERE ${sameKeys(projection, "child", "other")})`
    : "";
  return `SELECT FROM ${one.sqlName} AS child WHERE ${on.join(" AND ")}${others}`;
}
