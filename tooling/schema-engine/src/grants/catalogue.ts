import { quoteTable } from "@deepiri/database/without-client";
import type pg from "pg";
import type { Rights } from "./rights.js";

/** A right as the catalogue has it. */
export interface HeldRight {
  /** Null is PUBLIC. */
  readonly grantee: string | null;
  readonly privilege: string;
  readonly grantable: boolean;
}

/** One object of ours, or a column that has rights of its own, with everybody's rights but its owner's. */
export interface CatalogueObject {
  readonly kind: "database" | "schema" | "table" | "column" | "sequence" | "routine" | "type";
  /** Null for the database and for schemas. */
  readonly schema: string | null;
  readonly name: string;
  /** Set for a column. */
  readonly column: string | null;
  /** The object in a GRANT or ALTER statement, such as `TABLE "public"."users"`. */
  readonly target: string;
  readonly owner: string;
  /** Whether the login acts with its owner's rights, and so may grant and revoke. */
  readonly mayGrant: boolean;
  readonly held: readonly HeldRight[];
  /**
   * Tables, `"schema"."name"`, that use it whoever writes them: of a sequence for a column's value,
   * of a function in a CHECK, a default or an index.
   */
  readonly usedBy: readonly string[];
  /** True for a trigger function, which nobody calls by himself. */
  readonly isTrigger: boolean;
  /** True for a sequence that belongs to a column: its owner is always the table's. */
  readonly isOfColumn: boolean;
}

/**
 * Reads the objects that the rights are about, as far as they exist, with their owners and rights.
 * One statement; reads only.
 */
export async function readCatalogue(
  client: pg.ClientBase,
  rights: Rights,
): Promise<CatalogueObject[]> {
  const quoted = ({ schema, name }: { schema: string; name: string }) => quoteTable(schema, name);
  const { rows } = await client.query<CatalogueObject>(catalogueSql, [
    [...rights.schemas, ...rights.holders.map(({ historySchema }) => historySchema)],
    rights.tables.map(quoted),
    rights.holders.map(({ historySchema }) => quoteTable(historySchema, "_prisma_migrations")),
    rights.types.map(quoted),
    rights.sequences.map(quoted),
    rights.routines.map(quoted),
    rights.routines.map(({ name }) => name),
  ]);
  return rows;
}

