-- How a table's rows come to be found: its package registers it, and triggers keep their text from then on.

CREATE FUNCTION "search"."text_of"("value" jsonb) RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
AS $$
  SELECT CASE
    WHEN pg_catalog.jsonb_typeof(value) IN ('object', 'array') THEN (
      SELECT COALESCE(pg_catalog.string_agg(found #>> '{}', E'\n'), '')
      FROM pg_catalog.jsonb_path_query(value, 'strict $.** ? (@.type() == "string")') AS found
    )
    ELSE COALESCE(value #>> '{}', '')
  END
$$;
COMMENT ON FUNCTION "search"."text_of"(jsonb)
  IS 'The text of a value: of an object or array all strings in it, a line each.';

CREATE FUNCTION "search"."text_to_embed"("title" text, "description" text, "content" text) RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
AS $$
  SELECT pg_catalog.concat_ws(E'\n', NULLIF(title, ''), NULLIF(description, ''), NULLIF(content, ''))
$$;

CREATE FUNCTION "search"."hash_of"("content" text) RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
AS $$
  SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(content, 'UTF8')), 'hex')
$$;

CREATE FUNCTION "search"."words_of"("language" text, "title" text, "description" text, "content" text) RETURNS tsvector
  LANGUAGE sql
  STABLE
AS $$
  -- A tsvector holds 1 MB. Whoever writes a longer text is not to fail for it, so the rest is not searched for words.
  SELECT pg_catalog.setweight(pg_catalog.to_tsvector(language::regconfig, pg_catalog.left(title, 100000)), 'A')
    || pg_catalog.setweight(pg_catalog.to_tsvector(language::regconfig, pg_catalog.left(description, 100000)), 'B')
    || pg_catalog.setweight(pg_catalog.to_tsvector(language::regconfig, pg_catalog.left(content, 100000)), 'C')
$$;

CREATE FUNCTION "search"."language_named"("name" text) RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN name::regconfig::text;
EXCEPTION
  WHEN undefined_object OR undefined_table OR invalid_schema_name OR invalid_name OR syntax_error THEN
    RAISE EXCEPTION USING
      ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('there is no text search configuration "%s"', name),
      HINT = 'SELECT cfgname FROM pg_ts_config lists those of this server.';
END;
$$;

CREATE FUNCTION "search"."keep_text"("registered" search.collections, "item" jsonb) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  item_tenant CONSTANT text := item ->> registered.tenant_column;
  item_key CONSTANT text := item ->> registered.key_column;
  title CONSTANT text := search.text_of(item -> registered.title_column);
  description CONSTANT text := search.text_of(item -> registered.description_column);
  content CONSTANT text := search.text_of(item -> registered.content_column);
  embedded CONSTANT text := search.text_to_embed(title, description, content);
BEGIN
  -- What belongs to no tenant is found by nobody.
  IF item_tenant IS NULL THEN
    RETURN;
  END IF;
  -- Most writes change something else: they neither make words nor lock the text.
  IF EXISTS (
    SELECT FROM search.documents AS d
    WHERE d.tenant = item_tenant AND d.collection = registered.name AND d.key = item_key
      AND (d.title, d.description, d.content, d.language) = (title, description, content, registered.language)
  ) THEN
    RETURN;
  END IF;
  INSERT INTO search.documents AS d (tenant, collection, key, title, description, content, language, words)
  VALUES (item_tenant, registered.name, item_key, title, description, content, registered.language,
    search.words_of(registered.language, title, description, content))
  ON CONFLICT ON CONSTRAINT documents_pkey DO UPDATE
    SET title = excluded.title, description = excluded.description, content = excluded.content,
      language = excluded.language, words = excluded.words
    WHERE (d.title, d.description, d.content, d.language)
      IS DISTINCT FROM (excluded.title, excluded.description, excluded.content, excluded.language);
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF embedded = '' THEN
    DELETE FROM search.embeddings AS e
    WHERE e.tenant = item_tenant AND e.collection = registered.name AND e.key = item_key;
    RETURN;
  END IF;
  INSERT INTO search.embeddings AS e (tenant, collection, key, model, content_hash)
  SELECT item_tenant, registered.name, item_key, m.model, search.hash_of(embedded)
  FROM search.collection_models AS m
  WHERE m.collection = registered.name
  ON CONFLICT (tenant, collection, model, key) DO UPDATE
    SET content_hash = excluded.content_hash, status = 'pending', attempts = 0, error = NULL, available_at = now()
    WHERE e.content_hash <> excluded.content_hash;
END;
$$;
COMMENT ON FUNCTION "search"."keep_text"(search.collections, jsonb)
  IS 'Keeps the text of a row; where it changed, its embeddings become pending.';

CREATE FUNCTION "search"."keep_document"() RETURNS trigger
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  registered search.collections;
  old_item jsonb;
  new_item jsonb;
BEGIN
  -- Whoever may make a table could put this trigger on it, with the name of another's collection.
  SELECT c.* INTO registered
  FROM search.collections AS c
  WHERE c.name = TG_ARGV[0] AND c.source IN (TG_RELID, pg_partition_root(TG_RELID));
  IF NOT FOUND THEN
    RAISE EXCEPTION USING
      ERRCODE = 'object_not_in_prerequisite_state',
      MESSAGE = format('%s is not the table of the collection "%s"', TG_RELID::regclass, TG_ARGV[0]),
      HINT = 'search.register() puts this trigger on a table; DROP TRIGGER takes it off.';
  END IF;
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM search.documents AS d WHERE d.collection = registered.name;
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    old_item := to_jsonb(OLD);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    new_item := to_jsonb(NEW);
  END IF;
  IF (old_item ->> registered.key_column, old_item ->> registered.tenant_column)
    IS DISTINCT FROM (new_item ->> registered.key_column, new_item ->> registered.tenant_column) THEN
    DELETE FROM search.documents AS d
    WHERE d.tenant = old_item ->> registered.tenant_column
      AND d.collection = registered.name
      AND d.key = old_item ->> registered.key_column;
  END IF;
  IF new_item IS NOT NULL THEN
    PERFORM search.keep_text(registered, new_item);
  END IF;
  RETURN NULL;
END;
$$;

CREATE FUNCTION "search"."column_of"("source" regclass, "name" text) RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF name IS NOT NULL AND NOT EXISTS (
    SELECT FROM pg_attribute AS a
    WHERE a.attrelid = source AND a.attname = name AND a.attnum > 0 AND NOT a.attisdropped
  ) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'undefined_column',
      MESSAGE = format('%s has no column "%s" to register', source, name);
  END IF;
  RETURN name;
END;
$$;

CREATE FUNCTION "search"."assert_visible"("source" regclass, "visible" regprocedure) RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- Only such a function becomes part of the query that calls it, so that the tenant's index can be used.
  IF NOT EXISTS (
    SELECT FROM pg_proc AS p
    JOIN pg_language AS l ON l.oid = p.prolang
    JOIN pg_class AS t ON t.oid = source AND t.reltype = p.prorettype
    WHERE p.oid = visible AND p.proretset AND p.pronargs = 1 AND l.lanname = 'sql' AND p.provolatile <> 'v'
      AND NOT p.prosecdef AND NOT p.proisstrict AND p.proconfig IS NULL
  ) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('%s cannot say which rows of %s a viewer may see', visible, source),
      HINT = format('It takes the viewer and RETURNS SETOF %s, LANGUAGE sql, STABLE; without STRICT, SECURITY DEFINER or SET.', source);
  END IF;
END;
$$;

CREATE FUNCTION "search"."register"(
  "source" regclass,
  "key" text,
  "tenant" text,
  "visible" regprocedure,
  "title" text DEFAULT NULL,
  "description" text DEFAULT NULL,
  "content" text DEFAULT NULL,
  "kind" text DEFAULT NULL,
  "language" text DEFAULT 'english',
  "fill" boolean DEFAULT true
) RETURNS text
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  collection text;
BEGIN
  SELECT format('%s.%s', n.nspname, t.relname) INTO collection
  FROM pg_class AS t JOIN pg_namespace AS n ON n.oid = t.relnamespace
  WHERE t.oid = register.source;
  -- A table that was renamed keeps the name that clients ask for.
  SELECT COALESCE(c.name, collection) INTO collection
  FROM (SELECT register.source) AS this(source) LEFT JOIN search.collections AS c ON c.source = this.source;
  PERFORM search.assert_visible(register.source, register.visible);
  INSERT INTO search.collections AS c (
    name, source, key_column, tenant_column, kind_column, title_column, description_column, content_column, visible,
    language
  )
  VALUES (
    collection, register.source, search.column_of(register.source, register.key),
    search.column_of(register.source, register.tenant), search.column_of(register.source, register.kind),
    search.column_of(register.source, register.title), search.column_of(register.source, register.description),
    search.column_of(register.source, register.content), register.visible::text,
    search.language_named(register.language)
  )
  ON CONFLICT (name) DO UPDATE SET
    key_column = excluded.key_column, tenant_column = excluded.tenant_column, kind_column = excluded.kind_column,
    title_column = excluded.title_column, description_column = excluded.description_column,
    content_column = excluded.content_column, visible = excluded.visible, language = excluded.language,
    source = excluded.source;
  EXECUTE format(
    'CREATE OR REPLACE TRIGGER search_keep_document AFTER INSERT OR UPDATE OR DELETE ON %s '
    'FOR EACH ROW EXECUTE FUNCTION search.keep_document(%L)', register.source, collection);
  EXECUTE format(
    'CREATE OR REPLACE TRIGGER search_truncate_documents AFTER TRUNCATE ON %s '
    'FOR EACH STATEMENT EXECUTE FUNCTION search.keep_document(%L)', register.source, collection);
  IF register.fill THEN
    PERFORM search.fill(collection);
  END IF;
  RETURN collection;
END;
$$;
COMMENT ON FUNCTION "search"."register"(regclass, text, text, regprocedure, text, text, text, text, text, boolean)
  IS 'Makes the rows of a table findable, and gives the name of the collection: that of the table. Again, it changes what was registered.';

CREATE FUNCTION "search"."unregister"("collection" text) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  registered search.collections;
BEGIN
  SELECT c.* INTO STRICT registered FROM search.collections AS c WHERE c.name = unregister.collection;
  EXECUTE format('DROP TRIGGER IF EXISTS search_keep_document ON %s', registered.source);
  EXECUTE format('DROP TRIGGER IF EXISTS search_truncate_documents ON %s', registered.source);
  DELETE FROM search.collections AS c WHERE c.name = registered.name;
END;
$$;
COMMENT ON FUNCTION "search"."unregister"(text)
  IS 'Forgets a collection, its text and its vectors.';

CREATE FUNCTION "search"."fill"("collection" text, "after" text DEFAULT NULL, "batch" integer DEFAULT NULL) RETURNS text
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  slice CONSTANT integer := 200;
  registered search.collections;
  left_over integer := fill.batch;
  last_key text;
  reached text;
BEGIN
  SELECT c.* INTO STRICT registered FROM search.collections AS c WHERE c.name = fill.collection;
  IF row_security_active(registered.source) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'object_not_in_prerequisite_state',
      MESSAGE = format('row security hides rows of %s from %s, so they cannot be made findable', registered.source, current_user),
      HINT = 'Register a table before its rows are isolated or with fill => false, and fill as a role with BYPASSRLS.';
  END IF;
  LOOP
    -- The lock keeps a row from changing between the reading and the writing of its text.
    EXECUTE format(
      'WITH items AS MATERIALIZED ('
      '  SELECT item FROM %1$s AS item WHERE $1 IS NULL OR item.%2$I > $1::%3$s ORDER BY item.%2$I LIMIT $2 FOR SHARE OF item'
      '), kept AS MATERIALIZED ('
      '  SELECT (item).%2$I AS key, search.keep_text($3, to_jsonb(item)) FROM items'
      ') SELECT key::text FROM kept ORDER BY kept.key DESC LIMIT 1',
      registered.source, registered.key_column, search.type_of(registered.source, registered.key_column))
    INTO last_key USING COALESCE(reached, fill.after), LEAST(left_over, slice), registered;
    EXIT WHEN last_key IS NULL;
    -- What is planned for small tables reads them whole for each row, such as checks of foreign keys.
    IF (SELECT reltuples < 5 * slice FROM pg_class WHERE oid = 'search.documents'::regclass) THEN
      ANALYZE search.documents, search.embeddings;
    END IF;
    reached := last_key;
    left_over := left_over - slice;
    EXIT WHEN left_over <= 0;
  END LOOP;
  RETURN reached;
END;
$$;
COMMENT ON FUNCTION "search"."fill"(text, text, integer)
  IS 'Keeps the text of rows that were there before the registration, in the order of their key; gives the last one, null when none was left.';

CREATE FUNCTION "search"."type_of"("source" regclass, "name" text) RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute AS a WHERE a.attrelid = source AND a.attname = name
$$;

CREATE FUNCTION "search"."add_model"("collection" text, "model" text, "dimensions" integer) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  known integer;
BEGIN
  SELECT m.dimensions INTO known FROM search.collection_models AS m WHERE m.model = add_model.model LIMIT 1;
  IF known <> add_model.dimensions THEN
    RAISE EXCEPTION USING
      ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('the model "%s" has %s dimensions, not %s', add_model.model, known, add_model.dimensions),
      HINT = 'Give a model with other dimensions a name of its own.';
  END IF;
  -- A text that is being written sees the model or is seen here, since its writer waits or is waited for.
  LOCK TABLE search.documents IN SHARE ROW EXCLUSIVE MODE;
  INSERT INTO search.collection_models (collection, model, dimensions)
  VALUES (add_model.collection, add_model.model, add_model.dimensions)
  ON CONFLICT DO NOTHING;
  INSERT INTO search.embeddings (tenant, collection, key, model, content_hash)
  SELECT d.tenant, d.collection, d.key, add_model.model, search.hash_of(t.text)
  FROM search.documents AS d
  CROSS JOIN LATERAL (SELECT search.text_to_embed(d.title, d.description, d.content)) AS t(text)
  WHERE d.collection = add_model.collection AND t.text <> ''
  ON CONFLICT DO NOTHING;
END;
$$;
COMMENT ON FUNCTION "search"."add_model"(text, text, integer)
  IS 'Has the texts of a collection embedded by a model too; those that are there become pending.';

CREATE FUNCTION "search"."remove_model"("collection" text, "model" text) RETURNS void
  LANGUAGE sql
AS $$
  DELETE FROM search.collection_models AS m
  WHERE m.collection = remove_model.collection AND m.model = remove_model.model
$$;
COMMENT ON FUNCTION "search"."remove_model"(text, text)
  IS 'Forgets the vectors that a model made of a collection.';

CREATE FUNCTION "search"."set_language"("collection" text, "language" text) RETURNS void
  LANGUAGE sql
AS $$
  UPDATE search.collections AS c SET language = search.language_named(set_language.language)
  WHERE c.name = set_language.collection
$$;
COMMENT ON FUNCTION "search"."set_language"(text, text)
  IS 'Sets the language of rows written from now on; search.rewrite_words() brings the others along.';

CREATE FUNCTION "search"."rewrite_words"("collection" text, "batch" integer DEFAULT 1000) RETURNS integer
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  rewritten integer;
BEGIN
  -- Rows that someone writes get the new language from that write.
  WITH behind AS (
    SELECT d.tenant, d.collection, d.key, c.language
    FROM search.collections AS c
    JOIN search.documents AS d ON d.collection = c.name AND (d.language < c.language OR d.language > c.language)
    WHERE c.name = rewrite_words.collection
    LIMIT rewrite_words.batch
    FOR UPDATE OF d SKIP LOCKED
  )
  UPDATE search.documents AS d
  SET language = b.language, words = search.words_of(b.language, d.title, d.description, d.content)
  FROM behind AS b
  WHERE (d.tenant, d.collection, d.key) = (b.tenant, b.collection, b.key);
  GET DIAGNOSTICS rewritten = ROW_COUNT;
  RETURN rewritten;
END;
$$;
COMMENT ON FUNCTION "search"."rewrite_words"(text, integer)
  IS 'Makes words of the next rows that still have them in another language than the collection, and gives how many.';
