/**
 * SQL over a row of `pg_identify_object` and one of pg_description: the statement that comments on the object
 * again. Of a column, a type or a constraint the server tells more than COMMENT takes.
 */
export const commentSql = `pg_catalog.format('COMMENT ON %s %s IS %L',
           CASE WHEN type LIKE '% constraint' THEN 'CONSTRAINT' WHEN type LIKE '% column' THEN 'COLUMN'
                WHEN type = 'composite type' THEN 'TYPE' WHEN type = 'statistics object' THEN 'STATISTICS'
                WHEN type = 'foreign-data wrapper' THEN 'FOREIGN DATA WRAPPER' ELSE pg_catalog.upper(type) END,
           CASE WHEN type = 'domain constraint' THEN pg_catalog.regexp_replace(identity, ' on (?!.* on )', ' ON DOMAIN ') ELSE identity END,
           description)`;
