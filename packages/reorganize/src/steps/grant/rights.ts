import { quoteIdentifier, rolePrefix } from "@deepiri/database";
import type { Action } from "@supabase/pg-delta/plan";
import { isAboutRights } from "../../catalog/delta/object-id.js";

import type { Step, Transaction } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import type { Queryable } from "../../session/queryable.js";

/** What `db:migrate` would still grant, and what it takes to go back. */
export interface RightsChange {
  /** Name of the database that the statements name; it becomes whichever they are run in. */
  readonly database: string;
  /** What makes the roles that the server lacks. */
  readonly roles: readonly string[];
  readonly grants: readonly string[];
  /** Rights that people would lose by it, as grants. */
  readonly kept: readonly string[];
  /** What gives everything back to its owner, to be run first when they go back. */
  readonly owners: readonly string[];
  /** pg-delta's way back from the rights then to those of before. */
  readonly back: readonly Action[];
}

/**
 * The steps that make owners and rights those of the target. A change of owner takes the table for
 * itself and so is a step of its own; a right takes no lock on it. Whoever worked with the old rights
 * keeps them.
 */
export function planRights({ database, roles, grants, kept, owners, back }: RightsChange): Step[] {
  if (roles.length + grants.length === 0) return [];
  const here = (sql: string): string => inThisDatabase(sql, database);
  const wayBack: Transaction[] = [
    transaction(owners.filter((sql) => !hasRows.test(sql) && !isSchema.test(sql))),
    ...owners.filter((sql) => hasRows.test(sql)).map(alone),
    ...owners.filter((sql) => isSchema.test(sql)).map(alone),
    ...(back.length > 0 ? [transaction(back.map(({ sql }) => sql))] : []),
    ...databaseBack(grants, here),
  ];
  const steps = [
    ...(roles.length > 0 ? [draft("roles", roles)] : []),
    ...grants.filter(isOwner).map((sql) =>
      draft(
        "owner",
        [sql, ...keptOn(sql, kept)],
        sql
          .replace(/^ALTER /, "")
          .replace(/ OWNER TO .*$/, "")
          .replaceAll('"', ""),
      ),
    ),
    draft("rights", [...grants.filter((sql) => !isOwner(sql)).map(here), ...kept]),
  ];
  // The first one holds the way back of all: whatever was begun is undone when it is.
  return steps.map((step, at) => ({
    ...step,
    inverse: at === 0 ? wayBack : [],
  }));
}

// Functions work with their owner's rights, on tables and by calling each other: all of them go back at
// once, and before the tables. Tables go back before their schemas, into which every key's trigger goes
// with the rights of a table's owner.
const hasRows = /^ALTER (SEQUENCE|TABLE) /;
const isSchema = /^ALTER SCHEMA /;

const isOwner = (sql: string): boolean => / OWNER TO /.test(sql);

/** Whoever loses a table works on with it from the same moment on. */
function keptOn(owner: string, kept: readonly string[]): string[] {
  const [object] = owner.replaceAll('"', "").replace("ALTER ", "").split(" OWNER TO ");
  return kept.filter((sql) => sql.replaceAll('"', "").startsWith(`GRANT ALL ON ${object} TO `));
}

function draft(action: "roles" | "owner" | "rights", sql: readonly string[], on?: string): Step {
  return {
    id: { kind: "grant", action, ...(on === undefined ? {} : { on }) },
    forward: { how: "transaction", sql },
    inverse: [],
    lock: action === "owner" ? "ACCESS EXCLUSIVE" : "none",
    hazards: [],
    rows: 0,
    seconds: 0.01,
  };
}

function transaction(sql: readonly string[]): Transaction {
  return { how: "transaction", sql };
}

const alone = (sql: string): Transaction => transaction([sql]);

/** pg-delta knows nothing of the rights in the database itself. */
function databaseBack(grants: readonly string[], here: (sql: string) => string): Transaction[] {
  const sql = grants
    .filter((one) => isOfDatabase(one))
    .map((one) => here(reversed(one)))
    .reverse();
  return sql.length > 0 ? [transaction(sql)] : [];
}

const isOfDatabase = (sql: string): boolean => / ON DATABASE /.test(sql);

function reversed(sql: string): string {
  return sql.startsWith("GRANT ")
    ? sql.replace(/^GRANT (.*) TO (\S+)$/, "REVOKE $1 FROM $2")
    : sql.replace(/^REVOKE (.*) FROM (\S+) CASCADE$/, "GRANT $1 TO $2");
}

