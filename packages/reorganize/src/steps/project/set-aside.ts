import { plainName, plainNameSql } from "../../catalog/table-name.js";
import { unprojected, waiting } from "../../ledger/lineage.js";
import { units } from "../../projection/evaluate.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { block } from "../shared/block.js";
import { whyRefused } from "../shared/why-refused.js";
import { givenValue, isKept, remark, unitDocument } from "./columns.js";
import type { Projecting } from "./projecting.js";
import { type Reference, type WatchedKeys, waitSql, watchedKey } from "./references.js";
import { insertNew } from "./write-rows.js";

/** SQL that forgets what is known of `_units` that have no row; it is found by key, however many others there are. */
export function forget({ name }: Projection): string {
  const filed = literal(name);
  return block`
    IF EXISTS (SELECT FROM ${unprojected} WHERE projection = ${filed}) THEN
      _documents := ARRAY(SELECT pg_catalog.to_jsonb(${units}.*) FROM pg_catalog.unnest(_units) AS ${units});
      DELETE FROM ${unprojected} WHERE projection = ${filed} AND unit = ANY (_documents);
      DELETE FROM ${waiting} WHERE projection = ${filed} AND unit = ANY (_documents);
    END IF;`;
}

/** SQL that records the units whose rows are left out. */
export function recordLeftOut(projection: Projection): string {
  const leftOut = remark(projection, "_left_out", "one");
  const filed = literal(projection.name);
  if (leftOut === undefined) return "";
  return block`
    INSERT INTO ${unprojected} (projection, unit, state, reason)
    SELECT ${filed}, ${unitDocument(projection, "one")}, 'left out', pg_catalog.min(${leftOut})
      FROM pg_catalog.unnest(_rows) AS one WHERE ${leftOut} IS NOT NULL GROUP BY 2
    ON CONFLICT (projection, unit) DO UPDATE SET state = EXCLUDED.state, reason = EXCLUDED.reason;`;
}

/** SQL that has units wait for what late columns of their rows lead to. */
export function recordWaiting({ projection, references }: Projecting): string {
  return references
    .filter(({ late }) => late.length > 0)
    .map(
      (reference) => block`
        INSERT INTO ${unprojected} (projection, unit, state, reason)
        SELECT ${literal(projection.name)}, ${unitDocument(projection, "one")}, 'waiting', ${literal(`its ${reference.late.join(", ")} leads to no row of ${reference.parent}${reference.tree ? ", or back to its own" : ""}`)}
          FROM pg_catalog.unnest(_rows) AS one
         WHERE ${isKept(projection, "one")} AND ${reference.given("one")} AND NOT ${reference.found("one")}
        ON CONFLICT (projection, unit) DO NOTHING;
        ${waitSql(projection, reference, `${isKept(projection, "one")} AND NOT ${reference.found("one")} AND ${reference.mayCome("one")}`)}`,
    )
    .join("\n");
}

/** SQL that records why `_units`, which are one, were refused, and what they wait for. */
export function quarantine(projecting: Projecting): string {
  const { projection, references, watched } = projecting;
  const filed = literal(projection.name);
  const required = references.filter(({ cyclic }) => !cyclic);
  const waits = (one: Reference): string => block`
    IF _constraint = ${literal(one.name)} THEN
      ${waitSql(projection, one, "true")}
    END IF;`;
  return block`
    GET STACKED DIAGNOSTICS _constraint = CONSTRAINT_NAME, _column = COLUMN_NAME,
      _table = TABLE_NAME, _schema = SCHEMA_NAME;
    ${refuseUnseen(projecting)}
    INSERT INTO ${unprojected} (projection, unit, state, reason)
    SELECT ${filed}, pg_catalog.to_jsonb(${units}.*), 'quarantined', ${whyRefused(projection.to)}
      FROM pg_catalog.unnest(_units) AS ${units}
    ON CONFLICT (projection, unit) DO UPDATE SET state = EXCLUDED.state, reason = EXCLUDED.reason;
    ${watched.unique.length === 0 ? "" : waitForUnique(projection, watched.unique)}
    IF SQLSTATE IN ('23503', '23001') THEN
      ${required.map(waits).join("\n")}
      IF _constraint <> ALL (ARRAY[${required.map(({ name }) => literal(name)).join(", ")}]::text[]) THEN
        -- A row still refers to one that goes.
        INSERT INTO ${waiting} (parent, key, projection, unit)
        SELECT ${plainNameSql("_schema", "_table")}, 'null', ${filed}, pg_catalog.to_jsonb(${units}.*)
          FROM pg_catalog.unnest(_units) AS ${units} ON CONFLICT DO NOTHING;
      END IF;
    END IF;`;
}

function waitForUnique(projection: Projection, lists: WatchedKeys["unique"]): string {
  const keys = lists.map(
    (list) => `(${watchedKey(list.map((name) => [name, givenValue(projection, name, "one")]))})`,
  );
  return block`
    IF SQLSTATE = '23505' THEN
      INSERT INTO ${waiting} (parent, key, projection, unit)
      SELECT DISTINCT ${literal(plainName(projection.to))}, taken.key, ${literal(projection.name)}, ${unitDocument(projection, "one")}
        FROM pg_catalog.unnest(_rows) AS one CROSS JOIN LATERAL (VALUES ${keys.join(", ")}) AS taken (key)
       WHERE taken.key IS NOT NULL AND ${isKept(projection, "one")}
      ON CONFLICT DO NOTHING;
    END IF;`;
}

// In a transaction with one snapshot a key may be held by a row that it does not see: then it has to be tried
// again as a whole. The server says so by itself when it comes upon such a row.
function refuseUnseen(projecting: Projecting): string {
  return block`
    IF SQLSTATE = '23505' AND pg_catalog.current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
      BEGIN
        ${insertNew(projecting).replace(/;$/, "")}
        ON CONFLICT DO NOTHING;
        RAISE EXCEPTION 'none is unseen';
      EXCEPTION
        WHEN serialization_failure THEN RAISE;
        WHEN OTHERS THEN NULL;
      END;
    END IF;`;
}
