import { quoteIdentifier, rolePrefix } from "@deepiri/database";
import type { GrantChange } from "@deepiri/schema-engine";
import type { Queryable } from "../../session/queryable.js";

type Kind = GrantChange["object"]["kind"];

/** A grant that leaves a user a right which the change of owners and rights would take. */
export interface KeptRight {
  /** Whether it is all that the owner could. */
  readonly ofOwner: boolean;
  readonly kind: Kind;
  /** Null for schemas. */
  readonly schema: string | null;
  readonly name: string;
  readonly sql: string;
}

/**
 * Grants that keep what users could do before owners and rights change: all of what an owner could, and
 * the use of schemas for those who have rights in them. Superusers need none.
 */
export async function readKeptRights(
  copy: Queryable,
  schemas: readonly string[],
): Promise<KeptRight[]> {
  return copy.query<KeptRight>(keptSql, [schemas, `${rolePrefix.replaceAll("_", "\\_")}%`]);
}

const keptSql = `
  WITH users AS (
    SELECT oid, rolname FROM pg_catalog.pg_roles
     WHERE NOT rolsuper AND rolname NOT LIKE 'pg\\_%' AND rolname NOT LIKE $2),
  ours AS (SELECT * FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1)),
  thing AS (
    SELECT nspname, relnamespace, relname, relowner, relacl,
           CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind
      FROM pg_catalog.pg_class AS class JOIN ours ON ours.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'S', 'v')),
  kept ("ofOwner", kind, schema, name, sql) AS (
    SELECT true, kind, nspname::text, relname::text,
           pg_catalog.format('GRANT ALL ON %s %I.%I TO %I', pg_catalog.upper(kind), nspname, relname, rolname)
      FROM thing JOIN users ON users.oid = relowner
    UNION
    SELECT true, 'schema', NULL, nspname::text, pg_catalog.format('GRANT ALL ON SCHEMA %I TO %I', nspname, rolname)
      FROM ours JOIN users ON users.oid = nspowner
    UNION
    SELECT false, 'schema', NULL, nspname::text, pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %I', nspname, rolname)
      FROM thing, pg_catalog.aclexplode(relacl) AS held JOIN users ON users.oid = held.grantee
     WHERE held.grantee <> relowner
       AND pg_catalog.has_schema_privilege(users.oid, relnamespace, 'USAGE'))
  SELECT * FROM kept ORDER BY sql`;

/** The statement that gives an object to its owner. */
export interface Ownership {
  readonly kind: Kind;
  readonly sql: string;
}

/** The owners of the objects in these schemas, by what each is in ALTER. */
export async function readOwners(
  copy: Queryable,
  schemas: readonly string[],
): Promise<Map<string, Ownership>> {
  const rows = await copy.query<{ kind: Kind; what: string; owner: string }>(ownersSql, [schemas]);
  return new Map(
    rows.map(({ kind, what, owner }) => [
      what,
      { kind, sql: `ALTER ${what} OWNER TO ${quoteIdentifier(owner)}` },
    ]),
  );
}

const ownersSql = `
  WITH ours AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1)),
  thing (kind, what, owner) AS (
    SELECT 'schema', pg_catalog.format('SCHEMA %s', namespace.oid::pg_catalog.regnamespace), nspowner
      FROM pg_catalog.pg_namespace AS namespace JOIN ours USING (oid)
    UNION ALL
    SELECT CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, pg_catalog.format('%s %s', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, class.oid::pg_catalog.regclass), relowner
      FROM pg_catalog.pg_class AS class JOIN ours ON ours.oid = relnamespace
     WHERE relkind IN ('r', 'p') OR relkind = 'S' AND NOT EXISTS (
       SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND objid = class.oid AND deptype IN ('a', 'i') AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
    UNION ALL
    SELECT 'routine', pg_catalog.format('ROUTINE %s', proc.oid::pg_catalog.regprocedure), proowner
      FROM pg_catalog.pg_proc AS proc JOIN ours ON ours.oid = pronamespace
    UNION ALL
    SELECT 'type', pg_catalog.format('TYPE %s', type.oid::pg_catalog.regtype), typowner
      FROM pg_catalog.pg_type AS type JOIN ours ON ours.oid = typnamespace WHERE typtype IN ('e', 'd'))
  SELECT kind, what, pg_catalog.pg_get_userbyid(owner) AS owner FROM thing ORDER BY what`;