function inThisDatabase(sql: string, database: string): string {
  if (!isOfDatabase(sql)) return sql;
  const text = sql.replace(` ${quoteIdentifier(database)} `, " %I ");
  return `DO ${literal(`BEGIN EXECUTE pg_catalog.format(${literal(text)}, pg_catalog.current_database()); END`)}`;
}

/** What pg-delta says of rights; roles themselves stay. */
export function rightsBack(actions: readonly Action[]): Action[] {
  return actions.filter((action) => isAboutRights(action) && !isRole(action));
}

function isRole({ produces, destroys }: Action): boolean {
  return [...produces, ...destroys].some(({ kind }) => kind === "role" || kind === "membership");
}

/**
 * Grants that keep what people could do before owners and rights change: all of what an owner could,
 * and the use of schemas for those who have rights in them. Superusers need none.
 */
export async function readKeptRights(
  copy: Queryable,
  schemas: readonly string[],
): Promise<string[]> {
  const rows = await copy.query<{ sql: string }>(keptSql, [
    schemas,
    `${rolePrefix.replaceAll("_", "\\_")}%`,
  ]);
  return rows.map(({ sql }) => sql);
}

const keptSql = `
  WITH people AS (
    SELECT oid, rolname FROM pg_catalog.pg_roles
     WHERE NOT rolsuper AND rolname NOT LIKE 'pg\\_%' AND rolname NOT LIKE $2),
  thing AS (
    SELECT oid, relnamespace, relowner, relacl, relkind,
           pg_catalog.format('%I.%I', relnamespace::pg_catalog.regnamespace, relname) AS name
      FROM pg_catalog.pg_class
     WHERE relkind IN ('r', 'p', 'S', 'v') AND relnamespace = ANY ($1::pg_catalog.regnamespace[])),
  kept (sql) AS (
    SELECT pg_catalog.format('GRANT ALL ON %s %s TO %I', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, name, rolname)
      FROM thing JOIN people ON people.oid = relowner
    UNION
    SELECT pg_catalog.format('GRANT ALL ON SCHEMA %I TO %I', nspname, rolname)
      FROM pg_catalog.pg_namespace AS namespace JOIN people ON people.oid = nspowner
     WHERE namespace.oid = ANY ($1::pg_catalog.regnamespace[])
    UNION
    SELECT pg_catalog.format('GRANT USAGE ON SCHEMA %s TO %I', relnamespace::pg_catalog.regnamespace, rolname)
      FROM thing, pg_catalog.aclexplode(relacl) AS held JOIN people ON people.oid = held.grantee
     WHERE held.grantee <> relowner
       AND pg_catalog.has_schema_privilege(people.oid, relnamespace, 'USAGE'))
  SELECT sql FROM kept ORDER BY sql`;

/** Who owns what in these schemas: the statement that gives it to him, by what it is. */
export async function readOwners(
  copy: Queryable,
  schemas: readonly string[],
): Promise<Map<string, string>> {
  const rows = await copy.query<{ what: string; owner: string }>(ownersSql, [schemas]);
  return new Map(
    rows.map(({ what, owner }) => [what, `ALTER ${what} OWNER TO ${quoteIdentifier(owner)}`]),
  );
}

const ownersSql = `
  WITH place AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1)),
  thing (what, owner) AS (
    SELECT pg_catalog.format('SCHEMA %s', namespace.oid::pg_catalog.regnamespace), nspowner
      FROM pg_catalog.pg_namespace AS namespace JOIN place USING (oid)
    UNION ALL
    SELECT pg_catalog.format('%s %s', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, class.oid::pg_catalog.regclass), relowner
      FROM pg_catalog.pg_class AS class JOIN place ON place.oid = relnamespace
     WHERE relkind IN ('r', 'p') OR relkind = 'S' AND NOT EXISTS (
       SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND objid = class.oid AND deptype IN ('a', 'i') AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
    UNION ALL
    SELECT pg_catalog.format('ROUTINE %s', proc.oid::pg_catalog.regprocedure), proowner
      FROM pg_catalog.pg_proc AS proc JOIN place ON place.oid = pronamespace
    UNION ALL
    SELECT pg_catalog.format('TYPE %s', type.oid::pg_catalog.regtype), typowner
      FROM pg_catalog.pg_type AS type JOIN place ON place.oid = typnamespace WHERE typtype IN ('e', 'd'))
  SELECT what, pg_catalog.pg_get_userbyid(owner) AS owner FROM thing ORDER BY what`;
