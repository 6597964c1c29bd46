import { grantedToSql } from "../../catalog/objects/grantee-sql.js";
import { notNullNameSql } from "../../catalog/objects/not-null-name-sql.js";
import { standInSql } from "../../ledger/stand-in.js";

/**
 * SQL over `place`, columns that go: the identities among them, as belongings. The sequence of an identity
 * goes with its column, and an identity takes neither nulls nor, maybe, values: so a sequence of ours keeps
 * its position, and is the column's default until all rows have their values.
 */
export const identitiesSql = `
  SELECT attname::text AS column, NULL::text AS sequence,
         ARRAY[pg_catalog.format('CREATE SEQUENCE %s AS %s %s', stand_in, pg_catalog.format_type(seqtypid, NULL), options),
               pg_catalog.format('GRANT USAGE ON SEQUENCE %s TO PUBLIC', stand_in),
               pg_catalog.format('SELECT pg_catalog.setval(%L, last_value, is_called) FROM %s', stand_in, own_sequence)] AS keep,
         ARRAY[pg_catalog.format('%s SET DEFAULT pg_catalog.nextval(%L::pg_catalog.regclass)', altered, stand_in)] AS restore,
         ARRAY[pg_catalog.format('%s DROP DEFAULT', altered),
               pg_catalog.format('%s ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %s %s)', altered,
                 CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, own_sequence, options),
               pg_catalog.format('SELECT pg_catalog.setval(%L, last_value, is_called) FROM %s', own_sequence, stand_in),
               pg_catalog.format('DROP SEQUENCE %s', stand_in)]
           || ARRAY(SELECT pg_catalog.format('GRANT %s ON SEQUENCE %s TO %s', privilege_type, own_sequence, ${grantedToSql})
                      FROM pg_catalog.aclexplode(relacl) WHERE grantee <> relowner)
           || ARRAY(SELECT pg_catalog.format('COMMENT ON SEQUENCE %s IS %L', own_sequence, words)
                      FROM pg_catalog.obj_description(class.oid, 'pg_class') AS words WHERE words IS NOT NULL) AS settle
    FROM place
    JOIN pg_catalog.pg_depend ON classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refclassid = classid
         AND refobjid = attrelid AND refobjsubid = attnum AND deptype = 'i'
    JOIN pg_catalog.pg_sequence ON seqrelid = objid
    JOIN pg_catalog.pg_class AS class ON class.oid = objid
   CROSS JOIN pg_catalog.format('%s', objid::pg_catalog.regclass) AS own_sequence
   CROSS JOIN ${standInSql("own || '.' || attname")} AS stand_in
   CROSS JOIN pg_catalog.format('INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s', seqincrement, seqmin, seqmax, seqstart,
                seqcache, CASE WHEN seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS options`;

/**
 * SQL over `place`: the names of NOT NULLs of columns that go, where these are not what PostgreSQL calls
 * them by itself; servers before 18 have none.
 */
export const notNullNamesSql = `
  SELECT attname::text AS column, NULL::text AS sequence, '{}'::text[] AS keep, '{}'::text[] AS restore,
         ARRAY[${notNullNameSql("own", "attname", "conname")}] AS settle
    FROM place JOIN pg_catalog.pg_constraint ON conrelid = attrelid AND contype = 'n' AND attnum = ANY (conkey)
   WHERE conname <> relname || '_' || attname || '_not_null'`;
