import { granteeSql } from "../../catalog/objects/grantee-sql.js";
import { inUserSchema } from "../../catalog/user-schema.js";
import type { Queryable } from "../../session/queryable.js";

/** What one role may do with one object, or with one column of a table. All names are SQL. */
interface Right {
  /** The object as `GRANT` names it. */
  readonly object: string;
  /** Null for the whole object. */
  readonly column: string | null;
  readonly role: string;
  readonly privileges: readonly string[];
  /** Those of them that the role may grant to others. */
  readonly grantable: readonly string[];
}

/** What roles may do with the objects that users made. */
export type Rights = ReadonlyMap<string, Right>;

/** Reads the rights on all schemas of users and on what is in them, those of owners and of PUBLIC included. */
export async function readRights(copy: Queryable): Promise<Rights> {
  const rights = await copy.query<Right>(question);
  return new Map(rights.map((right) => [keyOf(right), right]));
}

/** SQL that makes rights as they are found those that are wanted, once every object has its owner. */
export function rightsSql(found: Rights, wanted: Rights): string[] {
  const isChanged = (right: Right): boolean =>
    textOf(found.get(keyOf(right))) !== textOf(wanted.get(keyOf(right)));
  const all = [...new Map([...found, ...wanted]).values()];
  const changed = all.filter(
    // Who loses a right on a table loses it on its columns too.
    (right) => isChanged(right) || (right.column !== null && isChanged({ ...right, column: null })),
  );
  return [
    ...changed.filter(({ column }) => column === null),
    ...changed.filter(({ column }) => column !== null),
  ].flatMap((right) => [
    ...revokeSql(found.get(keyOf(right))),
    ...grantSql(wanted.get(keyOf(right))),
  ]);
}

function keyOf({ object, column, role }: Right): string {
  return JSON.stringify([object, column, role]);
}

function textOf(right: Right | undefined): string {
  return JSON.stringify([right?.privileges ?? [], right?.grantable ?? []]);
}

function revokeSql(right: Right | undefined): string[] {
  return right ? [`REVOKE ${on(right, ["ALL"])} FROM ${right.role}`] : [];
}

function grantSql(right: Right | undefined): string[] {
  if (!right) return [];
  const { role, privileges, grantable } = right;
  const grants = [`GRANT ${on(right, privileges)} TO ${role}`];
  return grantable.length === 0
    ? grants
    : [...grants, `GRANT ${on(right, grantable)} TO ${role} WITH GRANT OPTION`];
}

function on({ object, column }: Right, privileges: readonly string[]): string {
  const of = column === null ? "" : ` (${column})`;
  return `${privileges.map((privilege) => privilege + of).join(", ")} ON ${object}`;
}

// Of types those that stand by themselves, not those of tables, arrays and multiranges.
const question = `
  WITH ours AS (
    SELECT oid, nspname, nspowner, nspacl FROM pg_catalog.pg_namespace WHERE ${inUserSchema()}),
  class AS (
    SELECT class.oid, relowner, relacl, CASE relkind WHEN 'S' THEN 's' ELSE 'r' END AS kind,
           pg_catalog.format('%s %I.%I', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, nspname, relname) AS object
      FROM pg_catalog.pg_class AS class JOIN ours ON ours.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')),
  thing (object, "column", acl) AS (
    SELECT pg_catalog.format('SCHEMA %I', nspname), NULL::text, COALESCE(nspacl, pg_catalog.acldefault('n', nspowner)) FROM ours
    UNION ALL
    SELECT object, NULL, COALESCE(relacl, pg_catalog.acldefault(kind::"char", relowner)) FROM class
    UNION ALL
    SELECT object, pg_catalog.quote_ident(attname), attacl
      FROM pg_catalog.pg_attribute JOIN class ON class.oid = attrelid WHERE attacl IS NOT NULL AND NOT attisdropped
    UNION ALL
    SELECT 'ROUTINE ' || proc.oid::pg_catalog.regprocedure, NULL, COALESCE(proacl, pg_catalog.acldefault('f', proowner))
      FROM pg_catalog.pg_proc AS proc JOIN ours ON ours.oid = pronamespace
    UNION ALL
    SELECT 'TYPE ' || type.oid::pg_catalog.regtype, NULL, COALESCE(typacl, pg_catalog.acldefault('T', typowner))
      FROM pg_catalog.pg_type AS type JOIN ours ON ours.oid = typnamespace
     WHERE typtype IN ('b', 'c', 'd', 'e', 'r') AND typcategory <> 'A'
       AND (typrelid = 0 OR EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = typrelid AND relkind = 'c')))
  SELECT object, "column", ${granteeSql} AS role,
         pg_catalog.array_agg(DISTINCT privilege_type ORDER BY privilege_type) AS privileges,
         COALESCE(pg_catalog.array_agg(DISTINCT privilege_type ORDER BY privilege_type) FILTER (WHERE is_grantable), '{}') AS grantable
    FROM thing CROSS JOIN LATERAL pg_catalog.aclexplode(acl)
   GROUP BY 1, 2, 3 ORDER BY 1, 2 NULLS FIRST, 3`;
