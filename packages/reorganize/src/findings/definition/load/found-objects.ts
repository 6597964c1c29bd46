import { plainName } from "../../../catalog/table-name.js";
import { inUserSchema } from "../../../catalog/user-schema.js";
import type { Queryable } from "../../../session/queryable.js";

/** An object as the catalog has it. */
export interface FoundObject {
  /** Names it in its database, whatever it is called. */
  readonly key: string;
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
  /** The table that it is part of or hangs on. */
  readonly table: string | null;
  /** Types of a function's arguments. */
  readonly arguments: string | null;
  /** Equal where two objects of one name are defined alike; null for kinds of which it is not told. */
  readonly shape: string | null;
}

/** Every object that users made, constraints and columns included; types are spelled by the session's path. */
export function readFoundObjects(reader: Queryable): Promise<FoundObject[]> {
  return reader.query<FoundObject>(objectsSince("NULL", withShape));
}

/** Objects that were made or changed by the transaction of that number, or since. */
export function readMadeObjects(reader: Queryable, since: string): Promise<FoundObject[]> {
  return reader.query<FoundObject>(objectsSince("$1::xid", bodyOnly), [since]);
}

/** What two databases have in common of an object: all but its key and shape. */
export function identityOf({
  kind,
  schema,
  table,
  name,
  arguments: types,
}: Omit<FoundObject, "key" | "shape">): string {
  return [kind, schema, table ?? "", name, types ?? ""].join("\0");
}

/** The name of an object for people. */
export function objectName({
  kind,
  schema,
  table,
  name,
  arguments: types,
}: Pick<FoundObject, "kind" | "schema" | "table" | "name" | "arguments">): string {
  if (kind === "extension" || kind === "schema") return name;
  if (kind === "column") return `${plainName({ schema, name: table ?? "" })}.${name}`;
  if (table !== null && kind !== "index") return `${name} on ${plainName({ schema, name: table })}`;
  return plainName({ schema, name }) + (types === null ? "" : `(${types})`);
}

const bodyOnly = {
  routine: "pg_catalog.md5(prosrc)",
  view: "NULL",
  trigger: "NULL",
  policy: "NULL",
  type: "NULL",
};

const withShape = {
  routine: "pg_catalog.md5(prosrc || pg_catalog.pg_get_function_result(routine.oid))",
  view: "pg_catalog.md5(pg_catalog.pg_get_viewdef(class.oid))",
  trigger: "pg_catalog.md5(pg_catalog.pg_get_triggerdef(trigger.oid))",
  policy: `pg_catalog.md5(pg_catalog.concat_ws(' ', polcmd, polpermissive, polroles,
    pg_catalog.pg_get_expr(polqual, polrelid), pg_catalog.pg_get_expr(polwithcheck, polrelid)))`,
  type: `pg_catalog.md5(COALESCE(
    (SELECT pg_catalog.string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = type.oid),
    pg_catalog.format_type(typbasetype, typtypmod)))`,
};

function objectsSince(since: string, shape: typeof withShape): string {
  const recent = (of: string): string =>
    since === "NULL" ? "TRUE" : `pg_catalog.age(${of}.xmin) <= pg_catalog.age(${since})`;
  const own = (catalog: string, oid: string): string => `${oid} >= 16384 AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_depend
       WHERE classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND objid = ${oid} AND deptype = 'e')`;
  return `
    SELECT 'class ' || class.oid AS key, CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
             WHEN 'f' THEN 'foreign table' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' ELSE 'table' END AS kind,
           nspname AS schema, relname AS name,
           (SELECT of.relname FROM pg_catalog.pg_index JOIN pg_catalog.pg_class AS of ON of.oid = indrelid
             WHERE indexrelid = class.oid) AS table,
           NULL AS arguments, CASE WHEN relkind IN ('v', 'm') THEN ${shape.view} END AS shape
      FROM pg_catalog.pg_class AS class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I') AND relpersistence <> 't' AND ${inUserSchema()}
       AND ${recent("class")} AND ${own("pg_class", "class.oid")}
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = class.oid AND contype IN ('p', 'u', 'x'))
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE relkind = 'S' AND objid = class.oid
                          AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND deptype IN ('a', 'i'))
    UNION ALL
    SELECT 'proc ' || routine.oid, CASE prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, nspname, proname, NULL,
           pg_catalog.oidvectortypes(proargtypes), CASE WHEN prokind IN ('f', 'p') THEN ${shape.routine} END
      FROM pg_catalog.pg_proc AS routine JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = pronamespace
     WHERE ${recent("routine")} AND ${inUserSchema()} AND ${own("pg_proc", "routine.oid")}
    UNION ALL
    SELECT 'type ' || type.oid, 'type', nspname, typname, NULL, NULL, ${shape.type}
      FROM pg_catalog.pg_type AS type JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = typnamespace
     WHERE ${recent("type")} AND ${inUserSchema()} AND ${own("pg_type", "type.oid")}
       AND (typtype IN ('e', 'd', 'r') OR (typtype = 'b' AND typelem = 0)
            OR EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = typrelid AND relkind = 'c'))
    UNION ALL
    SELECT 'trigger ' || trigger.oid, 'trigger', nspname, tgname, relname, NULL, ${shape.trigger}
      FROM pg_catalog.pg_trigger AS trigger JOIN pg_catalog.pg_class AS class ON class.oid = tgrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE NOT tgisinternal AND ${recent("trigger")} AND ${inUserSchema()}
    UNION ALL
    SELECT 'policy ' || policy.oid, 'policy', nspname, polname, relname, NULL, ${shape.policy}
      FROM pg_catalog.pg_policy AS policy JOIN pg_catalog.pg_class AS class ON class.oid = polrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE ${recent("policy")} AND ${inUserSchema()}
    UNION ALL
    SELECT 'schema ' || namespace.oid, 'schema', nspname, nspname, NULL, NULL, NULL
      FROM pg_catalog.pg_namespace AS namespace
     WHERE ${recent("namespace")} AND ${inUserSchema()} AND namespace.oid >= 16384
    UNION ALL
    SELECT 'extension ' || extension.oid, 'extension', extname, extname, NULL, NULL, NULL
      FROM pg_catalog.pg_extension AS extension WHERE ${recent("extension")} AND extname <> 'plpgsql'
    UNION ALL
    SELECT 'constraint ' || con.oid, 'constraint', nspname, conname, relname, NULL, NULL
      FROM pg_catalog.pg_constraint AS con JOIN pg_catalog.pg_class AS class ON class.oid = conrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE contype IN ('c', 'f', 'p', 'u', 'x') AND ${recent("con")} AND ${inUserSchema()}
    UNION ALL
    SELECT 'column ' || attrelid || ' ' || attnum, 'column', nspname, attname, relname, NULL, NULL
      FROM pg_catalog.pg_attribute AS attribute JOIN pg_catalog.pg_class AS class ON class.oid = attrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p') AND class.oid >= 16384
       AND ${recent("attribute")} AND ${inUserSchema()}`;
}
