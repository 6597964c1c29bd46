import type { Table } from "../../catalog/catalog.js";
import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import { refuseFound } from "./refuse-found.js";

/**
 * Asks about columns of these tables whose domain has a rule that was never validated: values that break it may be
 * there, and could not be written again.
 *
 * @throws OpenDecisionsError that names them
 */
export async function refuseDomains(copy: Queryable, tables: readonly Table[]): Promise<void> {
  await refuseFound(copy, question, [tables.map(({ oid }) => oid)]);
}

// A domain may be upon another, and in an array.
const question = `
  WITH RECURSIVE held (relation, attname, type) AS (
    SELECT attrelid, attname, atttypid FROM pg_catalog.pg_attribute
     WHERE attrelid = ANY ($1) AND attnum > 0 AND NOT attisdropped
    UNION
    SELECT relation, attname, within FROM held JOIN pg_catalog.pg_type AS type ON type.oid = held.type
     CROSS JOIN LATERAL (VALUES (typbasetype), (typelem)) AS one (within) WHERE within <> 0)
  SELECT ${plainNameSql("nspname", "relname")} AS table, ARRAY[attname::text] AS columns,
         pg_catalog.jsonb_build_object('code', 'domain not validated', 'domain', contypid::pg_catalog.regtype::text, 'rule', conname) AS question,
         ARRAY[pg_catalog.format('ALTER DOMAIN %s VALIDATE CONSTRAINT %I;', contypid::pg_catalog.regtype, conname),
               pg_catalog.format('ALTER DOMAIN %s DROP CONSTRAINT %I;', contypid::pg_catalog.regtype, conname)] AS choices
    FROM held
    JOIN pg_catalog.pg_constraint ON contypid = held.type AND NOT convalidated
    JOIN pg_catalog.pg_class AS class ON class.oid = relation
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   ORDER BY 1, 2, conname`;
