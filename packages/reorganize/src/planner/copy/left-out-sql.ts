import { commentSql } from "../../catalog/objects/comment-sql.js";
import { grantedToSql } from "../../catalog/objects/grantee-sql.js";
import { notNullNameSql } from "../../catalog/objects/not-null-name-sql.js";
import { inUserSchema } from "../../catalog/user-schema.js";
import { grantedOnSql } from "./granted-on-sql.js";

const relation = "pg_catalog.format('%I.%I', nspname, relname)";

/** Relations of users that no extension brought. */
const relations = `pg_catalog.pg_class AS class
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace AND ${inUserSchema()}
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::regclass AND objid = class.oid AND deptype = 'e')`;

const columns = `${relations} JOIN pg_catalog.pg_attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped`;

/** `ALTER TABLE`, which does for what is no table, too. */
function alter(what: string, from: string, where: string): string {
  return `SELECT ${relation} AS name, pg_catalog.format('ALTER %s %s ', CASE relkind WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX' WHEN 'v' THEN 'VIEW'
            WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, ${relation}) || ${what} AS sql
  FROM ${from} WHERE ${where}`;
}

const column = `'ALTER ' || CASE WHEN relkind IN ('i', 'I') THEN attnum::text ELSE pg_catalog.quote_ident(attname) END`;

/** Settings that are an array of `name=value`, as they are written in parentheses. */
function listed(options: string, prefix = ""): string {
  return `(SELECT '(' || pg_catalog.string_agg(pg_catalog.format('${prefix}%s = %L', pg_catalog.split_part(one, '=', 1),
             pg_catalog.substr(one, pg_catalog.strpos(one, '=') + 1)), ', ') || ')' FROM pg_catalog.unnest(${options}) AS one)`;
}

/**
 * What pg-delta leaves out of the objects that it makes, as `name` and `sql` that makes good for it. The
 * reader's search_path is empty.
 */
