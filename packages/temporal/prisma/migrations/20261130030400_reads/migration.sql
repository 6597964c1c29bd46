-- Reading versions. The first argument says by its type what is read, and so what comes back:
--   SELECT * FROM temporal.as_of(NULL::notes.note_version, '{"id": 7}', '2027-01-01Z')
-- Everything is read with the caller's own rights, so row security of the version table holds.

CREATE FUNCTION "temporal"."key_condition"("versions" regclass, "alias" text, "key" text) RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  -- Without the length that a type may have: a cast to it would cut what is too long, and find another row.
  SELECT string_agg(format('%I.%I = (%s ->> %L)::%s', alias, name, key, name, format_type(atttypid, -1)), ' AND ')
  FROM unnest(temporal.key_of(versions)) AS name
  JOIN pg_attribute ON attrelid = versions AND attname = name
$$;
COMMENT ON FUNCTION "temporal"."key_condition"(regclass, text, text)
  IS 'The condition that a row has the key that an expression of jsonb gives.';

CREATE FUNCTION "temporal"."assert_key"("versions" regclass, "key" jsonb) RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  columns CONSTANT text[] := temporal.key_of(versions);
BEGIN
  IF jsonb_typeof(key) IS DISTINCT FROM 'object' OR NOT key ?& columns
     OR (SELECT count(*) FROM jsonb_object_keys(key)) <> cardinality(columns) THEN
    RAISE EXCEPTION 'a key of % is an object with the columns %, not %', versions, temporal.list(columns), key
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
END
$$;
COMMENT ON FUNCTION "temporal"."assert_key"(regclass, jsonb) IS 'Raises 22023 unless the key has exactly the columns of the table''s key.';

CREATE FUNCTION "temporal"."table_of"("of" anyelement) RETURNS regclass
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  relation oid;
BEGIN
  SELECT typrelid INTO relation FROM pg_type WHERE oid = pg_typeof("of");
  IF relation = 0 OR (SELECT count(*) FROM pg_attribute WHERE attrelid = relation AND attname IN ('version', 'valid_from', 'editor', 'operation')) <> 4
     OR temporal.key_of(relation) IS NULL THEN
    RAISE EXCEPTION '% is no table of versions', pg_typeof("of")
      USING ERRCODE = 'wrong_object_type', HINT = 'Versions of notes.note are read by NULL::notes.note_version.';
  END IF;
  RETURN relation;
END
$$;
COMMENT ON FUNCTION "temporal"."table_of"(anyelement) IS 'The version table whose row type the value has.';

