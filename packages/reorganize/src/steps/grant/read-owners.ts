import { quoteIdentifier } from "@deepiri/database";
import type { GrantChange } from "@deepiri/schema-engine";
import type { Queryable } from "../../session/queryable.js";

type Kind = GrantChange["object"]["kind"];

/** The statement that gives an object to its owner. */
export interface Ownership {
  readonly kind: Kind;
  /** The object as `ALTER` names it. */
  readonly what: string;
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
      { kind, what, sql: `ALTER ${what} OWNER TO ${quoteIdentifier(owner)}` },
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
     WHERE relkind IN ('r', 'p', 'v', 'm') OR relkind = 'S' AND NOT EXISTS (
       SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND objid = class.oid AND deptype IN ('a', 'i') AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
    UNION ALL
    SELECT 'routine', pg_catalog.format('ROUTINE %s', proc.oid::pg_catalog.regprocedure), proowner
      FROM pg_catalog.pg_proc AS proc JOIN ours ON ours.oid = pronamespace
    UNION ALL
    SELECT 'type', pg_catalog.format('TYPE %s', type.oid::pg_catalog.regtype), typowner
      FROM pg_catalog.pg_type AS type JOIN ours ON ours.oid = typnamespace WHERE typtype IN ('e', 'd'))
  SELECT kind, what, pg_catalog.pg_get_userbyid(owner) AS owner FROM thing ORDER BY what`;