export const leftOutSql = [
  // A column that was dropped keeps its number, and PostgreSQL takes 1600. A table that had fewer than these cannot come to that.
  `SELECT ${relation} AS name, pg_catalog.format(E'ALTER TABLE %1$s %2$s\n;ALTER TABLE %1$s %3$s', ${relation},
            (SELECT pg_catalog.string_agg('ADD reorganize_' || n || ' bool', ', ') FROM pg_catalog.generate_series(1, gone) AS n),
            (SELECT pg_catalog.string_agg('DROP reorganize_' || n, ', ') FROM pg_catalog.generate_series(1, gone) AS n)) AS sql
     FROM ${relations} CROSS JOIN LATERAL (
       SELECT pg_catalog.count(*) FILTER (WHERE attisdropped) AS gone, pg_catalog.count(*) AS all_of_them
         FROM pg_catalog.pg_attribute WHERE attrelid = class.oid AND attnum > 0) AS had
    WHERE relkind = 'r' AND NOT relispartition AND reloftype = 0 AND gone > 0 AND all_of_them > 400
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhparent = class.oid)`,
  // The indexes of partitions come first, for the others may be about one of them.
  `SELECT ${relation} AS name, pg_catalog.pg_get_indexdef(class.oid)
            || pg_catalog.format(E'\\n;ALTER INDEX %s ATTACH PARTITION %s', inhparent::regclass, ${relation}) AS sql
     FROM ${relations} JOIN pg_catalog.pg_inherits ON inhrelid = class.oid
    WHERE relkind IN ('i', 'I') AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = class.oid)
    ORDER BY relkind`,
  alter(`${column} || ' SET STATISTICS ' || attstattarget`, columns, "attstattarget >= 0"),
  alter(
    "'SET TABLESPACE ' || (SELECT pg_catalog.quote_ident(spcname) FROM pg_catalog.pg_tablespace AS space WHERE space.oid = reltablespace)",
    relations,
    "reltablespace <> 0 AND relkind IN ('r', 'p', 'm', 'i', 'I')",
  ),
  alter("'SET UNLOGGED'", relations, "relkind = 'S' AND relpersistence = 'u'"),
  // Those of an index's column belong to its operator class, and are made with the index.
  alter(
    `${column} || ' SET ' || ${listed("attoptions")}`,
    columns,
    "attoptions IS NOT NULL AND relkind NOT IN ('i', 'I')",
  ),
  alter(
    `${column} || ' SET STORAGE ' || CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END`,
    columns,
    "relkind IN ('r', 'p', 'm') AND attstorage <> (SELECT typstorage FROM pg_catalog.pg_type WHERE oid = atttypid)",
  ),
  alter(
    `${column} || ' SET COMPRESSION ' || CASE attcompression WHEN 'p' THEN 'pglz' ELSE 'lz4' END`,
    columns,
    "relkind IN ('r', 'p', 'm') AND attcompression <> ''",
  ),
  alter(
    `${column} || ' SET DEFAULT ' || pg_catalog.pg_get_expr(adbin, adrelid)`,
    `${columns} JOIN pg_catalog.pg_attrdef ON adrelid = class.oid AND adnum = attnum`,
    "relkind = 'v'",
  ),
  alter(
    `'SET ' || ${listed("reloptions")}`,
    relations,
    "reloptions IS NOT NULL AND relkind <> 'I'",
  ),
  alter(
    `'SET ' || ${listed("(SELECT toast.reloptions FROM pg_catalog.pg_class AS toast WHERE toast.oid = class.reltoastrelid)", "toast.")}`,
    relations,
    "EXISTS (SELECT FROM pg_catalog.pg_class AS toast WHERE toast.oid = class.reltoastrelid AND toast.reloptions IS NOT NULL)",
  ),
  alter(
    "'CLUSTER ON ' || (SELECT pg_catalog.quote_ident(one.relname) FROM pg_catalog.pg_class AS one WHERE one.oid = indexrelid)",
    `${relations} JOIN pg_catalog.pg_index ON indrelid = class.oid`,
    "indisclustered",
  ),
  alter("'OF ' || pg_catalog.format_type(reloftype, NULL)", relations, "reloftype <> 0"),
  alter(
    "'SET ACCESS METHOD ' || (SELECT pg_catalog.quote_ident(amname) FROM pg_catalog.pg_am WHERE pg_am.oid = relam)",
    relations,
    "relkind IN ('r', 'm') AND relam <> (SELECT pg_am.oid FROM pg_catalog.pg_am WHERE amname = 'heap')",
  ),
  `SELECT ${relation} AS name, 'REFRESH MATERIALIZED VIEW ' || ${relation} || ' WITH NO DATA' AS sql
     FROM ${relations} WHERE relkind = 'm' AND NOT relispopulated`,
  `SELECT pg_catalog.format('%I.%I', nspname, stxname) AS name, pg_catalog.format('ALTER STATISTICS %I.%I SET STATISTICS %s', nspname, stxname, stxstattarget) AS sql
     FROM pg_catalog.pg_statistic_ext JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = stxnamespace AND ${inUserSchema()}
    WHERE stxstattarget >= 0`,
  `SELECT about.identity AS name, pg_catalog.format('ALTER %s %s DEPENDS ON EXTENSION %I', about.type, about.identity, extname) AS sql
     FROM pg_catalog.pg_depend JOIN pg_catalog.pg_extension ON pg_extension.oid = refobjid
    CROSS JOIN LATERAL pg_catalog.pg_identify_object(classid, objid, objsubid) AS about
    WHERE refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'x' AND COALESCE(${inUserSchema("about.schema")}, true)`,
  // Servers before 18 have no such setting.
  `SELECT pubname::text AS name, pg_catalog.format('ALTER PUBLICATION %I SET (publish_generated_columns = stored)', pubname) AS sql
     FROM pg_catalog.pg_publication AS one WHERE pg_catalog.to_jsonb(one) ->> 'pubgencols' = 's'`,
  // A table's heirs are taken along when it is named without ONLY, those of later are not part of it.
  `SELECT pubname::text AS name, pg_catalog.format('ALTER PUBLICATION %I SET %s', pubname, pg_catalog.concat_ws(', ',
            (SELECT pg_catalog.string_agg(pg_catalog.format('TABLE ONLY %I.%I', nspname, relname)
                      || COALESCE((SELECT ' (' || pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ') || ')'
                            FROM pg_catalog.pg_attribute WHERE attrelid = prrelid AND attnum = ANY (prattrs)), '')
                      || COALESCE(' WHERE (' || pg_catalog.pg_get_expr(prqual, prrelid) || ')', ''), ', ')
               FROM pg_catalog.pg_publication_rel JOIN pg_catalog.pg_class ON pg_class.oid = prrelid
               JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace WHERE prpubid = one.oid),
            (SELECT 'TABLES IN SCHEMA ' || pg_catalog.string_agg(pg_catalog.quote_ident(nspname), ', ')
               FROM pg_catalog.pg_publication_namespace JOIN pg_catalog.pg_namespace ON pg_namespace.oid = pnnspid WHERE pnpubid = one.oid))) AS sql
     FROM pg_catalog.pg_publication AS one
    WHERE EXISTS (SELECT FROM pg_catalog.pg_publication_rel JOIN pg_catalog.pg_inherits ON inhparent = prrelid WHERE prpubid = one.oid)`,
  `SELECT identity AS name, ${commentSql} AS sql
     FROM pg_catalog.pg_description CROSS JOIN LATERAL pg_catalog.pg_identify_object(classoid, objoid, objsubid) AS about
    WHERE objoid >= 16384 AND ${inUserSchema("about.schema")}`,
  // A right on a table that is taken takes those on its columns along, whenever they were granted.
  `SELECT ${relation} AS name, pg_catalog.format('GRANT %s (%I) ON %s TO %s', privilege_type, attname, ${relation}, ${grantedToSql}) AS sql
     FROM ${columns} CROSS JOIN pg_catalog.aclexplode(attacl)`,
  // The sequence of an identity column is made with the column, whose rights are not its own.
  `SELECT ${relation} AS name, pg_catalog.format('GRANT %s ON SEQUENCE %s TO %s', privilege_type, ${relation}, ${grantedToSql}) AS sql
     FROM ${relations} CROSS JOIN pg_catalog.aclexplode(relacl)
    WHERE relkind = 'S' AND grantee <> relowner
      AND EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_class'::regclass AND objid = class.oid AND deptype = 'i')`,
  // Such as those of a table that was made LIKE another.
  `SELECT ${relation} AS name, ${notNullNameSql(relation, "attname", "conname")} AS sql
     FROM ${columns} JOIN pg_catalog.pg_constraint ON conrelid = class.oid AND attnum = ANY (conkey)
    WHERE contype = 'n' AND coninhcount = 0 AND conname <> pg_catalog.format('%s_%s_not_null', relname, attname)`,
  // The triggers of foreign keys have other names in each database.
  `SELECT ${relation} AS name, pg_catalog.format(
            'DO $do$ BEGIN EXECUTE (SELECT pg_catalog.format(''ALTER TABLE %%s %s TRIGGER %%I'', tgrelid::regclass, tgname) FROM pg_catalog.pg_trigger
              WHERE tgrelid = %L::regclass AND tgfoid = %L::regproc AND tgconstraint = (SELECT oid FROM pg_catalog.pg_constraint WHERE conrelid = %L::regclass AND conname = %L)); END $do$',
            CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END,
            ${relation}, tgfoid::regproc, conrelid::regclass, conname) AS sql
     FROM ${relations} JOIN pg_catalog.pg_trigger ON tgrelid = class.oid JOIN pg_catalog.pg_constraint ON pg_constraint.oid = tgconstraint
    WHERE tgisinternal AND tgenabled <> 'O'`,
  ...grantedOnSql,
];
