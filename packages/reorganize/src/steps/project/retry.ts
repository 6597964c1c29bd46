import { plainName } from "../../catalog/table-name.js";
import { lineageNames, projectAny, waiting } from "../../ledger/lineage.js";
import type { Projection } from "../../projection/projection.js";
import { literal } from "../../session/literal.js";
import { functionSettings } from "../../session/open.js";
import { block, lines } from "../shared/block.js";
import { givenValue, isKept } from "./columns.js";
import { onlyRecorded, type Projecting } from "./projecting.js";

/** SQL that brings in the units which waited for the rows in `_rows`, or for others to go. */
export function retrySql({ projection, referenced }: Projecting): string {
  const keys = referenced.map((columns) => {
    const pairs = columns.map((name) => `${literal(name)}, ${givenValue(projection, name, "one")}`);
    return `SELECT pg_catalog.jsonb_build_object(${pairs.join(", ")}) FROM pg_catalog.unnest(_rows) AS one WHERE ${isKept(projection, "one")}`;
  });
  const parent = literal(plainName(projection.to));
  return block`
    IF EXISTS (SELECT FROM ${waiting} WHERE parent = ${parent}) THEN
      FOR _again IN
        DELETE FROM ${waiting} USING (
          ${lines([...keys, "SELECT 'null'::jsonb"], " UNION ALL")}) AS there (key)
         WHERE ${waiting}.parent = ${parent} AND ${waiting}.key = there.key
        RETURNING ${waiting}.projection, ${waiting}.unit
      LOOP
        PERFORM ${projectAny}(_again.projection, _again.unit);
      END LOOP;
    END IF;`;
}

/** The function that brings one unit of any projection in step. */
export function projectAnyFunction(projections: readonly Projection[]): string {
  const cases = projections.map(({ name }) => {
    const { project, unit } = lineageNames(name);
    return block`
      WHEN ${literal(name)} THEN
        PERFORM ${project}(ARRAY[pg_catalog.jsonb_populate_record(NULL::${unit}, _unit)]);`;
  });
  return block`
    CREATE OR REPLACE FUNCTION ${projectAny}(_projection text, _unit jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER ${functionSettings} ${onlyRecorded}
    AS $reorganize$
    BEGIN
      CASE _projection
        ${cases.join("\n")}
      END CASE;
    END $reorganize$`;
}
