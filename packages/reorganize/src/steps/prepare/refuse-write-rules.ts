import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import type { Rehearsal } from "../rehearsal.js";
import { refuseFound } from "./refuse-found.js";

/**
 * Asks about rules of twins that a merge cannot write rows past: beside one ON UPDATE, disabled or not, PostgreSQL
 * takes no INSERT that passes over rows which are there, and one ON INSERT DO INSTEAD would keep rows out of the
 * table.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseWriteRules(
  copy: Queryable,
  assigned: Rehearsal["assigned"],
): Promise<void> {
  const twins = [...assigned.values()].filter((sources) => sources.length > 1).flat();
  await refuseFound(copy, question, [twins.map(({ table }) => table.oid)]);
}

// By their numbers: 2 is UPDATE, 3 is INSERT.
const question = `
  SELECT ${plainNameSql("nspname", "relname")} AS table, NULL::text[] AS columns,
         pg_catalog.jsonb_build_object('code', 'rule on writes', 'rule', rulename) AS question,
         ARRAY[pg_catalog.format('DROP RULE %I ON %s;', rulename, ev_class::pg_catalog.regclass)] AS choices
    FROM pg_catalog.pg_rewrite
    JOIN pg_catalog.pg_class AS class ON class.oid = ev_class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   WHERE ev_class = ANY ($1) AND (ev_type = '2' OR ev_type = '3' AND is_instead AND ev_enabled <> 'D')
   ORDER BY 1, rulename`;
