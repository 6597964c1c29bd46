-- What the catalogue says of a table and of its versions. Everything that follows is made from this, so that no list of
-- columns is written twice. All functions pin search_path, by which the names of types are deparsed.

CREATE FUNCTION "temporal"."columns_of"("relation" regclass, "excluded" text[] DEFAULT '{}')
  RETURNS TABLE ("name" text, "type" text, "collation" text, "generated" "char", "identity" "char", "is_key" boolean)
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT attname::text,
         format_type(atttypid, atttypmod),
         CASE WHEN attcollation <> typcollation THEN (
           SELECT format('%I.%I', nspname, collname)
           FROM pg_collation JOIN pg_namespace ON pg_namespace.oid = collnamespace
           WHERE pg_collation.oid = attcollation
         ) END,
         attgenerated,
         attidentity,
         EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey))
  FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
  WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped
    AND attname <> ALL ('{version,valid_from,editor,operation}')
    AND attname <> ALL (excluded)
  ORDER BY attnum
$$;
COMMENT ON FUNCTION "temporal"."columns_of"(regclass, text[])
  IS 'The columns of a table that are content of its versions, as the table has them.';

CREATE FUNCTION "temporal"."key_of"("relation" regclass) RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT array_agg(attname::text ORDER BY position)
  FROM pg_index
  CROSS JOIN unnest(indkey) WITH ORDINALITY AS part (number, position)
  JOIN pg_attribute ON attrelid = indrelid AND attnum = part.number
  WHERE indrelid = relation AND indisprimary AND attname <> 'version'
$$;
COMMENT ON FUNCTION "temporal"."key_of"(regclass)
  IS 'The columns of the primary key that name an entity: of a version table without the number. Null without a primary key.';

CREATE FUNCTION "temporal"."shape_of"("kept" regclass, "versions" regclass) RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT md5(string_agg(
    concat_ws(' ', attname, format_type(atttypid, atttypmod), attcollation::regcollation, attgenerated, attidentity,
      CASE WHEN attgenerated <> '' THEN (
        SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum
      ) END),
    ',' ORDER BY attrelid = kept, attnum))
  FROM pg_attribute
  WHERE attrelid IN (kept, versions) AND attnum > 0 AND NOT attisdropped
$$;
COMMENT ON FUNCTION "temporal"."shape_of"(regclass, regclass)
  IS 'A digest of the columns of both tables, the same after a dump and restore.';

CREATE FUNCTION "temporal"."list"("columns" text[], "pattern" text DEFAULT '%I', "separator" text DEFAULT ', ') RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT string_agg(format(pattern, name), separator ORDER BY position)
  FROM unnest(columns) WITH ORDINALITY AS column_name (name, position)
$$;
COMMENT ON FUNCTION "temporal"."list"(text[], text, text)
  IS 'Names put into a pattern of format() each, and joined: a part of a statement.';

CREATE FUNCTION "temporal"."versions_of"("kept" regclass) RETURNS regclass
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions regclass;
BEGIN
  SELECT relation.oid INTO versions
  FROM pg_class AS table_kept
  JOIN pg_class AS relation ON relation.relnamespace = table_kept.relnamespace
    AND relation.relname = table_kept.relname || '_version'
  WHERE table_kept.oid = kept;
  IF versions IS NULL THEN
    RAISE EXCEPTION '% keeps no versions', kept
      USING ERRCODE = 'undefined_table',
            HINT = format('SELECT temporal.keep_versions(%L) in a migration.', kept);
  END IF;
  RETURN versions;
END
$$;
COMMENT ON FUNCTION "temporal"."versions_of"(regclass)
  IS 'The table beside it that has its versions: <table>_version. Raises 42P01 when there is none.';
