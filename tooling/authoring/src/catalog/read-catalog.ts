import type { Catalog, EnumType, Index, Table } from "./catalog.js";
import type { Session } from "./session.js";

/** Reads what is in the database of a session, as its transaction sees it. */
export async function readCatalog(client: Session): Promise<Catalog> {
  return {
    tables: await rows<Table>(client, tables),
    enums: await rows<EnumType>(client, enums),
    indexes: await rows<Index>(client, indexes),
    handMade: (await rows<{ description: string }>(client, handMade)).map(
      ({ description }) => description,
    ),
  };
}

async function rows<Row>(client: Session, sql: string): Promise<Row[]> {
  return (await client.query<Row>(sql)).rows;
}

const ours = (namespace: string) =>
  `${namespace}.nspname !~ '^pg_' AND ${namespace}.nspname <> 'information_schema'`;

const tables = `
  SELECT c.oid::int8::float8 AS oid, n.nspname AS schema, c.relname AS name,
         c.relkind = 'p' AS partitioned,
         (SELECT coalesce(json_agg(json_build_object(
                   'number', a.attnum, 'name', a.attname, 'generated', a.attgenerated <> '',
                   'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
                   'baseType', pg_catalog.format_type(a.atttypid, NULL)) ORDER BY a.attnum), '[]')
            FROM pg_catalog.pg_attribute AS a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'
     AND ${ours("n")}
   ORDER BY 2, 3`;

const enums = `
  SELECT t.oid::int8::float8 AS oid, n.nspname AS schema, t.typname AS name,
         (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid) AS values
    FROM pg_catalog.pg_type AS t
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
   WHERE t.typtype = 'e' AND ${ours("n")}
   ORDER BY 2, 3`;

// Prisma's language knows columns with an order and an operator class, nothing else. Ascending with
// NULLS FIRST is option 2, descending with NULLS LAST option 1.
const unspoken = `(i.indexprs IS NOT NULL OR i.indpred IS NOT NULL OR i.indnatts > i.indnkeyatts
  OR i.indnullsnotdistinct
  OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS rule
              WHERE rule.conindid = i.indexrelid AND rule.contype <> 'f'
                AND (rule.condeferrable OR rule.contype = 'x'))
  OR EXISTS (SELECT FROM unnest(i.indoption::int2[]) AS option WHERE option IN (1, 2))
  OR EXISTS (SELECT FROM unnest(i.indkey::int2[], i.indcollation::oid[]) AS k (place, sorting)
               JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = place
              WHERE sorting IS DISTINCT FROM a.attcollation AND sorting IS NOT NULL))`;

const indexes = `
  SELECT n.nspname AS schema, c.relname AS name, NOT ${unspoken} AS "inPrisma"
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
   WHERE ${ours("n")}`;

const handMade = `
  SELECT pg_catalog.pg_describe_object(object.classid, object.oid, 0) AS description
    FROM (SELECT 'pg_catalog.pg_constraint'::regclass, oid, connamespace
            FROM pg_catalog.pg_constraint WHERE contype IN ('c', 'x')
          UNION ALL
          SELECT 'pg_catalog.pg_class'::regclass, c.oid, c.relnamespace
            FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
           WHERE ${unspoken}
          UNION ALL
          SELECT 'pg_catalog.pg_class'::regclass, oid, relnamespace
            FROM pg_catalog.pg_class WHERE relkind IN ('v', 'm')
          UNION ALL
          SELECT 'pg_catalog.pg_trigger'::regclass, t.oid, c.relnamespace
            FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
           WHERE NOT t.tgisinternal
          UNION ALL
          SELECT 'pg_catalog.pg_policy'::regclass, p.oid, c.relnamespace
            FROM pg_catalog.pg_policy AS p JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
         ) AS object (classid, oid, namespace)
    JOIN pg_catalog.pg_namespace AS n ON n.oid = object.namespace
   WHERE ${ours("n")}
   ORDER BY 1`;
