import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import type { Rehearsal } from "../rehearsal.js";
import { refuseFound } from "./refuse-found.js";

/**
 * Asks about tables whose updates are published though replicas could not know the rows, which PostgreSQL refuses
 * to update or delete, and about twins that are known by columns which others may leave empty: of such a column it
 * drops no NOT NULL.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseReplicas(
  copy: Queryable,
  assigned: Rehearsal["assigned"],
): Promise<void> {
  const all = [...assigned.values()];
  const oids = (sources: typeof all) => sources.flat().map(({ table }) => table.oid);
  await refuseFound(copy, unknown, [oids(all)]);
  await refuseFound(copy, partlyPublished, [oids(all)]);
  await refuseFound(copy, knownByOthers, [oids(all.filter((sources) => sources.length > 1))]);
}

const unknown = `
  SELECT DISTINCT ${plainNameSql("nspname", "relname")} AS table, NULL::text[] AS columns,
         pg_catalog.jsonb_build_object('code', 'rows not known', 'publication', published.pubname) AS question,
         ARRAY[pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY FULL;', class.oid::pg_catalog.regclass)] AS choices
    FROM pg_catalog.pg_publication_tables AS published
    JOIN pg_catalog.pg_publication AS publication ON publication.pubname = published.pubname AND (pubupdate OR pubdelete)
    JOIN pg_catalog.pg_namespace AS namespace ON nspname = schemaname
    JOIN pg_catalog.pg_class AS class ON relnamespace = namespace.oid AND relname = tablename
   WHERE class.oid = ANY ($1) AND relreplident <> 'f'
     AND (relreplident = 'n' OR NOT EXISTS (
       SELECT FROM pg_catalog.pg_index WHERE indrelid = class.oid AND CASE relreplident WHEN 'd' THEN indisprimary ELSE indisreplident END))
   ORDER BY 1, 3`;

// A condition may name only columns by which rows are known, and a list of columns has to name them all.
const partlyPublished = `
  SELECT ${plainNameSql("nspname", "relname")} AS table, NULL::text[] AS columns,
         pg_catalog.jsonb_build_object('code', 'rows not known', 'publication', pubname) AS question,
         CASE WHEN misses THEN '{}'::text[] ELSE ARRAY[pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY FULL;', class.oid::pg_catalog.regclass)] END
           || pg_catalog.format('ALTER PUBLICATION %I DROP TABLE %s;', pubname, class.oid::pg_catalog.regclass) AS choices
    FROM pg_catalog.pg_publication_rel
    JOIN pg_catalog.pg_publication AS publication ON publication.oid = prpubid AND (pubupdate OR pubdelete)
    JOIN pg_catalog.pg_class AS class ON class.oid = prrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   CROSS JOIN LATERAL (
     SELECT COALESCE(pg_catalog.array_agg(attnum), '{}') AS known FROM pg_catalog.pg_attribute
      WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped AND (relreplident = 'f' OR EXISTS (
        SELECT FROM pg_catalog.pg_index WHERE indrelid = class.oid AND attnum = ANY (indkey)
           AND CASE relreplident WHEN 'd' THEN indisprimary WHEN 'i' THEN indisreplident END))) AS identity
   CROSS JOIN LATERAL (SELECT prattrs IS NOT NULL AND NOT known <@ prattrs::int2[] AS misses) AS list
   WHERE class.oid = ANY ($1)
     AND (misses OR EXISTS (
       SELECT FROM pg_catalog.regexp_matches(prqual::text, ':varattno ([0-9]+)', 'g') AS named
        WHERE named[1]::int2 <> ALL (known)))
   ORDER BY 1, 3`;

const knownByOthers = `
  SELECT ${plainNameSql("nspname", "of_table.relname")} AS table, NULL::text[] AS columns,
         pg_catalog.jsonb_build_object('code', 'rows known by others', 'index', class.relname) AS question,
         ARRAY[pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY DEFAULT;', indrelid::pg_catalog.regclass)] AS choices
    FROM pg_catalog.pg_index AS one
    JOIN pg_catalog.pg_class AS class ON class.oid = indexrelid
    JOIN pg_catalog.pg_class AS of_table ON of_table.oid = indrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = of_table.relnamespace
   WHERE indrelid = ANY ($1) AND indisreplident
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_index AS key
                      WHERE key.indrelid = one.indrelid AND key.indisprimary AND one.indkey::int2[] <@ key.indkey::int2[])
   ORDER BY 1`;