CREATE FUNCTION "temporal"."as_of"("of" anyelement, "key" jsonb, "instant" timestamptz) RETURNS SETOF anyelement
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.table_of("of");
BEGIN
  PERFORM temporal.assert_key(versions, key);
  RETURN QUERY EXECUTE format(
    'SELECT * FROM (SELECT * FROM %s AS versions WHERE %s AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1) AS last
     WHERE operation <> ''delete''', versions, temporal.key_condition(versions, 'versions', '$1'))
  USING key, instant;
END
$$;
COMMENT ON FUNCTION "temporal"."as_of"(anyelement, jsonb, timestamptz)
  IS 'The version that was the current one at an instant, its valid_from included; no row when the entity was not there or deleted.';

CREATE FUNCTION "temporal"."as_of_all"("of" anyelement, "instant" timestamptz, "keys" jsonb DEFAULT NULL) RETURNS SETOF anyelement
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.table_of("of");
  columns CONSTANT text := temporal.list(temporal.key_of(versions));
BEGIN
  IF keys IS NULL THEN
    RETURN QUERY EXECUTE format(
      'SELECT * FROM (SELECT DISTINCT ON (%2$s) * FROM %1$s WHERE valid_from <= $1 ORDER BY %2$s, valid_from DESC) AS last
       WHERE operation <> ''delete''', versions, columns)
    USING instant;
  ELSE
    PERFORM temporal.assert_key(versions, value) FROM jsonb_array_elements(keys);
    RETURN QUERY EXECUTE format(
      'SELECT last.* FROM (SELECT DISTINCT value FROM jsonb_array_elements($2)) AS wanted
       CROSS JOIN LATERAL (SELECT * FROM %s AS versions WHERE %s AND valid_from <= $1 ORDER BY valid_from DESC LIMIT 1) AS last
       WHERE last.operation <> ''delete''', versions, temporal.key_condition(versions, 'versions', 'wanted.value'))
    USING instant, keys;
  END IF;
END
$$;
COMMENT ON FUNCTION "temporal"."as_of_all"(anyelement, timestamptz, jsonb)
  IS 'as_of for every entity of a table, or for those of an array of keys; in no order.';

CREATE FUNCTION "temporal"."history"("of" anyelement, "key" jsonb) RETURNS SETOF anyelement
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.table_of("of");
BEGIN
  PERFORM temporal.assert_key(versions, key);
  RETURN QUERY EXECUTE format('SELECT * FROM %s AS versions WHERE %s ORDER BY version',
    versions, temporal.key_condition(versions, 'versions', '$1'))
  USING key;
END
$$;
COMMENT ON FUNCTION "temporal"."history"(anyelement, jsonb)
  IS 'All versions of an entity, oldest first, deletions too. One is valid until the next one''s valid_from.';

CREATE FUNCTION "temporal"."json_differences"("before" jsonb, "after" jsonb, "path" text[] DEFAULT '{}')
  RETURNS TABLE ("at" text[], "kind" text, "old_value" jsonb, "new_value" jsonb)
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  member record;
BEGIN
  IF before IS NULL OR after IS NULL OR jsonb_typeof(before) <> jsonb_typeof(after) OR jsonb_typeof(before) NOT IN ('object', 'array') THEN
    -- By their texts, since 1.0 is another value than 1.00 to whoever reads it.
    IF before::text IS DISTINCT FROM after::text THEN
      RETURN QUERY SELECT path, CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END, before, after;
    END IF;
  ELSIF before::text <> after::text THEN
    FOR member IN
      SELECT name, one.value AS old_value, other.value AS new_value
      FROM temporal.json_members(before) AS one FULL JOIN temporal.json_members(after) AS other USING (name)
      ORDER BY COALESCE(one.position, other.position), name
    LOOP
      RETURN QUERY SELECT * FROM temporal.json_differences(member.old_value, member.new_value, path || member.name);
    END LOOP;
  END IF;
END
$$;
COMMENT ON FUNCTION "temporal"."json_differences"(jsonb, jsonb, text[])
  IS 'What differs between two documents, member by member and element by element; null where there is nothing at a path.';

CREATE FUNCTION "temporal"."json_members"("document" jsonb) RETURNS TABLE ("name" text, "value" jsonb, "position" bigint)
  LANGUAGE sql
  IMMUTABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT key, value, 0 FROM jsonb_each(CASE WHEN jsonb_typeof(document) = 'object' THEN document END)
  UNION ALL
  SELECT (ordinality - 1)::text, value, ordinality
  FROM jsonb_array_elements(CASE WHEN jsonb_typeof(document) = 'array' THEN document END) WITH ORDINALITY
$$;
COMMENT ON FUNCTION "temporal"."json_members"(jsonb) IS 'Members of an object by name, elements of an array by index from 0.';

CREATE FUNCTION "temporal"."compare"("of" anyelement, "key" jsonb, "version" integer, "other_version" integer)
  RETURNS TABLE ("path" text[], "kind" text, "before" jsonb, "after" jsonb)
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  versions CONSTANT regclass := temporal.table_of("of");
  condition CONSTANT text := temporal.key_condition(versions, 'versions', '$1');
  wanted integer;
  is_there boolean;
BEGIN
  PERFORM temporal.assert_key(versions, key);
  FOREACH wanted IN ARRAY ARRAY[$3, $4] LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s AS versions WHERE %s AND version = $2)', versions, condition) INTO is_there USING key, wanted;
    IF NOT is_there THEN
      RAISE EXCEPTION '% of % has no version %', key, versions, wanted USING ERRCODE = 'no_data_found';
    END IF;
  END LOOP;
  -- Of JSON the paths; of other types the text, which is exact where a JSON number would not be. A difference that
  -- neither shows, as the order of members, is one of the whole column.
  RETURN QUERY EXECUTE format(
    'WITH one AS (SELECT * FROM %1$s AS versions WHERE %2$s AND version = $2),
          other AS (SELECT * FROM %1$s AS versions WHERE %2$s AND version = $3)
     SELECT difference.at, difference.kind, difference.old_value, difference.new_value
     FROM one CROSS JOIN other CROSS JOIN LATERAL (VALUES %3$s) AS content (name, before, after, same, position)
     CROSS JOIN LATERAL (
       SELECT * FROM temporal.json_differences(content.before, content.after, ARRAY[content.name])
       UNION ALL
       SELECT ARRAY[content.name], ''changed'', content.before, content.after
       WHERE content.before::text = content.after::text
     ) AS difference
     WHERE NOT content.same ORDER BY content.position',
    versions, condition,
    (SELECT string_agg(format(
       CASE WHEN type IN ('json', 'jsonb') THEN '(%1$L, one.%2$I::jsonb, other.%2$I::jsonb, record_image_eq(ROW(one.%2$I), ROW(other.%2$I)), %3$s)'
            ELSE '(%1$L, to_jsonb(one.%2$I::text), to_jsonb(other.%2$I::text), record_image_eq(ROW(one.%2$I), ROW(other.%2$I)), %3$s)' END,
       name, name, position), ', ')
     FROM temporal.columns_of(versions) WITH ORDINALITY AS content (name, type, "collation", generated, identity, is_key, position)))
  USING key, $3, $4;
END
$$;
COMMENT ON FUNCTION "temporal"."compare"(anyelement, jsonb, integer, integer)
  IS 'What differs between two versions: by column, and within JSON by path. added and removed are to and from null or nothing; values that are no JSON are texts.';
