import type { Session } from "../session/session.js";
import { inUserSchema } from "./user-schema.js";

/** An object that the login cannot act for the owner of. */
export interface OwnedObject {
  readonly kind: string;
  /** What stands behind ALTER, such as `TABLE public.tasks`. */
  readonly alter: string;
  readonly owner: string;
  readonly ofSuperuser: boolean;
}

/**
 * The database itself, and all users' objects in it, whose owner's rights the login does not have or may
 * not pass on: it could neither change them nor make their like in a scratch copy. Parts of others, such
 * as the type of a table's rows, and what extensions brought are left out.
 */
export async function readForeignObjects(session: Session): Promise<OwnedObject[]> {
  return session.query<OwnedObject>(foreignSql);
}

/** Catalogs of objects that have an owner and a schema: the columns that say so. */
const catalogs = [
  ["pg_class", "relowner", "relnamespace"],
  ["pg_proc", "proowner", "pronamespace"],
  ["pg_type", "typowner", "typnamespace"],
  ["pg_statistic_ext", "stxowner", "stxnamespace"],
  ["pg_collation", "collowner", "collnamespace"],
  ["pg_operator", "oprowner", "oprnamespace"],
  ["pg_ts_config", "cfgowner", "cfgnamespace"],
  ["pg_ts_dict", "dictowner", "dictnamespace"],
] as const;

const objects = catalogs.map(
  ([catalog, owner, schema]) => `
    SELECT 'pg_catalog.${catalog}'::pg_catalog.regclass AS class, object.oid, ${owner} AS owner
      FROM pg_catalog.${catalog} AS object JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = ${schema}
     WHERE ${inUserSchema()}${catalog === "pg_class" ? " AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')" : ""}`,
);

// pg_database_owner is whoever owns the database, so the database stands for what that role owns.
const foreignSql = `
  WITH object (class, oid, owner) AS (
    SELECT 'pg_catalog.pg_database'::pg_catalog.regclass, oid, datdba
      FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
    UNION ALL
    SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, oid, nspowner
      FROM pg_catalog.pg_namespace WHERE ${inUserSchema()}
    UNION ALL ${objects.join(" UNION ALL ")})
  SELECT named.type AS kind, pg_catalog.upper(named.type) || ' ' || named.identity AS alter,
         role.rolname AS owner, role.rolsuper AS "ofSuperuser"
    FROM object JOIN pg_catalog.pg_roles AS role ON role.oid = object.owner
   CROSS JOIN pg_catalog.pg_identify_object(object.class, object.oid, 0) AS named
   WHERE role.rolname <> 'pg_database_owner'
     AND NOT (pg_catalog.pg_has_role(role.oid, 'USAGE') AND pg_catalog.pg_has_role(role.oid,
           CASE WHEN pg_catalog.current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END))
     AND NOT EXISTS (
       SELECT FROM pg_catalog.pg_depend AS depend
        WHERE depend.classid = object.class AND depend.objid = object.oid AND depend.objsubid = 0
          AND (depend.deptype IN ('i', 'e') OR depend.deptype = 'a' AND named.type = 'sequence'))
   ORDER BY named.type <> 'database', named.type <> 'schema', 2`;