// $1 schemas, $2 tables, $3 history tables, $4 types, $5 sequences, $6 routines, all but the first as
// "schema"."name"; $7 the bare names of routines, for the index on them. Objects of extensions are never
// among them, for extensions come with rights of their own. quote_ident leaves plain names bare, so names
// are quoted by hand. A FULL JOIN is never done as a nested loop, which the planner takes for cheap as long
// as nobody has analyzed the catalogue since thousands of sequences came.
const catalogueSql = `
WITH
named AS (
  SELECT class.oid, class.relkind, class.relispartition, namespace.nspname, class.relname, class.relowner, class.relacl,
         '"' || replace(namespace.nspname, '"', '""') || '"."' || replace(class.relname, '"', '""') || '"' AS quoted
    FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
   WHERE namespace.nspname = ANY ($1) AND class.relkind IN ('r', 'p', 'S', 'v', 'm')
),
ours AS (
  SELECT * FROM named
   WHERE relkind <> 'S'
     AND (quoted = ANY ($2::text[] || $3::text[])
          -- Made at run time and named in no file, a partition belongs to whom its table does.
          OR relispartition AND pg_partition_root(oid) IN (SELECT oid FROM named WHERE quoted = ANY ($2::text[])))
),
sequence_use AS (
  SELECT depend.objid AS sequence, ours.quoted, true AS is_of_column
    FROM pg_catalog.pg_depend AS depend
    JOIN ours ON ours.oid = depend.refobjid
   WHERE depend.classid = 'pg_catalog.pg_class'::regclass
     AND depend.refclassid = 'pg_catalog.pg_class'::regclass AND depend.deptype IN ('a', 'i')
  UNION
  SELECT depend.refobjid, ours.quoted, false
    FROM pg_catalog.pg_depend AS depend
    JOIN pg_catalog.pg_attrdef AS attrdef ON attrdef.oid = depend.objid
    JOIN ours ON ours.oid = attrdef.adrelid
   WHERE depend.classid = 'pg_catalog.pg_attrdef'::regclass
     AND depend.refclassid = 'pg_catalog.pg_class'::regclass
),
sequence_user AS (
  SELECT sequence, array_agg(quoted) AS tables, bool_or(is_of_column) AS is_of_column FROM sequence_use GROUP BY 1
),
routine_use AS (
  SELECT depend.refobjid AS routine, ours.quoted
    FROM pg_catalog.pg_depend AS depend
    LEFT JOIN pg_catalog.pg_constraint AS rule
      ON depend.classid = 'pg_catalog.pg_constraint'::regclass AND rule.oid = depend.objid
    LEFT JOIN pg_catalog.pg_attrdef AS attrdef
      ON depend.classid = 'pg_catalog.pg_attrdef'::regclass AND attrdef.oid = depend.objid
    LEFT JOIN pg_catalog.pg_index AS index
      ON depend.classid = 'pg_catalog.pg_class'::regclass AND index.indexrelid = depend.objid
    JOIN ours ON ours.oid = COALESCE(rule.conrelid, attrdef.adrelid, index.indrelid)
   WHERE depend.refclassid = 'pg_catalog.pg_proc'::regclass
),
-- Of triggers on our tables, wherever those were made: a building block makes functions that no file names.
fired AS (
  SELECT array_agg(DISTINCT tgfoid) AS routines FROM pg_catalog.pg_trigger JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
),
object AS (
  SELECT 'database' AS kind, NULL::name AS schema, datname AS name, NULL::name AS "column",
         'DATABASE "' || replace(datname, '"', '""') || '"' AS target, datdba AS owner,
         COALESCE(datacl, acldefault('d', datdba)) AS acl, NULL::text[] AS used_by, false AS is_trigger,
         false AS is_of_column
    FROM pg_catalog.pg_database WHERE datname = current_database()
  UNION ALL
  SELECT 'schema', NULL, nspname, NULL, 'SCHEMA "' || replace(nspname, '"', '""') || '"', nspowner,
         COALESCE(nspacl, acldefault('n', nspowner)), NULL, false, false
    FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1)
  UNION ALL
  SELECT 'table', nspname, relname, NULL, 'TABLE ' || quoted, relowner,
         COALESCE(relacl, acldefault('r', relowner)), NULL, false, false
    FROM ours
  UNION ALL
  SELECT 'column', nspname, relname, attname, 'TABLE ' || quoted, relowner, attacl, NULL, false, false
    FROM ours JOIN pg_catalog.pg_attribute ON attrelid = ours.oid AND attacl IS NOT NULL AND NOT attisdropped
  UNION ALL
  SELECT 'sequence', nspname, relname, NULL, 'SEQUENCE ' || quoted, relowner,
         COALESCE(relacl, acldefault('s', relowner)),
         COALESCE(tables, '{}'), false, COALESCE(sequence_user.is_of_column, false)
    FROM (SELECT * FROM named WHERE relkind = 'S') AS sequence
    FULL JOIN sequence_user ON sequence_user.sequence = sequence.oid
   WHERE COALESCE(relkind = 'S', false) AND (quoted = ANY ($5) OR sequence_user.sequence IS NOT NULL)
  UNION ALL
  SELECT 'routine', nspname, proname, NULL,
         'ROUTINE "' || replace(nspname, '"', '""') || '"."' || replace(proname, '"', '""')
           || '"(' || pg_get_function_identity_arguments(proc.oid) || ')', proowner,
         COALESCE(proacl, acldefault('f', proowner)),
         ARRAY(SELECT routine_use.quoted FROM routine_use WHERE routine_use.routine = proc.oid),
         prorettype = 'pg_catalog.trigger'::regtype, false
    FROM pg_catalog.pg_proc AS proc
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = pronamespace
   WHERE (proname = ANY ($7) OR proc.oid = ANY ((SELECT routines FROM fired)::oid[])) AND nspname = ANY ($1)
     AND ('"' || replace(nspname, '"', '""') || '"."' || replace(proname, '"', '""') || '"' = ANY ($6)
          OR proc.oid = ANY ((SELECT routines FROM fired)::oid[]))
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend
                      WHERE classid = 'pg_catalog.pg_proc'::regclass AND objid = proc.oid AND deptype = 'e')
  UNION ALL
  SELECT 'type', nspname, typname, NULL,
         'TYPE "' || replace(nspname, '"', '""') || '"."' || replace(typname, '"', '""') || '"', typowner,
         COALESCE(typacl, acldefault('T', typowner)), NULL, false, false
    FROM pg_catalog.pg_type JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = typnamespace
   WHERE nspname = ANY ($1) AND typtype = 'e'
     AND '"' || replace(nspname, '"', '""') || '"."' || replace(typname, '"', '""') || '"' = ANY ($4)
)
SELECT kind, schema::text, name::text, "column"::text, target, pg_get_userbyid(owner)::text AS owner,
       pg_has_role(current_user, owner, 'USAGE') AS "mayGrant",
       COALESCE(used_by, '{}') AS "usedBy", is_trigger AS "isTrigger",
       is_of_column AS "isOfColumn",
       COALESCE((SELECT jsonb_agg(jsonb_build_object(
           'grantee', CASE WHEN entry.grantee <> 0 THEN pg_get_userbyid(entry.grantee) END,
           'privilege', entry.privilege_type, 'grantable', entry.is_grantable))
         FROM aclexplode(acl) AS entry WHERE entry.grantee <> owner), '[]') AS held
  FROM object
 ORDER BY array_position(ARRAY['database', 'schema', 'table', 'column', 'sequence', 'routine', 'type'], kind), target, "column"`;
