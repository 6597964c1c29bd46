import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import type { Rehearsal } from "../rehearsal.js";
import { refuseFound } from "./refuse-found.js";

/**
 * Asks about foreign keys whose triggers are off, where they may have to be made again: those of tables
 * that become the target's, and those to twins. One that is made again is enforced, and no statement but a
 * superuser's turns that off.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseUnenforced(
  copy: Queryable,
  assigned: Rehearsal["assigned"],
): Promise<void> {
  const all = [...assigned.values()];
  const oids = (sources: typeof all) => sources.flat().map(({ table }) => table.oid);
  const twins = all.filter((sources) => sources.length > 1);
  await refuseFound(copy, question, [oids(all), oids(twins)]);
}

const question = `
  SELECT ${plainNameSql("nspname", "relname")} AS table, NULL::text[] AS columns,
         pg_catalog.jsonb_build_object('code', 'key not enforced', 'key', conname) AS question,
         ARRAY[pg_catalog.format('%s, ADD CONSTRAINT %I %s%s;', dropped, conname, definition, CASE WHEN convalidated THEN ' NOT VALID' END),
               dropped || ';'] AS choices
    FROM pg_catalog.pg_constraint AS con
    JOIN pg_catalog.pg_class AS class ON class.oid = conrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   CROSS JOIN pg_catalog.pg_get_constraintdef(con.oid) AS definition
   CROSS JOIN pg_catalog.format('ALTER TABLE %I.%I DROP CONSTRAINT %I', nspname, relname, conname) AS dropped
   WHERE contype = 'f' AND conparentid = 0 AND (conrelid = ANY ($1) OR confrelid = ANY ($2))
     AND EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgconstraint = con.oid AND tgenabled <> 'O')
   ORDER BY 1, conname`;
