import type { Catalog } from "../../catalog/catalog.js";
import { grantedToSql } from "../../catalog/objects/grantee-sql.js";
import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import type { Belonging, Belongings } from "./belonging.js";
import { columnsOnlyIn } from "./difference.js";
import { identitiesSql, notNullNamesSql } from "./identities.js";

/**
 * Reads what hangs on columns that go and that no statement which makes a column makes: the sequence that
 * it owns, which stays where it is with its position, owner and rights; its identity; rights on the
 * column; how it is stored and analysed; and extended statistics.
 */
export async function readBelongings(
  copy: Queryable,
  from: Catalog,
  to: Catalog,
): Promise<Belongings> {
  const found = new Map<string, Belonging[]>();
  for (const [name, wanted] of to.tables) {
    const table = from.tables.get(name);
    const columns = table ? columnsOnlyIn(table, wanted) : [];
    if (!table || columns.length === 0) continue;
    const kept = await copy.query<Kept>(question, [table.oid, columns]);
    const others = `${places} ${identitiesSql} UNION ALL ${notNullNamesSql}`;
    found.set(name, [
      ...kept.map(belongingOf),
      ...(await copy.query<Belonging>(others, [table.oid, columns])),
    ]);
  }
  return found;
}

/** What is kept by one statement, if any is needed, and restored by one. */
interface Kept extends Pick<Belonging, "column" | "sequence"> {
  readonly keep: string | null;
  readonly restore: string;
}

function belongingOf({ keep, restore, ...rest }: Kept): Belonging {
  return { ...rest, keep: keep === null ? [] : [keep], restore: [restore], settle: [] };
}

const owned = (kind: string): string => `
  classid = 'pg_catalog.${kind}'::pg_catalog.regclass AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND refobjid = attrelid AND refobjsubid = attnum`;

const places = `
  WITH place AS (
    SELECT attribute.*, relname, pg_catalog.format('%I.%I', nspname, relname) AS own,
           pg_catalog.format('ALTER TABLE %I.%I ALTER COLUMN %I', nspname, relname, attname) AS altered
      FROM pg_catalog.pg_attribute AS attribute
      JOIN pg_catalog.pg_class AS class ON class.oid = attrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE attrelid = $1::oid AND attname = ANY ($2) AND NOT attisdropped)`;

const question = `${places},
  extended AS (
    SELECT attname, statistic.*, pg_catalog.format('%s.%I', stxnamespace::pg_catalog.regnamespace, stxname) AS name
      FROM place JOIN pg_catalog.pg_depend ON ${owned("pg_statistic_ext")}
      JOIN pg_catalog.pg_statistic_ext AS statistic ON statistic.oid = objid)
  SELECT attname::text AS column, ${plainNameSql("spaces.nspname", "sequence.relname")} AS sequence, pg_catalog.format('ALTER SEQUENCE %s OWNED BY NONE', objid::pg_catalog.regclass) AS keep,
         pg_catalog.format('ALTER SEQUENCE %s OWNED BY %s.%I', objid::pg_catalog.regclass, own, attname) AS restore
    FROM place JOIN pg_catalog.pg_depend ON ${owned("pg_class")} AND deptype = 'a'
    JOIN pg_catalog.pg_class AS sequence ON sequence.oid = objid AND sequence.relkind = 'S'
    JOIN pg_catalog.pg_namespace AS spaces ON spaces.oid = sequence.relnamespace
  UNION ALL
  SELECT attname::text, NULL, NULL, pg_catalog.format('%s SET STATISTICS %s', altered, attstattarget)
    FROM place WHERE attstattarget >= 0
  UNION ALL
  SELECT attname::text, NULL, NULL, pg_catalog.format('%s SET (%s)', altered, pg_catalog.array_to_string(attoptions, ', '))
    FROM place WHERE attoptions IS NOT NULL
  UNION ALL
  SELECT attname::text, NULL, NULL, pg_catalog.format('%s SET STORAGE %s', altered,
           CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
    FROM place JOIN pg_catalog.pg_type AS type ON type.oid = atttypid WHERE attstorage <> typstorage
  UNION ALL
  SELECT attname::text, NULL, NULL, pg_catalog.format('%s SET COMPRESSION %s', altered,
           CASE attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END)
    FROM place WHERE attcompression <> ''
  UNION ALL
  SELECT attname::text, NULL, NULL, pg_catalog.format('GRANT %s (%I) ON %s TO %s', privilege_type, attname, own, ${grantedToSql})
    FROM place, pg_catalog.aclexplode(attacl)
  UNION ALL
  SELECT attname::text, NULL, NULL, made FROM extended,
         pg_catalog.obj_description(extended.oid, 'pg_statistic_ext') AS words,
         LATERAL (VALUES (pg_catalog.pg_get_statisticsobjdef(extended.oid)),
           (pg_catalog.format('ALTER STATISTICS %s OWNER TO %I', name, pg_catalog.pg_get_userbyid(stxowner))),
           (CASE WHEN stxstattarget >= 0 THEN pg_catalog.format('ALTER STATISTICS %s SET STATISTICS %s', name, stxstattarget) END),
           (CASE WHEN words IS NOT NULL THEN pg_catalog.format('COMMENT ON STATISTICS %s IS %L', name, words) END)) AS each (made)
   WHERE made IS NOT NULL`;
